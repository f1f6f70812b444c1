"""What is counted, as one versioned object: pages, downloads and the summary release name its version.

A changed meaning is a new version; a test holds each version's words and values against their hash.
"""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.record.deaths.series import FIRST, LAST
from fanlight.record.linkage.verdict import COUNTED
from fanlight.record.statistics.limits import FEWEST_DEATHS, FEWEST_RESIDENTS, FUNNEL, LEVEL

Value = str | int | float | list[str] | list[float]


@dataclass(frozen=True, slots=True)
class Definition:
    """One term: in words for readers, and the values that the code counts with."""

    key: str
    term: str
    words: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """All terms of one version."""

    version: int
    terms: tuple[Definition, ...]

    def plain(self) -> dict[str, object]:
        """For downloads."""
        terms = {one.key: {"term": one.term, "words": one.words, **dict(one.values)} for one in self.terms}
        return {"version": self.version, "terms": terms}


DEFINITIONS = Definitions(
    1,
    (
        Definition(
            "window",
            "Window of the headline",
            "1 January 2015 to 30 June 2020: EFF’s five years and a half.",
            (("first", FIRST.isoformat()), ("last", LAST.isoformat())),
        ),
        Definition(
            "partner",
            "Partner",
            "A distinct entry (name, city, state) of the newest list that the build has, which began by the window’s "
            "last day. Entries that are not linked stay in the count of agencies.",
            (("by", LAST.isoformat()),),
        ),
        Definition(
            "death",
            "Death",
            "A row of a source, as that source defines it. Mapping Police Violence has people killed by police, on and "
            "off duty. Fatal Encounters has every death in an encounter, suicides too, up to 17 June 2018 and use of "
            "force alone after.",
        ),
        Definition(
            "involved",
            "Involved",
            "The row names the agency, first or among others. A death with two partners counts once in the headline.",
            (("tiers", [str(tier) for tier in COUNTED]),),
        ),
        Definition(
            "relation",
            "Before and after",
            "By the agency’s own first day on the list; that day counts as after. Where only the month is known, a "
            "death in it cannot be told.",
        ),
        Definition(
            "calendar",
            "By the calendar alone",
            "The share of the window’s days that lie before each partner’s start, averaged over the deaths: what would "
            "come before if deaths fell evenly.",
        ),
        Definition(
            "rate",
            "Rate",
            "Deaths a year for 100 000 residents of the one Census place (2010) that a municipal agency matches alone, "
            "with Garwood’s exact 95 % interval. None under 10 000 residents, under three deaths, for sheriffs, state, "
            "campus and transit agencies, and for townships, which are no Census places in Pennsylvania, Massachusetts "
            "and New Jersey.",
            (("fewest_residents", FEWEST_RESIDENTS), ("fewest_deaths", FEWEST_DEATHS), ("level", LEVEL)),
        ),
        Definition(
            "shrunk",
            "Rate, leaning on all agencies",
            "The same rate given how the rates of all agencies with 10 000 residents or more are spread: a gamma "
            "distribution fitted to their counts (empirical Bayes), with its 95 % interval. Shown where the rate is.",
        ),
        Definition(
            "funnel",
            "Funnel",
            "Limits that chance alone would give each agency around the rate of all together, by Poisson’s "
            "distribution of its expected deaths.",
            (("limits", list(FUNNEL)),),
        ),
        Definition(
            "snapshot",
            "Newest snapshot",
            "Agency pages count the newest snapshot of a source, the headline the oldest that covers its window. "
            "Snapshots are never mixed in one count.",
        ),
    ),
)
