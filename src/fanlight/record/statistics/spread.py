"""How deaths lie over partners (0, 1, 2 to 4, 5 to 9, 10 and more), and what is missing in each state or year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from fanlight.record.deaths.death import Death
from fanlight.record.statistics.coverage import by_state
from fanlight.record.statistics.window import Case

CLASSES = (("0", 0, 0), ("1", 1, 1), ("2–4", 2, 4), ("5–9", 5, 9), ("10 and more", 10, None))


@dataclass(frozen=True, slots=True)
class Spread:
    """Agencies by number of deaths, and the part of deaths that the few with most are involved in."""

    classes: tuple[tuple[str, int], ...]
    median: float
    agencies: int
    top_tenth: float  # of the agencies' involvements, the part with the tenth that has most


@dataclass(frozen=True, slots=True)
class Missing:
    """Deaths of one state or year by what is known of their agency."""

    group: str
    deaths: int
    no_agency: int  # the row names none
    unlinked: int  # it names some, and none is linked


def spread(counts: Mapping[str, int], agencies: Collection[str]) -> Spread:
    """Over agencies of one list; one without a death counts as 0."""
    import numpy as np

    values = np.sort(np.array([counts.get(one, 0) for one in sorted(agencies)], dtype=int))[::-1]
    classes = tuple(
        (name, int(((values >= low) & (values <= high if high is not None else True)).sum()))
        for name, low, high in CLASSES
    )
    top, whole = values[: -(-len(values) // 10)].sum(), values.sum()
    median = float(np.median(values)) if len(values) else 0.0
    return Spread(classes, median, len(values), float(top / whole) if whole else 0.0)


def missing(found: Sequence[Case], group: Callable[[Death], str] = by_state) -> tuple[Missing, ...]:
    """By the state of the death, or its year."""
    groups: dict[str, list[int]] = {}
    for case in found:
        own = groups.setdefault(group(case.death), [0, 0, 0])
        own[0] += 1
        own[1] += case.mentions == 0
        own[2] += case.mentions > 0 and not case.agencies
    return tuple(Missing(name, *own) for name, own in sorted(groups.items()))
