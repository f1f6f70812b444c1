"""The model of rates against the same model fitted another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fanlight.record.statistics.model import rate_ratio
from fanlight.record.statistics.reference import Unit

sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")


def agencies() -> list[Unit]:
    """Two thousand of ten states; a partner's rate is half as high again."""
    random = np.random.Generator(np.random.PCG64(17))
    found = []
    for number in range(2000):
        residents = int(10_000 * random.lognormal(1, 1)) + 10_000
        partner, state = bool(random.random() < 0.3), number % 10
        mean = residents / 20_000 * (1.5 if partner else 1) * (1 + state / 10)
        deaths = int(random.poisson(mean * random.gamma(4, 0.25)))
        found.append(Unit(f"a{number:05}", f"S{state}", "municipal", residents, partner, deaths))
    return found


def test_the_ratio_is_that_of_a_generalised_linear_model() -> None:
    """Reweighted least squares at the same dispersion give the same ratio and clustered error."""
    found = agencies()
    made = rate_ratio(found, 5)
    assert made
    logs = np.log([one.residents for one in found])
    states = np.array([int(one.state[1:]) for one in found])
    design = np.column_stack([[one.partner for one in found], logs, np.eye(10)[states]]).astype(float)
    family = sm.families.NegativeBinomial(alpha=made.dispersion)
    model = sm.GLM([one.deaths for one in found], design, family=family, offset=logs + np.log(5))
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": states})
    assert np.log(made.value) == pytest.approx(fit.params[0], rel=0.001)
    assert (np.log(made.high) - np.log(made.low)) / (2 * 1.96) == pytest.approx(fit.bse[0], rel=0.03)
    assert made.dispersion == pytest.approx(0.25, abs=0.06), "the deaths were drawn with a gamma of shape 4"
    assert 1.4 < made.value < 1.6 and made.standardised_partners > made.standardised_others


def test_no_model_of_too_few() -> None:
    """Without partners, with one state or a handful of agencies nothing is fitted."""
    found = agencies()
    assert rate_ratio(found[:20], 5) is None
    assert rate_ratio([replace(one, partner=False) for one in found], 5) is None
    assert rate_ratio([one for one in found if one.state == "S1"], 5) is None
