"""Rows of two sources become one person only where ids, or name and day, agree; rates carry exact intervals."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.pages.summary import Pointer, Series
from fanlight.record.pipeline import read_facts
from fanlight.record.register.agency import Agency
from fanlight.record.release.people import people_of
from fanlight.record.release.rates import priors_of, rates_of
from fanlight.record.release.summarise import summarise
from fanlight.trust.agency.kind import AgencyKind
from tests.unit.record.made_up import MPV, data_folder


def test_one_name_on_one_day_is_one_person(tmp_path: Path) -> None:
    """A. stands in both sources; B. of the same day as a nameless row of the force file stays apart from it."""
    facts = read_facts(data_folder(tmp_path / "data"))
    people = people_of(facts, summarise(facts))["OR0010100"]
    series = {one.name: sorted(entry.series for entry in one.entries) for one in people}
    assert series["A. Fictional"] == ["fe", "mpv"]
    assert series["B. Fictional"] == ["mpv"] and series["Name not in the source"] == ["fe"]


def test_the_night_between_two_days_does_not_part_a_person(tmp_path: Path) -> None:
    """One source has the day of the shooting, the other the day of the death."""
    rows = [list(row) for row in MPV]
    rows[1][1] = "2016-03-02"
    facts = read_facts(data_folder(tmp_path / "data", mpv=rows))
    people = people_of(facts, summarise(facts))["OR0010100"]
    assert [len(one.entries) for one in people if one.name == "A. Fictional"] == [2]


def test_others_off_duty_and_cause_stand_beside_a_death(tmp_path: Path) -> None:
    """As the source has them; newest first."""
    facts = read_facts(data_folder(tmp_path / "data"))
    people = people_of(facts, summarise(facts))
    assert ("state-OR", "Oregon State Police") in {
        other for one in people["OR0010100"] if one.name == "B. Fictional" for other in one.others
    }
    sheriff = people["OR0010000"]
    assert sheriff[0].notes == ("off duty, as the source has it",) and sheriff[0].cause == "Taser"
    assert [one.on for one in sheriff] == sorted((one.on for one in sheriff), reverse=True)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("deaths", "low", "high"), [(3, 0.6187, 8.7673), (10, 4.7954, 18.3904), (100, 81.3639, 121.6270)]
)
def test_intervals_are_those_of_garwoods_table(deaths: int, low: float, high: float) -> None:
    """Garwood, Biometrika 28 (1936): exact limits of a Poisson mean at 95 %; one year, 100,000 residents."""
    from datetime import date, timedelta

    year = Series("mpv", "x", ("f",), date(2019, 1, 1), date(2019, 1, 1) + timedelta(days=364), "counts")
    body = Agency("OR1", "OR1", "Fabledale", AgencyKind.MUNICIPAL, "OR", (), "fabledale", None, population=100_000)
    rows = {"mpv": [Pointer("f", number, 2019, "", "ori") for number in range(deaths)]}
    rate = rates_of(body, rows, [year], {})["mpv"]
    scale = 365.25 / 365
    assert (rate.low, rate.high) == (pytest.approx(low * scale, abs=2e-3), pytest.approx(high * scale, abs=2e-3))


def test_no_rate_without_residents_or_with_too_few_of_either() -> None:
    """Two deaths, 9,999 residents, a sheriff's office: none of them has a rate."""
    from datetime import date

    year = Series("mpv", "x", ("f",), date(2019, 1, 1), date(2019, 12, 31), "counts")
    rows = {"mpv": [Pointer("f", number, 2019, "", "ori") for number in range(3)]}
    for people, found in ((None, rows), (9_999, rows), (90_000, {"mpv": rows["mpv"][:2]})):
        body = Agency("OR1", "OR1", "Fabledale", AgencyKind.MUNICIPAL, "OR", (), "fabledale", None, population=people)
        assert rates_of(body, found, [year], {}) == {}


def test_shrunk_rates_are_the_posterior_by_numerical_integration() -> None:
    """Prior by statsmodels' negative binomial; mean and ends by a sum over a fine grid. Too few stay unsaid."""
    sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed (extra record)")
    from datetime import date

    import numpy as np
    from scipy import stats

    span = Series("mpv", "x", ("f",), date(2015, 1, 1), date(2018, 12, 31), "counts")
    years = 1461 / 365.25
    random = np.random.Generator(np.random.PCG64(29))
    people = [int(one) for one in random.lognormal(11, 0.8, 600).clip(10_000)]
    counts = random.poisson(random.gamma(2, 1 / 200_000, 600) * np.array(people) * years)
    bodies = [
        Agency(f"OR{n}", "", f"A{n}", AgencyKind.MUNICIPAL, "OR", (), f"a{n}", None, population=size)
        for n, size in enumerate(people)
    ]
    rows = {
        body.id: {"mpv": [Pointer("f", row, 2016, "", "ori") for row in range(int(count))]}
        for body, count in zip(bodies, counts, strict=True)
    }
    priors = priors_of(bodies, rows, [span])
    fit = sm.NegativeBinomial(counts, np.ones(600), exposure=np.array(people) * years).fit(disp=0)
    shape, mean = 1 / fit.params[1], float(np.exp(fit.params[0]))
    assert priors["mpv"].shape == pytest.approx(shape, rel=0.01)
    number = next(n for n, count in enumerate(counts) if count == 4)
    made = rates_of(bodies[number], rows[bodies[number].id], [span], priors)["mpv"]
    grid = np.linspace(1e-9, 40 * mean, 400_001)
    weight = stats.gamma.pdf(grid, shape, scale=mean / shape) * stats.poisson.pmf(4, grid * people[number] * years)
    below = np.cumsum(weight) / weight.sum()
    expected = (grid @ weight / weight.sum(), grid[np.searchsorted(below, 0.025)], grid[np.searchsorted(below, 0.975)])
    assert made.shrunk is not None and made.low < made.shrunk < made.high
    found = made.shrunk, made.shrunk_low, made.shrunk_high
    assert found == pytest.approx([100_000 * one for one in expected], rel=0.01)
    few = next(n for n, count in enumerate(counts) if count == 2)
    assert rates_of(bodies[few], rows[bodies[few].id], [span], priors) == {}
    assert priors_of(bodies[:99], rows, [span]) == {}, "too few agencies to know how rates are spread"
