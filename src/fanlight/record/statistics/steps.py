"""From the pairs' ratio of deaths to the model's ratio of rates, one change at a time: why the two figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.record.statistics.clusters import SEED
from fanlight.record.statistics.limits import FEWEST_RESIDENTS, LEVEL
from fanlight.record.statistics.model import rate_ratio
from fanlight.record.statistics.reference import DRAWS, Unit, pairs_of


@dataclass(frozen=True, slots=True)
class Step:
    """One ratio of partners to others with its 95 % interval, and over whom."""

    what: str
    agencies: int
    partners: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Unpaired:
    """The model's partners that stand in no pair of it, and what they weigh."""

    partners: int
    deaths: int
    all_partners: int
    all_deaths: int


def steps(found: Sequence[Unit], years: float) -> tuple[list[Step], Unpaired] | None:
    """Five ratios, each with one thing changed against the one before; none where pairs or model give none."""
    pairs = pairs_of(found)
    large = [pair for pair in pairs if min(one.residents for one in pair) >= FEWEST_RESIDENTS]
    paired = [one for pair in large for one in pair]
    small_model, whole_model = rate_ratio(paired, years), rate_ratio(found, years)
    if len(large) < 2 or small_model is None or whole_model is None:
        return None
    made = [
        _of_pairs("pairs: partners’ deaths for each death of the others", pairs, for_residents=False),
        _of_pairs("the same pairs, deaths for residents", pairs, for_residents=True),
        _of_pairs("of them, pairs with 10 000 residents or more in both", large, for_residents=True),
    ]
    models = (("the model over these pairs’ agencies", small_model), ("the model over all its agencies", whole_model))
    made += [Step(what, one.agencies, one.partners, one.value, one.low, one.high) for what, one in models]
    inside = {one.id for one in paired}
    partners = [one for one in found if one.partner and one.residents >= FEWEST_RESIDENTS]
    outside = [one for one in partners if one.id not in inside]
    weights = [sum(one.deaths for one in group) for group in (outside, partners)]
    return made, Unpaired(len(outside), weights[0], len(partners), weights[1])


def _of_pairs(what: str, pairs: Sequence[tuple[Unit, Unit]], *, for_residents: bool) -> Step:
    """A ratio of sums with pairs resampled; the seed of `matched`, so that the first step is its very figure."""
    import numpy as np

    deaths = np.array([[one.deaths, other.deaths] for one, other in pairs], dtype=float)
    size = np.array([[one.residents, other.residents] for one, other in pairs], dtype=float)
    weights = size if for_residents else np.ones_like(size)
    random = np.random.Generator(np.random.PCG64(SEED))
    drawn = random.integers(0, len(pairs), (DRAWS, len(pairs)))

    def ratio(dead: np.ndarray, weight: np.ndarray) -> np.ndarray:
        one, other = dead[..., 0] / weight[..., 0], np.maximum(dead[..., 1], 1) / weight[..., 1]
        return np.asarray(one / other)

    rest = (1 - LEVEL) / 2
    low, high = np.quantile(ratio(deaths[drawn].sum(axis=1), weights[drawn].sum(axis=1)), [rest, 1 - rest])
    value = float(ratio(deaths.sum(axis=0), weights.sum(axis=0)))
    return Step(what, 2 * len(pairs), len(pairs), value, float(low), float(high))
