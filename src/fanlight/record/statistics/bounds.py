"""How far doubtful links can move the headline: with the near tier, and the review queue all right or all wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
    """No imputation: each reading is counted whole; the last is the most that any reading of the queue can give."""
    all_tiers = (*LINKED, Tier.REVIEW)
    readings = (
        ("counted tiers: all that is doubtful wrong", facts, COUNTED),
        ("near links right, the review queue wrong", facts, LINKED),
        ("near links and the review queue right", _read(facts, series, _first), all_tiers),
        (
            "every row to review a partner’s where a candidate is one",
            _read(facts, series, _most(facts, series)),
            all_tiers,
        ),
    )
    found = []
    for reading, of, tiers in readings:
        one = counted(of, series, tiers=tiers)
        found.append(Bound(reading, one.agencies_with_death, one.partner_deaths, one.deaths))
    return tuple(found)


def _first(verdict: Verdict) -> str:
    return verdict.candidates[0]


def _most(facts: Facts, series: str) -> Callable[[Verdict], str]:
    """A partner if a candidate is one; an entry of the list itself is the candidate with most rows in the series."""
    rows = Counter(one.verdict.agency for one in facts.involvements[series] if one.verdict.tier in LINKED)
    partners = {one.verdict.agency for one in facts.partnerships if one.verdict.tier in LINKED}
    entries = {one.verdict.mention.file for one in facts.partnerships}

    def largest(verdict: Verdict) -> str:
        return max(verdict.candidates, key=lambda one: rows[one])

    partners |= {largest(one.verdict) for one in facts.partnerships if _waits(one.verdict)}

    def choose(verdict: Verdict) -> str:
        if verdict.mention.file in entries:
            return largest(verdict)
        return next((one for one in verdict.candidates if one in partners), verdict.candidates[0])

    return choose


def _waits(verdict: Verdict) -> bool:
    return verdict.tier is Tier.REVIEW and verdict.agency is None and bool(verdict.candidates)


def _read(facts: Facts, series: str, choose: Callable[[Verdict], str]) -> Facts:
    """Facts in which each mention to review is one of its candidates."""

    def read(verdict: Verdict) -> Verdict:
        return replace(verdict, agency=choose(verdict)) if _waits(verdict) else verdict

    return replace(
        facts,
        partnerships=[replace(one, verdict=read(one.verdict)) for one in facts.partnerships],
        involvements={series: [replace(one, verdict=read(one.verdict)) for one in facts.involvements[series]]},
    )
