"""Every source's deaths in one shape, Fatal Encounters as the whole that its files give, and the headline's counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import counted
from fanlight.record.deaths.series import FE, in_window
from fanlight.record.pipeline import read_facts
from tests.unit.record.made_up import MPV, data_folder


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return read_facts(data_folder(tmp_path / "data"))


def test_the_composite_takes_each_day_from_one_file(facts: Facts) -> None:
    """The older file to its last day, the force file from the next: nobody stands in both."""
    assert [(death.file, death.on) for death in facts.deaths[FE]] == [
        ("fe-2018-06-17", date(2016, 3, 1)),
        ("fe-2018-06-17", date(2018, 6, 17)),
        ("fe-2018-06-17", date(2018, 4, 1)),
        ("fe-force-2020-12-31", date(2019, 8, 2)),
    ]


def test_cause_suicide_and_duty_are_the_sources_own(facts: Facts) -> None:
    """A suicide by gun is no force; an off-duty killing is told."""
    assert [(death.force, death.suicide) for death in facts.deaths["fe-2018-06-17"]] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert [death.off_duty for death in facts.deaths["mpv-2020-08-19"]][2] is True


def test_a_death_with_several_agencies_is_one_death(facts: Facts) -> None:
    """Fractions of a death sum to one, and exactly one of its agencies is named first."""
    both = [one for one in facts.involvements["mpv-2020-08-19"] if one.death.row == 2]
    assert [one.verdict.agency for one in both] == ["OR0010100", "state:OR"]
    assert sum(one.fraction for one in both) == 1
    assert [one.primary for one in both] == [True, False]


def test_the_headline_counts_deaths_not_rows(facts: Facts) -> None:
    """Window to 2020-06-30, partners of that day, a death once; what is to review or unlinked is told apart."""
    one = counted(facts, "mpv-2020-08-19")
    assert (one.agencies, one.linked, one.agencies_with_death) == (3, 2, 2)
    assert (one.deaths, one.partner_deaths, one.share) == (5, 3, 0.6)


def test_the_headlines_series_is_the_snapshot_that_covers_the_window(facts: Facts) -> None:
    """Later snapshots revise earlier rows; the oldest that reaches the window's end is counted."""
    assert facts.mpv == "mpv-2020-08-19"


def test_a_year_alone_lies_in_a_window_only_as_a_whole(facts: Facts) -> None:
    """2020 without a day may be after June."""
    death = facts.deaths["mpv-2020-08-19"][0]
    whole = type(death)(**{**{f: getattr(death, f) for f in death.__slots__}, "on": None, "year": 2019})
    part = type(death)(**{**{f: getattr(death, f) for f in death.__slots__}, "on": None, "year": 2020})
    assert (in_window(whole), in_window(part)) == (True, False)


def test_a_changed_row_changes_its_number(tmp_path: Path) -> None:
    """Moving one death to another agency moves it out of the partners' count."""
    other = [list(row) for row in MPV]
    other[1][MPV[0].index("Agency responsible for death")] = "North Fabledale Police Department"
    other[1][MPV[0].index("ORI Agency Identifier (if available)")] = ""
    assert counted(read_facts(data_folder(tmp_path / "data", mpv=other)), "mpv-2020-08-19").partner_deaths == 2


def test_two_readings_are_the_same(tmp_path: Path) -> None:
    """The same files give the same facts, in the same order."""
    folder = data_folder(tmp_path / "data")
    one, other = read_facts(folder), read_facts(folder)
    assert one.verdicts == other.verdicts
    assert one.deaths == other.deaths
    assert list(one.register) == list(other.register)
