"""How far doubtful links can move the headline: with the near tier, and the review queue all right or all wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import counted
from fanlight.record.linkage.verdict import COUNTED, LINKED, Tier, Verdict


@dataclass(frozen=True, slots=True)
class Bound:
    """The headline's two counts under one reading of the doubtful links."""

    reading: str
    agencies_with_death: int
    partner_deaths: int
    deaths: int


def bounds(facts: Facts, series: str) -> tuple[Bound, ...]:
    """No imputation: each reading is counted whole."""
    readings = (
        ("counted tiers: all that is doubtful wrong", facts, COUNTED),
        ("near links right, the review queue wrong", facts, LINKED),
        ("near links and the review queue right", _all_right(facts, series), (*LINKED, Tier.REVIEW)),
    )
    found = []
    for reading, of, tiers in readings:
        one = counted(of, series, tiers=tiers)
        found.append(Bound(reading, one.agencies_with_death, one.partner_deaths, one.deaths))
    return tuple(found)


def _first(verdict: Verdict) -> Verdict:
    right = verdict.tier is Tier.REVIEW and verdict.agency is None and verdict.candidates
    return replace(verdict, agency=verdict.candidates[0]) if right else verdict


def _all_right(facts: Facts, series: str) -> Facts:
    """Each mention to review is the first of its candidates."""
    return replace(
        facts,
        partnerships=[replace(one, verdict=_first(one.verdict)) for one in facts.partnerships],
        involvements={series: [replace(one, verdict=_first(one.verdict)) for one in facts.involvements[series]]},
    )
