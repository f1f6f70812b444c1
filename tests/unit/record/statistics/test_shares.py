"""Shares and their intervals against statsmodels, and the cluster bootstrap against the linearised variance."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.record.statistics.clusters import clustered_share
from fanlight.record.statistics.intervals import binomial_share, wilson_share
from tests.unit.record.statistics.world import clustered_cases

sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")
proportion = pytest.importorskip("statsmodels.stats.proportion", reason="statsmodels is not installed")


@pytest.mark.parametrize(("count", "total"), [(0, 7), (1, 10), (559, 1403), (2165, 6084), (12, 12)])
def test_intervals_of_a_share_are_those_of_statsmodels(count: int, total: int) -> None:
    """Wilson's score interval and Clopper and Pearson's."""
    for made, method in ((wilson_share, "wilson"), (binomial_share, "beta")):
        low, high = proportion.proportion_confint(count, total, method=method)
        share = made(count, total)
        assert (share.low, share.high) == pytest.approx((np.nan_to_num(low), np.nan_to_num(high, nan=1)), abs=1e-9)


def test_newcombes_worked_example() -> None:
    """Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662."""
    share = wilson_share(81, 263)
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)


def test_the_bootstrap_has_the_error_of_a_cluster_robust_regression() -> None:
    """A mean with errors clustered by agency (statsmodels) has the same standard error within a twelfth."""
    found, partners = clustered_cases()
    involved = np.array([one.agencies[0] in partners for one in found], dtype=float)
    groups = np.unique([one.agencies[0] for one in found], return_inverse=True)[1]
    fit = sm.OLS(involved, np.ones(len(involved))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    ours = clustered_share(found, partners)
    assert ours.share.value == pytest.approx(fit.params[0])
    assert ours.error == pytest.approx(fit.bse[0], rel=1 / 12)
    assert ours.design_effect > 4


def test_the_bootstrap_is_the_same_each_time() -> None:
    """A fixed seed, and the order of the deaths has no say."""
    found, partners = clustered_cases()
    assert clustered_share(found, partners, draws=50).error == pytest.approx(
        clustered_share(found[::-1], partners, draws=50).error, abs=0
    )
