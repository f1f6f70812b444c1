"""Attribution, distribution, missingness, coverage and the bounds of doubtful links, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.verdict import Tier
from fanlight.record.pipeline import read_facts
from fanlight.record.statistics.attribution import attributed
from fanlight.record.statistics.bounds import bounds
from fanlight.record.statistics.coverage import Overlap, by_year, coverage
from fanlight.record.statistics.spread import Missing, missing, spread
from fanlight.record.statistics.window import cases, deaths_by_agency, partners
from tests.unit.record.made_up import data_folder
from tests.unit.record.statistics.world import case, death


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return read_facts(data_folder(tmp_path / "data"))


def test_three_rules_for_a_death_with_several_agencies() -> None:
    """Any counts once, primary the first named, and the parts of all agencies sum to the deaths."""
    found = [case(1, "p", "x"), case(2, "x", "p", "q"), case(3, "x"), case(4, "p", mentions=2)]
    made = attributed(found, {"p", "q"})
    assert (made.any, made.primary, made.total) == (3, 2, 4)
    assert made.fractional == pytest.approx(1 / 2 + 2 / 3 + 0 + 1 / 2)
    everybody = attributed(found[:3], {"p", "q", "x"})
    assert everybody.fractional == pytest.approx(3)


def test_the_distribution_has_every_agency_of_the_list() -> None:
    """Those without a death too; the classes sum to the agencies."""
    counts = {"a": 1, "b": 2, "c": 4, "d": 5, "e": 10, "f": 30, "not on the list": 99}
    made = spread(counts, {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"})
    assert [number for _, number in made.classes] == [4, 1, 2, 1, 2]
    assert made.agencies == 10 and made.median == 1.5 and made.top_tenth == pytest.approx(30 / 52)


def test_missing_tells_no_agency_from_not_linked() -> None:
    """By the state of the death, or its year."""
    found = [case(1, "p"), case(2, mentions=0), case(3, mentions=2), case(4, "p", state="ME")]
    assert missing(found) == (Missing("ME", 1, 0, 0), Missing("OR", 3, 1, 1))
    assert missing(found, by_year) == (Missing("2016", 4, 1, 1),)


def test_coverage_joins_by_number_once() -> None:
    """Two rows with one number are one; a number of another window is none."""
    mpv = [death(1, fe_id="7"), death(2, fe_id="7"), death(3, fe_id="8"), death(4, on=date(2019, 1, 1))]
    fe = [death(1, fe_id="7"), death(2, fe_id="8", on=date(2021, 1, 1)), death(3, fe_id="9", on=date(2019, 1, 1))]
    assert coverage(mpv, fe, by_year) == (Overlap("2016", 3, 1, 1), Overlap("2019", 1, 1, 0))


def test_cases_are_the_headlines_deaths(facts: Facts) -> None:
    """Each death of the window once; one with two agencies stands with both."""
    found = cases(facts, facts.mpv)
    assert len(found) == 5
    counts = deaths_by_agency(found)
    assert counts["OR0010100"] == 2 and counts["state:OR"] == 1
    assert attributed(found, partners(facts)).any == bounds(facts, facts.mpv)[0].partner_deaths


def test_bounds_read_the_review_queue_both_ways(facts: Facts) -> None:
    """A death to review that may mean a partner is in the upper bound alone."""
    series = facts.mpv
    involved = facts.involvements[series]
    position = next(n for n, one in enumerate(involved) if one.verdict.agency in partners(facts))
    one = involved[position]
    waits = replace(one.verdict, tier=Tier.REVIEW, agency=None, candidates=(one.verdict.agency or "",), runner_up=None)
    others = [each for each in involved if each.death.row != one.death.row]
    doubtful = replace(facts, involvements={series: [*others, replace(one, verdict=waits)]})
    before, after = (tuple(each.partner_deaths for each in bounds(of, series)) for of in (facts, doubtful))
    assert after == (before[0] - 1, before[1] - 1, before[2], before[3])
    assert before[0] <= before[1] < before[2], "the made-up set has a death to review"


def test_the_last_bound_takes_any_candidate_that_is_a_partner(facts: Facts) -> None:
    """A row whose second candidate is a partner moves the last line alone."""
    series = facts.mpv
    partner = sorted(partners(facts))[0]
    one = next(one for one in facts.involvements[series] if one.verdict.tier in (Tier.UNLINKED,))
    waits = replace(one.verdict, tier=Tier.REVIEW, candidates=("OR0010600", partner))
    others = [each for each in facts.involvements[series] if each is not one]
    doubtful = replace(facts, involvements={series: [*others, replace(one, verdict=waits)]})
    before, after = (tuple(each.partner_deaths for each in bounds(of, series)) for of in (facts, doubtful))
    assert [new - old for old, new in zip(before, after, strict=True)] == [0, 0, 0, 1]
