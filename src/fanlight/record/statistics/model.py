"""Deaths of partners and others with residents as exposure: negative binomial (NB2), errors clustered by state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.record.statistics.limits import FEWEST_RESIDENTS
from fanlight.record.statistics.reference import Unit

Z = 1.959963984540054  # two-sided 95 %
FEWEST = 30  # agencies below which no model is made


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Partners' rate over that of others of the same state and size: an association, no effect."""

    value: float
    low: float
    high: float
    dispersion: float
    agencies: int
    partners: int
    states: int
    standardised_partners: float  # share with a death if every agency of the model were a partner
    standardised_others: float


def rate_ratio(found: Sequence[Unit], years: float) -> RateRatio | None:
    """Over municipal agencies with enough residents; states without any death carry nothing and are left out."""
    import numpy as np
    import statsmodels.api as sm  # type: ignore[import-untyped]

    enough = [one for one in found if one.residents >= FEWEST_RESIDENTS]
    states = sorted({one.state for one in enough if one.deaths})
    kept = [one for one in enough if one.state in states]
    if len(kept) < FEWEST or len(states) < 3 or len({one.partner for one in kept}) < 2:
        return None
    logs = np.array([one.log_residents for one in kept])
    partner = np.array([one.partner for one in kept], dtype=float)
    state = np.array([states.index(one.state) for one in kept])
    dummies = (state[:, None] == np.arange(1, len(states))[None, :]).astype(float)
    design = np.column_stack([partner, logs - logs.mean(), np.ones(len(kept)), dummies])
    deaths = np.array([one.deaths for one in kept], dtype=float)
    offset = logs + math.log(years)
    poisson = sm.Poisson(deaths, design, offset=offset).fit(disp=0, maxiter=200)
    fit = sm.NegativeBinomial(deaths, design, offset=offset).fit(
        start_params=[*poisson.params, 0.3], method="bfgs", maxiter=500, gtol=1e-4, disp=0,
        cov_type="cluster", cov_kwds={"groups": state},
    )  # fmt: skip
    if not fit.mle_retvals["converged"]:
        return None
    at, error, alpha = float(fit.params[0]), float(fit.bse[0]), float(fit.params[-1])
    some = []
    for as_partner in (1.0, 0.0):
        design[:, 0] = as_partner
        mean = np.exp(design @ fit.params[:-1] + offset)
        some.append(float((1 - (1 + alpha * mean) ** (-1 / alpha)).mean()))
    return RateRatio(
        math.exp(at), math.exp(at - Z * error), math.exp(at + Z * error), alpha,
        len(kept), int(partner.sum()), len(states), some[0], some[1],
    )  # fmt: skip
