"""Two lists as one: deaths that either has, and those that both have, joined by Fatal Encounters' number alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fanlight.record.deaths.death import Death
from fanlight.record.deaths.facts import Facts
from fanlight.record.statistics.coverage import overlap_series

EITHER, BOTH = "either", "both"  # names of the two series


def with_both(facts: Facts) -> Facts:
    """Facts with the two series more, over the days that both files cover; unchanged where no files can be joined.

    A death in both keeps the row of Mapping Police Violence and the agencies that this row names.
    """
    series = overlap_series(facts)
    if series is None:
        return facts
    first, last = _covered(facts, *series)
    mpv, fe = ([one for one in facts.deaths[name] if one.on and first <= one.on <= last] for name in series)
    numbers = {one.fe_id for one in fe if one.fe_id}
    joined: dict[str, Death] = {}
    for one in mpv:
        if one.fe_id in numbers:
            joined.setdefault(one.fe_id, one)
    deaths = {EITHER: [*mpv, *(one for one in fe if one.fe_id not in joined)], BOTH: list(joined.values())}
    rows = {name: {(one.file, one.row) for one in found} for name, found in deaths.items()}
    involved = [one for name in series for one in facts.involvements[name]]
    involvements = {
        name: [one for one in involved if (one.death.file, one.death.row) in kept] for name, kept in rows.items()
    }
    return replace(facts, deaths={**facts.deaths, **deaths}, involvements={**facts.involvements, **involvements})


def _covered(facts: Facts, *names: str) -> tuple[date, date]:
    """The days that both files cover."""
    spans = [(file.first, file.last) for file in map(facts.file, names) if file.first and file.last]
    return max(first for first, _ in spans), min(last for _, last in spans)
