"""Deaths for residents and years: Garwood's exact interval, and shrinkage towards the whole (empirical Bayes)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.record.statistics.limits import LEVEL

PER = 100_000


@dataclass(frozen=True, slots=True)
class Exposed:
    """An agency's deaths and its residents times years."""

    id: str
    deaths: int
    person_years: float


@dataclass(frozen=True, slots=True)
class Interval:
    """Deaths a year for 100,000 residents with the 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Prior:
    """The gamma distribution of rates over agencies; its mean is `shape / rate`, a year and resident."""

    shape: float
    rate: float
    agencies: int


def exact(deaths: int, person_years: float) -> Interval:
    """Exact Poisson interval from gamma quantiles (Garwood 1936)."""
    from scipy.stats import gamma  # type: ignore[import-untyped]

    scale, rest = PER / person_years, (1 - LEVEL) / 2
    low = float(gamma.ppf(rest, deaths)) if deaths else 0.0
    return Interval(deaths * scale, low * scale, float(gamma.ppf(1 - rest, deaths + 1)) * scale)


def prior_of(found: Sequence[Exposed]) -> Prior | None:
    """The gamma prior of greatest marginal likelihood; none where the counts vary no more than Poisson's."""
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]
    from scipy.stats import nbinom

    deaths = np.array([one.deaths for one in found], dtype=int)
    years = np.array([one.person_years for one in found], dtype=float)
    if len(found) < 2 or not deaths.sum():
        return None

    def unlikely(logs: np.ndarray) -> float:
        shape, mean = math.exp(logs[0]), math.exp(logs[1])
        rate = shape / mean
        return -float(nbinom.logpmf(deaths, shape, rate / (rate + years)).sum())

    start = [0.0, math.log(deaths.sum() / years.sum())]
    fit = minimize(unlikely, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-7, "maxiter": 4000})
    shape, mean = math.exp(fit.x[0]), math.exp(fit.x[1])
    return Prior(shape, shape / mean, len(found)) if fit.success and shape < 1e6 else None


def shrunk(one: Exposed, prior: Prior) -> Interval:
    """The rate given the prior: gamma again, so that few residents lean on all and many on themselves."""
    from scipy.stats import gamma

    shape, rate, rest = prior.shape + one.deaths, prior.rate + one.person_years, (1 - LEVEL) / 2
    ends = gamma.ppf([rest, 1 - rest], shape) * (PER / rate)
    return Interval(shape / rate * PER, float(ends[0]), float(ends[1]))
