"""Two lists joined by number, over the days that both cover."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fanlight.record.deaths.facts import Facts
from fanlight.record.pipeline import read_facts
from fanlight.record.statistics.both import BOTH, EITHER, with_both
from fanlight.record.statistics.window import cases
from tests.unit.record.made_up import FORCE, MPV, data_folder, write

NUMBERS = {"1": "", "2": "902", "3": "901", "4": "902", "5": "77", "6": ""}  # 902 twice; 77 is in no file


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    mpv = [[*MPV[0], "Fatal Encounters ID"], *([*row, NUMBERS[row[-1]]] for row in MPV[1:])]
    folder = data_folder(tmp_path / "data", mpv=mpv)
    write(folder, "fe_force_2020-12-31.csv", [*FORCE, ["903", "", "2020-06-30", *FORCE[1][3:]]])
    return with_both(read_facts(folder))


def test_either_is_the_sum_less_both(facts: Facts) -> None:
    """Inclusion and exclusion; a number that stands twice is in both once."""
    mpv, fe = facts.deaths[facts.mpv], facts.deaths["fe-force-2020-12-31"]
    inside = [one for one in mpv if one.on and date(2018, 6, 17) <= one.on <= date(2020, 6, 30)]
    assert (len(inside), len(fe)) == (2, 3)
    assert sorted(one.fe_id for one in facts.deaths[BOTH]) == ["901", "902"]
    assert len(facts.deaths[EITHER]) == len(inside) + len(fe) - len(facts.deaths[BOTH])


def test_only_days_that_both_files_cover(facts: Facts) -> None:
    """The force file of the set runs from 17 June 2018 to 30 June 2020: D, of July, is in one list by span alone."""
    assert {one.name for one in facts.deaths[EITHER] if one.name} == {"B. Fictional", "C. Fictional"}
    assert max(one.on for one in facts.deaths[EITHER] if one.on) == date(2020, 6, 30)


def test_a_death_in_both_has_the_agencies_of_one_row(facts: Facts) -> None:
    """B names two agencies in Mapping Police Violence and one in Fatal Encounters; they are not added up."""
    (found,) = [one for one in cases(facts, BOTH) if one.death.fe_id == "902"]
    assert (found.death.source, found.mentions, len(found.agencies)) == ("mpv", 2, 2)


def test_without_numbers_there_is_nothing_to_join(tmp_path: Path) -> None:
    """The older snapshots carry none."""
    facts = read_facts(data_folder(tmp_path / "data"))
    assert with_both(facts) is facts
