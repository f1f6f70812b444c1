"""Matching, placebo lists and rates against analytic results, statsmodels and a published example."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fanlight.record.statistics.funnel import funnel
from fanlight.record.statistics.placebo import placebo, strata_of
from fanlight.record.statistics.rates import Exposed, exact, prior_of, shrunk
from fanlight.record.statistics.reference import Unit, balance, crude, matched, pairs_of
from tests.unit.record.statistics.world import case

sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")


def agencies(count: int = 3000) -> list[Unit]:
    """Partners are larger, and deaths grow with residents."""
    random = np.random.Generator(np.random.PCG64(3))
    found = []
    for number in range(count):
        residents = int(random.lognormal(9, 1))
        partner = bool(random.random() < residents / (residents + 60_000))
        deaths = int(random.poisson(residents / 12_000 * (1.4 if partner else 1)))
        found.append(Unit(f"a{number:05}", ("OR", "ME")[number % 2], "municipal", residents, partner, deaths))
    return found


def test_pairs_are_alike_and_nobody_stands_in_two() -> None:
    """Same state, kind and size; the standardised difference falls below 0.1."""
    found = agencies()
    pairs = pairs_of(found)
    assert len(pairs) > 100
    assert all((one.state, one.kind, one.size) == (other.state, other.kind, other.size) for one, other in pairs)
    assert all(one.partner and not other.partner for one, other in pairs)
    assert len({unit.id for pair in pairs for unit in pair}) == 2 * len(pairs)
    made = matched(found)
    assert made and abs(made.after.difference) < 0.1 < made.before.difference


def test_the_standardised_difference_is_cohens_d() -> None:
    """Of groups as large as each other it is the d of statsmodels' comparison of means."""
    found = agencies()
    one, other = found[:500], found[500:1000]
    logs = [[math.log(unit.residents) for unit in group] for group in (one, other)]
    compared = sm.stats.CompareMeans(sm.stats.DescrStatsW(logs[0]), sm.stats.DescrStatsW(logs[1]))
    difference = compared.d1.mean - compared.d2.mean
    assert balance(one, other).difference == pytest.approx(
        difference / compared.std_meandiff_pooledvar * math.sqrt(2 / 500)
    )


def test_the_pairs_interval_is_that_of_paired_proportions() -> None:
    """The bootstrap's ends are those of the paired difference (Fleiss 1981) within a tenth of its width."""
    found = agencies()
    made = matched(found)
    assert made
    one_only = sum(a.deaths > 0 and not b.deaths for a, b in pairs_of(found))
    other_only = sum(b.deaths > 0 and not a.deaths for a, b in pairs_of(found))
    pairs = made.pairs
    error = math.sqrt(one_only + other_only - (one_only - other_only) ** 2 / pairs) / pairs
    assert made.difference == pytest.approx((one_only - other_only) / pairs)
    assert made.low == pytest.approx(made.difference - 1.96 * error, abs=0.4 * error)
    assert made.high == pytest.approx(made.difference + 1.96 * error, abs=0.4 * error)


def test_crude_shares_take_the_register_apart() -> None:
    """Partners and others are everybody."""
    found = agencies(200)
    assert crude(found, partner=True).total + crude(found, partner=False).total == 200
    assert matched(found[:1]) is None


def test_placebo_lists_average_to_what_counting_gives() -> None:
    """With one agency a death, the mean share is each stratum's part of partners times its deaths."""
    found = agencies(600)
    deaths = [case(row, unit.id) for row, unit in enumerate(u for u in found for _ in range(u.deaths))]
    of = {unit.id: unit.deaths for unit in found}
    expected = sum(sum(of[one] for one in ids) * count / len(ids) for ids, count in strata_of(found)) / len(deaths)
    made = placebo(deaths, found, lists=400)
    assert made.median == pytest.approx(expected, abs=0.01)
    assert made.low < expected < made.high
    assert made.ours == pytest.approx(sum(unit.deaths for unit in found if unit.partner) / len(deaths))
    assert made == placebo(deaths, found, lists=400)


def test_the_exact_interval_is_the_published_one() -> None:
    """Garwood's table: 10 events give 4.795 to 18.390, none gives 0 to 3.689 (Ulm 1990)."""
    ten, none = exact(10, 100_000), exact(0, 100_000)
    assert (ten.value, round(ten.low, 3), round(ten.high, 3)) == (10, 4.795, 18.390)
    assert (none.low, round(none.high, 3)) == (0, 3.689)


def test_the_prior_is_the_negative_binomial_of_statsmodels() -> None:
    """A gamma of rates makes counts negative binomial: shape 1/alpha, mean exp(constant)."""
    random = np.random.Generator(np.random.PCG64(11))
    years = random.lognormal(11, 1, 800)
    counts = random.poisson(random.gamma(2, 0.5 / 100_000, 800) * years)
    found = [Exposed(str(n), int(d), float(y)) for n, (d, y) in enumerate(zip(counts, years, strict=True))]
    prior = prior_of(found)
    fit = sm.NegativeBinomial(counts, np.ones(800), exposure=years).fit(disp=0)
    assert prior
    assert prior.shape == pytest.approx(1 / fit.params[1], rel=0.01)
    assert prior.shape / prior.rate == pytest.approx(math.exp(fit.params[0]), rel=0.001)


def test_shrinkage_leans_on_all_where_residents_are_few() -> None:
    """Between the own rate and the common one, nearer to its own with more residents; narrower than alone."""
    found = [Exposed("few", 1, 20_000), *(Exposed(str(n), n % 5 * 3, 400_000) for n in range(200))]
    prior = prior_of(found)
    if prior is None:
        pytest.fail("the counts vary more than chance, so there is a prior")
    common = prior.shape / prior.rate * 100_000
    few, many = shrunk(found[0], prior), shrunk(Exposed("many", 100, 2_000_000), prior)
    assert common < few.value < exact(1, 20_000).value
    assert abs(few.value - common) < abs(many.value - common)
    assert few.high - few.low < exact(1, 20_000).high - exact(1, 20_000).low


def test_the_funnel_expects_what_chance_puts_outside() -> None:
    """With one rate for all, as many lie outside as expected, within three standard deviations."""
    random = np.random.Generator(np.random.PCG64(5))
    found = [Exposed(str(n), int(random.poisson(6)), 600_000) for n in range(4000)]
    for level, outside, expected in funnel(found).outside:
        assert abs(outside - expected) < 3 * math.sqrt(expected)
        assert expected <= 4000 * (1 - level)
