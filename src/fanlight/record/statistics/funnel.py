"""A funnel around the common rate (Spiegelhalter 2005): which agencies lie outside what chance alone would give.

The limits are drawn as curves that part inside from outside at every whole number of deaths: `upper` is the real number
of deaths that chance reaches or exceeds with just the tail's probability, by the incomplete gamma function.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanlight.record.statistics.limits import FUNNEL
from fanlight.record.statistics.rates import PER, Exposed

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Funnel:
    """Agencies outside the limits that chance alone draws around the common rate."""

    agencies: int
    common: float  # a year for 100,000 residents
    outside: tuple[tuple[float, int, float], ...]  # level, agencies outside, agencies expected outside


@dataclass(frozen=True, slots=True)
class Placed:
    """One agency in the funnel."""

    id: str
    deaths: int
    expected: float  # with one rate for all
    side: int  # -1 below the limits, 1 above them
    level: float  # the widest limits that it lies outside of; 0 inside all


def common_of(found: Sequence[Exposed]) -> float:
    """Deaths a year and resident of all together."""
    years = sum(one.person_years for one in found)
    return sum(one.deaths for one in found) / years if years else 0.0


def _bounds(found: Sequence[Exposed], level: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Expected deaths of each, and the least and the most that lie inside."""
    import numpy as np
    from scipy.stats import poisson  # type: ignore[import-untyped]

    rest = (1 - level) / 2
    mean = common_of(found) * np.array([one.person_years for one in found], dtype=float)
    return mean, poisson.ppf(rest, mean), poisson.ppf(1 - rest, mean)


def funnel(found: Sequence[Exposed]) -> Funnel:
    """How many agencies lie outside Poisson's limits, and how many would with one rate for all."""
    import numpy as np
    from scipy.stats import poisson

    deaths = np.array([one.deaths for one in found], dtype=int)
    outside = []
    for level in FUNNEL:
        mean, low, high = _bounds(found, level)
        expected = poisson.cdf(low - 1, mean) + poisson.sf(high, mean)
        outside.append((level, int(((deaths < low) | (deaths > high)).sum()), float(expected.sum())))
    return Funnel(len(found), common_of(found) * PER, tuple(outside))


def placed(found: Sequence[Exposed]) -> list[Placed]:
    """Every agency with its side; the same bounds as `funnel`."""
    made: list[Placed] = []
    bounds = [(level, *_bounds(found, level)) for level in FUNNEL]
    for number, one in enumerate(found):
        side, widest = 0, 0.0
        for level, _, low, high in bounds:
            here = int(one.deaths > high[number]) - int(one.deaths < low[number])
            side, widest = (here, level) if here else (side, widest)
        made.append(Placed(one.id, one.deaths, float(bounds[0][1][number]), side, widest))
    return made


def upper(expected: float, level: float) -> float:
    """Outside are this many deaths or more."""
    from scipy.optimize import brentq  # type: ignore[import-untyped]
    from scipy.special import gammainc  # type: ignore[import-untyped]

    rest = (1 - level) / 2
    most = 10 + expected + 10 * math.sqrt(expected)
    return float(brentq(lambda deaths: gammainc(deaths, expected) - rest, 1e-9, most, xtol=1e-10))


def lower(expected: float, level: float) -> float | None:
    """Outside are this many deaths or fewer; none where even no death is inside."""
    from scipy.optimize import brentq
    from scipy.special import gammaincc

    rest = (1 - level) / 2
    if math.exp(-expected) > rest:
        return None
    return float(brentq(lambda deaths: gammaincc(deaths + 1, expected) - rest, 0, expected + 1, xtol=1e-10))
