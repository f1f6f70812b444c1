"""The deaths of one series in one window with the agencies that count for each: what every statistic starts from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from fanlight.record.deaths.death import Death
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.partnerships import earliest
from fanlight.record.deaths.series import FIRST, LAST, in_window
from fanlight.record.linkage.verdict import COUNTED, Tier


@dataclass(frozen=True, slots=True)
class Case:
    """One death with its linked agencies, in the order of the row."""

    death: Death
    agencies: tuple[str, ...]
    mentions: int  # agencies that the row names, linked or not
    primary: str = ""  # the first named, where it is linked


def cases(
    facts: Facts, series: str, *, first: date = FIRST, last: date = LAST, tiers: Collection[Tier] = COUNTED
) -> list[Case]:
    """Every death of the window once."""
    linked: dict[tuple[str, int], dict[str, None]] = {}
    named: dict[tuple[str, int], int] = {}
    primary: dict[tuple[str, int], str] = {}
    for one in facts.involvements[series]:
        key = one.death.file, one.death.row
        named[key] = one.verdict.mention.of
        if one.verdict.tier in tiers and one.verdict.agency:
            linked.setdefault(key, {})[one.verdict.agency] = None
            if one.primary:
                primary[key] = one.verdict.agency
    found = []
    for death in facts.deaths[series]:
        if in_window(death, first, last):
            key = death.file, death.row
            found.append(Case(death, tuple(linked.get(key, ())), named.get(key, 0), primary.get(key, "")))
    return found


def partners(facts: Facts, *, by: date = LAST, tiers: Collection[Tier] = COUNTED) -> frozenset[str]:
    """Agencies whose partnership had begun by a day."""
    return frozenset(earliest((one for one in facts.partnerships if one.verdict.tier in tiers), by=by))


def deaths_by_agency(found: Collection[Case]) -> dict[str, int]:
    """Deaths that involve each agency; a death with two agencies stands with both, so this is never summed."""
    counts: dict[str, int] = {}
    for case in found:
        for agency in case.agencies:
            counts[agency] = counts.get(agency, 0) + 1
    return counts
