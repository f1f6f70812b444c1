"""The funnel's drawn limits part inside from outside exactly as Poisson's own quantiles do."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fanlight.record.statistics.funnel import common_of, funnel, lower, placed, upper
from fanlight.record.statistics.limits import FUNNEL
from fanlight.record.statistics.rates import Exposed

stats = pytest.importorskip("scipy.stats", reason="scipy is not installed (extra record)")


def agencies(count: int = 2000) -> list[Exposed]:
    """Sizes as towns have them, one in fifty with three times the rate."""
    random = np.random.Generator(np.random.PCG64(17))
    years = random.lognormal(12, 1, count)
    rates = np.where(np.arange(count) % 50 == 0, 3e-5, 1e-5)
    deaths = random.poisson(rates * years)
    return [Exposed(f"a{one}", int(deaths[one]), float(years[one])) for one in range(count)]


@pytest.mark.parametrize("level", FUNNEL)
def test_the_curves_part_whole_numbers_as_the_quantiles_do(level: float) -> None:
    """At every expected count from a hundredth to 90: outside are just the counts beyond scipy's quantiles."""
    rest = (1 - level) / 2
    for expected in np.geomspace(0.01, 90, 60):
        low, high = stats.poisson.ppf(rest, expected), stats.poisson.ppf(1 - rest, expected)
        under, over = lower(float(expected), level), upper(float(expected), level)
        for deaths in range(140):
            assert (deaths >= over) == (deaths > high)
            assert (under is not None and deaths <= under) == (deaths < low)


def test_the_limits_are_chi_square_quantiles() -> None:
    """Garwood the other way round: at its upper limit, the exact interval of that count begins at what is expected."""
    for level in FUNNEL:
        over, under = upper(12.5, level), lower(12.5, level)
        assert under is not None
        rest = (1 - level) / 2
        assert stats.chi2.ppf(rest, 2 * over) / 2 == pytest.approx(12.5)
        assert stats.chi2.ppf(1 - rest, 2 * (under + 1)) / 2 == pytest.approx(12.5)
    assert lower(-math.log(0.03), 0.95) is None, "none of three per cent is inside"


def test_places_add_up_to_the_counts() -> None:
    """Each agency alone gives what the whole count says, and expected deaths sum to all deaths."""
    found = agencies()
    made, whole = placed(found), funnel(found)
    for level, outside, _ in whole.outside:
        assert sum(bool(one.side) and one.level >= level for one in made) == outside > 0
    assert sum(one.expected for one in made) == pytest.approx(sum(one.deaths for one in found))
    assert common_of(found) * 100_000 == pytest.approx(whole.common)
    for one in made:
        assert one.side == 0 or (one.deaths > one.expected) == (one.side > 0)
