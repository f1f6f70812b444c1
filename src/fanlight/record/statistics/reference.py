"""Partners beside agencies that are none: all of the register, and pairs alike in state, kind and size."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fanlight.record.register.agency import Agency
from fanlight.record.statistics.clusters import SEED
from fanlight.record.statistics.intervals import Share, wilson_share
from fanlight.record.statistics.limits import LEVEL
from fanlight.trust.agency.kind import AgencyKind

SIZES = (2_500, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)  # Census's usual classes of places
CALIPER = 0.2  # of the standard deviation of log residents: Austin (2011)
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency as comparisons see it."""

    id: str
    state: str
    kind: str
    residents: int  # 0 where no Census place answers to it alone
    partner: bool
    deaths: int

    @property
    def size(self) -> int:
        """Its class of size; -1 where residents are not known."""
        return sum(self.residents >= limit for limit in SIZES) if self.residents else -1

    @property
    def log_residents(self) -> float:
        """Sizes differ by factors."""
        return math.log(self.residents)


@dataclass(frozen=True, slots=True)
class Balance:
    """How alike the two groups are: means of log residents and their standardised difference."""

    partners: float
    others: float
    difference: float  # in pooled standard deviations; below 0.1 counts as alike


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of a partner and an agency that is none."""

    pairs: int
    candidates: int  # partners with known residents
    partners: Share
    others: Share
    difference: float  # partners' share with a death minus the others'
    low: float
    high: float
    death_ratio: float
    ratio_low: float
    ratio_high: float
    before: Balance
    after: Balance


def units(register: Mapping[str, Agency], partners: Collection[str], counts: Mapping[str, int]) -> list[Unit]:
    """Agencies of the FBI's list; a federal body, and one that only the crosswalk knows, is no unit of comparison."""
    return [
        Unit(one.id, one.state, str(one.kind), one.population or 0, one.id in partners, counts.get(one.id, 0))
        for one in sorted(register.values(), key=lambda one: one.id)
        if not one.from_crosswalk and one.kind is not AgencyKind.FEDERAL
    ]


def crude(found: Sequence[Unit], *, partner: bool) -> Share:
    """Share of agencies with a death."""
    group = [one for one in found if one.partner is partner]
    return wilson_share(sum(one.deaths > 0 for one in group), len(group))


def balance(partners: Sequence[Unit], others: Sequence[Unit]) -> Balance:
    """Standardised mean difference (Rosenbaum and Rubin 1985)."""
    import numpy as np

    one, other = (np.array([unit.log_residents for unit in group]) for group in (partners, others))
    spread = math.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2) if min(len(one), len(other)) > 1 else 0.0
    difference = float(one.mean() - other.mean()) / spread if spread else 0.0
    return Balance(float(one.mean()), float(other.mean()), difference)


def pairs_of(found: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    """Each partner with the nearest free agency of its state, kind and size, largest first, within the caliper."""
    import numpy as np

    known = [one for one in found if one.residents]
    caliper = CALIPER * float(np.std([one.log_residents for one in known])) if known else 0.0
    free: dict[tuple[str, str, int], list[Unit]] = {}
    for one in known:
        if not one.partner:
            free.setdefault((one.state, one.kind, one.size), []).append(one)
    pairs = []
    for one in sorted((one for one in known if one.partner), key=lambda one: (-one.residents, one.id)):
        group = free.get((one.state, one.kind, one.size), [])
        near = min(group, key=lambda other: (abs(other.log_residents - one.log_residents), other.id), default=None)
        if near and abs(near.log_residents - one.log_residents) <= caliper:
            group.remove(near)
            pairs.append((one, near))
    return pairs


def matched(found: Sequence[Unit], *, draws: int = DRAWS) -> Matched | None:
    """Difference and ratio with intervals from pairs resampled; none without two pairs."""
    import numpy as np

    pairs = pairs_of(found)
    if len(pairs) < 2:
        return None
    values = np.array([[one.deaths, other.deaths] for one, other in pairs], dtype=float)
    random = np.random.Generator(np.random.PCG64(SEED))
    drawn = values[random.integers(0, len(pairs), (draws, len(pairs)))]
    with_death = (drawn > 0).mean(axis=1)
    sums = drawn.sum(axis=1)
    rest = (1 - LEVEL) / 2
    low, high = np.quantile(with_death[:, 0] - with_death[:, 1], [rest, 1 - rest])
    ratios = sums[:, 0] / np.maximum(sums[:, 1], 1)
    ratio_low, ratio_high = np.quantile(ratios, [rest, 1 - rest])
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    shares = [wilson_share(sum(unit.deaths > 0 for unit in group), len(pairs)) for group in (ones, others)]
    known = [one for one in found if one.residents]
    whole = values.sum(axis=0)
    return Matched(
        len(pairs), sum(one.partner for one in known), shares[0], shares[1], shares[0].value - shares[1].value,
        float(low), float(high), float(whole[0] / max(whole[1], 1)), float(ratio_low), float(ratio_high),
        balance([one for one in known if one.partner], [one for one in known if not one.partner]),
        balance(ones, others),
    )  # fmt: skip
