"""What people decided is public, marks its row, and hides a name at a family's wish while the count stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fanlight.record.pages.agency import agency_values
from fanlight.record.pipeline import read_facts
from fanlight.record.release.corrections import (
    HEADER,
    WrongCorrection,
    changed_rows,
    correction_values,
    read_decisions,
)
from fanlight.record.release.people import HIDDEN, people_of
from fanlight.record.release.summarise import summarise
from tests.unit.record.made_up import data_folder

LINE = "2026-11-20,R. Viewer,OR0010100,mpv-2020-08-19,1,The family asks for it.,yes"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join([",".join(HEADER), *lines]) + "\n")
    return path


def test_a_hidden_name_goes_and_the_count_stays(tmp_path: Path) -> None:
    """A. is in both sources: the name of the one row hides the person; two deaths stay two."""
    facts = read_facts(data_folder(tmp_path / "data"))
    summary = summarise(facts)
    decisions = read_decisions(written(tmp_path, LINE))
    shown = people_of(facts, summary)["OR0010100"]
    hidden = people_of(facts, summary, decisions)["OR0010100"]
    assert "A. Fictional" in [one.name for one in shown] and len(hidden) == len(shown)
    assert HIDDEN in [one.name for one in hidden] and "A. Fictional" not in [one.name for one in hidden]
    assert decisions[0].on == date(2026, 11, 20)


def test_a_row_of_the_log_is_marked_on_its_page(tmp_path: Path) -> None:
    """At once, with a link to the log, with the rows at hand and without."""
    facts = read_facts(data_folder(tmp_path / "data"))
    summary = summarise(facts)
    said = correction_values(summary, None, {}, {}, read_decisions(written(tmp_path, LINE)))
    record = summary.agencies["OR0010100"]
    with_rows = agency_values(record, summary, people_of(facts, summary)["OR0010100"], said["marked"])
    assert [one["marked"] for one in with_rows["people"]].count(True) == 1
    without = agency_values(record, summary, None, said["marked"])
    assert [(one["row"].file, one["row"].row) for one in without["pointers"] if one["marked"]] == [
        ("mpv-2020-08-19", 1)
    ]


def test_a_wrong_line_stops_with_its_number(tmp_path: Path) -> None:
    """A day that is none, a cell too few, another header."""
    for line in ("20 Nov,x,x,x,1,x,", "2026-11-20,x", "2026-11-20,x,x,x,one,x,"):
        with pytest.raises(WrongCorrection, match="row 2"):
            read_decisions(written(tmp_path, LINE, line))
    (tmp_path / "corrections.csv").write_text("day,who\n")
    with pytest.raises(WrongCorrection):
        read_decisions(tmp_path / "corrections.csv")


def test_changed_rows_are_told_by_their_number() -> None:
    """A changed one, and one that only one side has."""
    assert changed_rows("aaaabbbbcccc", "aaaabbbbcccc") == []
    assert changed_rows("aaaaxxxxcccc", "aaaabbbbcccc") == [2]
    assert changed_rows("aaaabbbbccccdddd", "aaaabbbbcccc") == [4]
