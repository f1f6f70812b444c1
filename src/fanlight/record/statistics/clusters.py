"""The national share with agencies resampled, not deaths (cluster bootstrap, percentile interval; Efron 1979)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fanlight.record.statistics.intervals import Share
from fanlight.record.statistics.limits import LEVEL
from fanlight.record.statistics.window import Case

DRAWS = 2000  # the interval's ends then move by less than a tenth of a point between seeds
SEED = 20200702  # the day of EFF's release; the seed's only meaning is that it is fixed


@dataclass(frozen=True, slots=True)
class Clustered:
    """The share with its cluster interval, and how much wider chance is than for independent deaths."""

    share: Share
    clusters: int
    error: float
    design_effect: float


def clustered_share(found: Sequence[Case], partners: Collection[str], *, draws: int = DRAWS) -> Clustered:
    """A death belongs to the first agency that is linked; one without any is a cluster of its own."""
    sizes: dict[str, list[int]] = {}
    for position, case in enumerate(found):
        own = sizes.setdefault(case.agencies[0] if case.agencies else f"alone:{position}", [0, 0])
        own[0] += 1
        own[1] += any(agency in partners for agency in case.agencies)
    return bootstrap([(own[0], own[1]) for _, own in sorted(sizes.items())], draws=draws)


def bootstrap(sizes: Sequence[tuple[int, int]], *, draws: int = DRAWS) -> Clustered:
    """From each cluster's deaths and those of them that involve a partner."""
    import numpy as np

    deaths, involved = np.array(sizes, dtype=float).T
    random = np.random.Generator(np.random.PCG64(SEED))
    drawn = np.empty(draws)
    for draw in range(draws):
        times = np.bincount(random.integers(0, len(sizes), len(sizes)), minlength=len(sizes))
        drawn[draw] = (involved @ times) / (deaths @ times)
    rest = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [rest, 1 - rest])
    total, count = int(deaths.sum()), int(involved.sum())
    simple = count / total * (1 - count / total) / total
    error = float(drawn.std(ddof=1))
    effect = error**2 / simple if simple else 0.0
    return Clustered(Share(count, total, float(low), float(high)), len(sizes), error, effect)
