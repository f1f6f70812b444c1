"""From pairs to the model: the ends are the two figures that stand on the page, and each ratio is plain arithmetic."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fanlight.record.statistics.model import rate_ratio
from fanlight.record.statistics.reference import Unit, matched, pairs_of
from fanlight.record.statistics.steps import steps

sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")
YEARS = 5.5
STATES = ("OR", "ME", "IA", "UT")


def agencies(count: int = 1600) -> list[Unit]:
    """Partners are larger, and deaths grow with residents."""
    random = np.random.Generator(np.random.PCG64(23))
    found = []
    for number in range(count):
        residents = int(random.lognormal(9.8, 1))
        partner = bool(random.random() < residents / (residents + 60_000))
        deaths = int(random.poisson(random.gamma(3, 1 / 3) * residents / 15_000))
        found.append(Unit(f"a{number:05}", STATES[number % 4], "municipal", residents, partner, deaths))
    return found


def test_the_ends_are_the_figures_of_the_page() -> None:
    """The first step is the pairs' own ratio and interval, the last the model's."""
    found = agencies()
    made, pairs, whole = steps(found, YEARS), matched(found), rate_ratio(found, YEARS)
    assert made and pairs and whole
    first, last = made[0][0], made[0][-1]
    assert (first.value, first.low, first.high) == pytest.approx(
        (pairs.death_ratio, pairs.ratio_low, pairs.ratio_high), rel=1e-12
    )
    assert (first.agencies, first.partners) == (2 * pairs.pairs, pairs.pairs)
    assert (last.value, last.low, last.high) == (whole.value, whole.low, whole.high)


def test_the_steps_between_are_poisson_regressions() -> None:
    """Deaths for residents of the pairs is what statsmodels' Poisson regression with that exposure gives."""
    found = agencies()
    made = steps(found, YEARS)
    assert made
    for step, least in ((made[0][1], 0), (made[0][2], 10_000)):
        pairs = [pair for pair in pairs_of(found) if min(one.residents for one in pair) >= least]
        units = [one for pair in pairs for one in pair]
        design = np.array([[1.0, float(one.partner)] for one in units])
        exposure = np.array([one.residents for one in units], dtype=float)
        fit = sm.Poisson(np.array([one.deaths for one in units]), design, exposure=exposure).fit(disp=0)
        assert step.value == pytest.approx(math.exp(fit.params[1]), rel=1e-6)
        assert (step.agencies, step.partners) == (len(units), len(pairs))
        assert step.low < step.value < step.high


def test_what_is_in_no_pair_is_counted() -> None:
    """Partners of the model and their deaths, with and without a pair, are all of them."""
    found = agencies()
    made = steps(found, YEARS)
    assert made
    left = made[1]
    large = [one for one in found if one.residents >= 10_000 and one.partner]
    paired = {id for pair in pairs_of(found) if min(u.residents for u in pair) >= 10_000 for id in (pair[0].id,)}
    assert (left.all_partners, left.all_deaths) == (len(large), sum(one.deaths for one in large))
    assert left.partners == sum(one.id not in paired for one in large)
    assert left.deaths == sum(one.deaths for one in large if one.id not in paired)
    assert steps(found[:20], YEARS) is None
