"""Where two lists of deaths agree: counts of each by state and year, and rows that carry the other's number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fanlight.record.deaths.death import Death
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.series import FIRST, LAST, in_window


@dataclass(frozen=True, slots=True)
class Overlap:
    """Deaths of one state or year; `both` are joined by Fatal Encounters' number, so it is a lower bound."""

    group: str
    mpv: int
    fe: int
    both: int


def coverage(
    mpv: list[Death], fe: list[Death], group: Callable[[Death], str], first: date = FIRST, last: date = LAST
) -> tuple[Overlap, ...]:
    """A death in both stands in the group that Mapping Police Violence gives."""
    numbers = {death.fe_id for death in fe if death.fe_id and in_window(death, first, last)}
    groups: dict[str, list[int]] = {}
    taken: set[str] = set()
    for death in mpv:
        if in_window(death, first, last):
            own = groups.setdefault(group(death), [0, 0, 0])
            own[0] += 1
            if death.fe_id in numbers and death.fe_id not in taken:
                taken.add(death.fe_id)
                own[2] += 1
    for death in fe:
        if in_window(death, first, last):
            groups.setdefault(group(death), [0, 0, 0])[1] += 1
    return tuple(Overlap(name, *own) for name, own in sorted(groups.items()))


def overlap_series(facts: Facts) -> tuple[str, str] | None:
    """The two files whose rows can be joined: the newest MPV with FE's numbers, and FE's force file."""
    mpv = [t.file.name for t in facts.folder.of("mpv") if any(d.fe_id for d in facts.deaths[t.file.name])]
    fe = [t.file.name for t in facts.folder.of("fe-force")]
    return (mpv[-1], fe[-1]) if mpv and fe else None


def by_state(death: Death) -> str:
    """The state's code."""
    return death.state


def by_year(death: Death) -> str:
    """The year."""
    return str(death.year)
