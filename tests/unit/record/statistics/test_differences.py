"""Our figures less EFF's: what rows show, and a rest that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import counted
from fanlight.record.pipeline import read_facts
from fanlight.record.statistics.differences import Difference, Part, differences, readings, revisions
from fanlight.record.statistics.eff import STATED
from tests.unit.record.made_up import MPV, data_folder, write

TOTALS = [
    ["Date (Year)", "Location of death (state)", "Cause of death", "Dispositions/Exclusions INTERNAL USE"],
    ["2016", "OR", "Gunshot", "Justified"],
    ["2018", "OR", "Vehicle", "Accident"],
    ["2018", "OR", "Gunshot", "Suicide"],
    ["2019", "OR", "Vehicle", "Accident"],
    ["2019", "OR", "Vehicle", "Suicide"],
    ["2019", "OR", "Drowned", "Accident"],
    ["2020", "OR", "Gunshot", "Suicide"],
]  # fmt: skip
NAMES = [
    ["Unique ID", "Subject's name", "YEAR", "state_abb", "County", "cod", "disposition"],
    ["1", "J. Fictional", "2020", "OR", "Wander", "Vehicle", "Pending"],
    ["2", "K. Fictional", "2020", "OR", "Wander", "Gunshot", "Pending"],
    ["3", "L. Fictional", "2020", "OR", "Wander", "Drowned", "Pending"],
    ["4", "M. Fictional", "2019", "OR", "Wander", "Vehicle", "Pending"],
]
LATE = [
    "I. Fictional",
    "2020-06-28",
    "Fabledale",
    "OR",
    "Wander",
    "Fabledale Police Department",
    "OR0010100",
    "Gunshot",
    "",
    "",
    "9",
]


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    folder = data_folder(tmp_path / "data", mpv=[*MPV, LATE])
    write(folder, "fe_totals_2020-08-01.csv", TOTALS)
    write(folder, "fe_names_2020-06-14.csv", NAMES)
    write(folder, "mpv_2020-10-08.csv", [*(row for row in MPV if row[-1] not in "12"), LATE])
    return read_facts(folder)


def by_figure(facts: Facts) -> dict[tuple[str, str], Difference]:
    return {(one.source, one.figure): one for one in differences(facts)}


def test_what_is_dated_after_the_count_is_a_part(facts: Facts) -> None:
    """EFF cannot have counted a death of 28 June; the rest is said, whatever its size."""
    one = by_figure(facts)["mpv", "deaths"]
    (part,) = one.parts
    assert (part.count, part.files) == (1, ("mpv-2020-08-19",))
    assert (one.ours, one.stated, one.whole, one.rest) == (6, 6084, 6 - 6084, 6 - 6084 - 1)
    assert by_figure(facts)["mpv", "partner_deaths"].parts[0].count == 1
    assert by_figure(facts)["mpv", "agencies_with_death"].parts == (), "the agency has an earlier death too"


def test_rows_of_other_files_that_this_count_lacks_are_parts(facts: Facts) -> None:
    """2015 to 2019 by kind against the totals; 2020 against the names, but force, which the force file has."""
    parts = {part.what: part.count for part in by_figure(facts)["fe", "deaths"].parts}
    assert parts == {
        "suicides, 2015 to 2019, by fe-totals-2020-08-01": -1,
        "vehicles and pursuits, 2015 to 2019, by fe-totals-2020-08-01": -1,
        "other causes, 2015 to 2019, by fe-totals-2020-08-01": -1,
        "force, 2015 to 2019, by fe-totals-2020-08-01": 1,
        "vehicles and pursuits, 2020, by fe-names-2020-06-14": -1,
        "other causes, 2020, by fe-names-2020-06-14": -1,
    }


def test_parts_and_rest_are_the_whole(facts: Facts) -> None:
    """Nothing is left out and nothing is hidden; ours is the headline's own count."""
    figures = {"agencies", "agencies_with_death", "deaths", "partner_deaths"}
    assert {figure for source, figure in by_figure(facts) if source == "mpv"} == figures
    assert {figure for source, figure in by_figure(facts) if source == "fe"} == {"deaths", "partner_deaths"}
    for one in differences(facts):
        assert one.rest + sum(part.count for part in one.parts) == one.ours - one.stated
        series = facts.mpv if one.source == "mpv" else "fe"
        assert one.ours == getattr(counted(facts, series), one.figure)
    assert Difference("mpv", "deaths", 7, 5, (Part("late", 3, ()),)).rest == -1


def test_readings_are_whole_counts_and_stay_out_of_the_parts(facts: Facts) -> None:
    """Death B names a partner first; the year's suicides of the totals are the most that can be missing."""
    made = {(one.source, one.what, one.figure): one.count for one in readings(facts)}
    assert made["mpv", "first named agency alone", "partner_deaths"] == 4
    assert made["mpv", "one part for each agency, rounded", "partner_deaths"] == round(3.5)
    assert made["mpv", "the list to its end", "agencies"] == 4
    assert made["mpv", "without starts known as 2020-06 alone", "agencies"] == 3
    assert made["fe", "with every suicide of 2020 in fe-totals-2020-08-01", "deaths"] == counted(facts, "fe").deaths + 1


def test_revisions_count_rows_that_a_later_snapshot_dropped_and_added(facts: Facts) -> None:
    """By name, day and state; two rows left out here."""
    (made,) = revisions(facts)
    assert (made.earlier, made.later, made.dropped, made.added) == ("mpv-2020-08-19", "mpv-2020-10-08", 2, 0)


def test_a_source_left_out_has_no_line(facts: Facts) -> None:
    """Nor a reading; the list of agencies stands with the source that is left."""
    for left, kept in (("fe", "mpv"), ("mpv", "fe")):
        found = (*differences(facts, without=frozenset({left})), *readings(facts, without=frozenset({left})))
        assert {one.source for one in found} == {kept}
        assert [one.figure for one in found].count("agencies") == 3


def test_the_stated_shares_are_those_of_the_release() -> None:
    """35.6 and 35.1 per cent."""
    assert [round(100 * STATED[key].share, 1) for key in ("mpv", "fe")] == [35.6, 35.1]
