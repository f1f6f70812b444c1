"""The headline's counts: agencies, those with a death, deaths, those with a partner, the six named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fanlight.record.deaths.death import Involvement
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.partnerships import earliest
from fanlight.record.deaths.series import FIRST, LAST, in_window
from fanlight.record.linkage.verdict import COUNTED, Tier
from fanlight.trust.agency.spelling import fold

# The persons whom EFF's release of July 2020 names: the words that a source's form of the name must hold, and the day.
NAMED = {
    "Breonna Taylor": (("breonna", "taylor"), date(2020, 3, 13)),
    "Alton Sterling": (("alton", "sterling"), date(2016, 7, 5)),
    "Botham Jean": (("botham", "jean"), date(2018, 9, 6)),
    "Antonio Valenzuela": (("antonio", "valenzuela"), date(2020, 2, 29)),
    "Michael Ramos": (("michael", "ramos"), date(2020, 4, 24)),
    "Sean Monterrosa": (("sean", "monterrosa"), date(2020, 6, 2)),
}


@dataclass(frozen=True, slots=True)
class Count:
    """One source's headline; `agencies` are the list's distinct entries, linked or not."""

    agencies: int
    linked: int
    agencies_with_death: int
    deaths: int
    partner_deaths: int

    @property
    def share(self) -> float:
        """Deaths that involve a partner, of all deaths; a fraction of 1."""
        return self.partner_deaths / self.deaths if self.deaths else 0.0


def counted(
    facts: Facts, series: str, *, first: date = FIRST, last: date = LAST, tiers: Collection[Tier] = COUNTED
) -> Count:
    """The headline of one series: partners that had begun by the window's last day, any agency of a death counts."""
    listed = [one for one in facts.partnerships if one.start <= last]
    partners = {agency for agency, one in earliest(listed).items() if one.verdict.tier in tiers}
    deaths = [death for death in facts.deaths[series] if in_window(death, first, last)]
    involved: list[Involvement] = [
        one
        for one in facts.involvements[series]
        if in_window(one.death, first, last) and one.verdict.tier in tiers and one.verdict.agency in partners
    ]
    rows = {(one.death.file, one.death.row) for one in involved}
    known = {one.verdict.agency for one in involved}
    with_death = sum(one.verdict.agency in known for one in listed if one.verdict.tier in tiers)
    return Count(len(listed), sum(one.verdict.tier in tiers for one in listed), with_death, len(deaths), len(rows))


def named_cases(facts: Facts, series: str) -> dict[str, list[Involvement]]:
    """Each named person's involvements in a series, found by the words of the name within a day of the date."""
    found: dict[str, list[Involvement]] = {name: [] for name in NAMED}
    for one in facts.involvements[series]:
        for name, (words, day) in NAMED.items():
            near = one.death.on is not None and abs((one.death.on - day).days) <= 1
            if near and set(words) <= set(fold(one.death.name).split()):
                found[name].append(one)
    return found
