"""Statistics on the real files against counts that pandas makes of the same rows."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import counted
from fanlight.record.deaths.series import FE
from fanlight.record.linkage.verdict import COUNTED
from fanlight.record.pipeline import read_facts
from fanlight.record.release.sections import statistics_sections
from fanlight.record.release.summarise import summarise
from fanlight.record.statistics.agency_multiverse import agency_multiverse
from fanlight.record.statistics.both import BOTH, EITHER, with_both
from fanlight.record.statistics.differences import differences
from fanlight.record.statistics.multiverse import multiverse
from fanlight.record.statistics.window import cases, partners

pytestmark = [pytest.mark.shared, pytest.mark.slow]
pd = pytest.importorskip("pandas", reason="pandas is not installed (extra record)")
DATE = "Date of Incident (month/day/year)"


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "data"


@pytest.fixture(scope="module")
def facts(data: Path) -> Facts:
    return read_facts(data)


def parts(facts: Facts, source: str, figure: str) -> dict[str, int]:
    (one,) = [one for one in differences(facts) if (one.source, one.figure) == (source, figure)]
    found = {part.what.split(",")[0]: 0 for part in one.parts}
    for part in one.parts:
        found[part.what.split(",")[0]] += part.count
    assert one.whole == sum(found.values()) + one.rest
    return {**found, "rest": one.rest}


def test_deaths_after_the_count_are_those_of_the_file(facts: Facts, data: Path) -> None:
    """26 to 30 June 2020 in the snapshot; what is left of the difference from 6,084 is said."""
    file = pd.read_csv(data / "mapping_police_violence/mpv_2013_to_snapshot_2020-08-19.csv.gz", low_memory=False)
    days = pd.to_datetime(file[DATE])
    late = int(days.between("2020-06-26", "2020-06-30").sum())
    inside = int(days.between("2015-01-01", "2020-06-30").sum())
    made = parts(facts, "mpv", "deaths")
    assert made == {"dated after the last day of EFF’s count": late, "rest": inside - 6084 - late}


def test_what_fatal_encounters_lacks_here_is_what_its_own_totals_have(facts: Facts, data: Path) -> None:
    """Suicides of 2015 to 2019: those of the totals less those of the file with agencies."""
    folder = data / "fatal_encounters"
    totals = pd.read_csv(folder / "fatal_encounters_2000_2020-08_no_agency.csv.gz", low_memory=False)
    older = pd.read_csv(folder / "fatal_encounters_2000_2018-06-17.csv.gz", low_memory=False)
    year, disposition = totals["Date (Year)"], totals.filter(like="Dispositions").iloc[:, 0].fillna("")
    there = (year.between(2015, 2019) & disposition.str.contains("suicide", case=False)).sum()
    since = pd.to_datetime(older.encounter_date, format="%m/%d/%y").dt.year.ge(2015)  # six rows have #REF! as year
    here = (since & older.death_disposition.fillna("").str.contains("suicide", case=False)).sum()
    assert parts(facts, "fe", "deaths")["suicides"] == here - there
    assert abs(parts(facts, "fe", "deaths")["rest"]) < 0.02 * 9635, "rows show nearly all of EFF's larger total"


def joined_by_pandas(facts: Facts, series: str) -> tuple[Any, Any]:
    """Partners that had begun, and verdicts of the window joined with them: a row for each death and partner."""
    verdicts = pd.DataFrame(
        (one.death.file, one.death.row, one.death.on, one.verdict.agency)
        for one in facts.involvements[series]
        if one.verdict.tier in COUNTED
    ).set_axis(["file", "row", "on", "agency"], axis=1)
    listed = pd.DataFrame(
        (one.verdict.agency, one.start, one.month_only) for one in facts.partnerships if one.verdict.tier in COUNTED
    ).set_axis(["agency", "start", "month_only"], axis=1)
    verdicts["on"], listed["start"] = pd.to_datetime(verdicts["on"]), pd.to_datetime(listed["start"])
    begun = listed[listed.start <= "2020-06-30"]
    return begun, verdicts[verdicts.on.between("2015-01-01", "2020-06-30")].merge(begun, on="agency")


def test_partner_deaths_are_what_a_join_gives(facts: Facts) -> None:
    """Verdicts joined with the list of partners, each death once."""
    for series in (facts.mpv, FE):
        begun, joined = joined_by_pandas(facts, series)
        made = counted(facts, series)
        assert len(joined.drop_duplicates(["file", "row"])) == made.partner_deaths
        assert begun.agency.isin(joined.agency).sum() == made.agencies_with_death
        assert len(partners(facts)) == begun.agency.nunique()
        assert len(cases(facts, series)) == made.deaths


def test_before_and_after_with_the_calendar_are_what_a_join_gives(facts: Facts) -> None:
    """Each death by the partner that began first; the calendar's share by drawing every death's day at random."""
    random, days = np.random.Generator(np.random.PCG64(8)), pd.date_range("2015-01-01", "2020-06-30")
    headline = summarise(facts).headline
    for key, series in (("mpv", facts.mpv), ("fe", FE)):
        _, joined = joined_by_pandas(facts, series)
        first = joined.sort_values(["start", "agency"]).drop_duplicates(["file", "row"])
        same_month = first.month_only & (first.on.dt.to_period("M") == first.start.dt.to_period("M"))
        before = int(((first.on < first.start) & ~same_month).sum())
        made = headline[key]
        assert (made.before, made.unknown) == (before, int(same_month.sum()))
        assert made.before + made.after + made.unknown == len(first)
        drawn = [(random.choice(days, len(first)) < first.start.to_numpy()).mean() for _ in range(200)]
        assert made.calendar_before == pytest.approx(np.mean(drawn), abs=4 * np.std(drawn) / np.sqrt(200))


def test_either_list_is_the_sum_less_both(facts: Facts) -> None:
    """Over 2015 to 2020, the years of the force file."""
    both = with_both(facts)
    mpv = [one for one in facts.deaths["mpv-2021-08-14"] if one.on and 2015 <= one.on.year <= 2020]
    fe = facts.deaths["fe-force-2020-12-31"]
    assert len(both.deaths[EITHER]) == len(mpv) + len(fe) - len(both.deaths[BOTH])
    numbers = {one.fe_id for one in mpv if one.fe_id} & {one.fe_id for one in fe}
    assert len(both.deaths[BOTH]) == len(numbers)


def test_every_combination_in_a_minute(facts: Facts) -> None:
    """Both curves have the headline's own combination; a minute is the limit, on one core of a busy machine too."""
    begun = time.process_time()
    deaths, agencies = multiverse(facts), agency_multiverse(facts)
    assert time.process_time() - begun < 60
    headline = counted(facts, facts.mpv)
    assert deaths and deaths.ours == pytest.approx(headline.share, abs=1e-6) and len(deaths.cells) > 5_000
    assert agencies and agencies.ours == pytest.approx(headline.agencies_with_death / headline.agencies, abs=1e-6)


def test_every_section_stands_on_the_real_files(facts: Facts) -> None:
    """None is missing for a model that did not converge or a file that is not there."""
    assert set(statistics_sections(facts)) == {
        "differences", "shares", "attribution", "spread", "missing", "coverage", "bounds", "reference", "matched",
        "placebo", "rates", "model", "multiverse", "half", "readings", "steps", "funnel", "outside",
    }  # fmt: skip
