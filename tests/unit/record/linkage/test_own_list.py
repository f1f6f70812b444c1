"""Anyone's own list keeps its rows, order and columns, and gains the verdict."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fanlight.record.linkage.own_list import link_list
from fanlight.record.sources.errors import SourceFault, UnknownColumns, WrongState
from tests.unit.record.linkage.world import world

LIST = """id,source,raw_agency,state,city,note
7,mine,Fabledale Police Department,OR,Fabledale,"a, b"
3,mine,Oregon State Police,Oregon,Quillmere,
9,mine,Otterby Township Police,OR,Otterby,
1,mine,FBI,ME,Fabledale,
2,mine,Nobody's Police Department,OR,Nowhere,
5,mine,"Wander County Sheriff's Office, FBI",OR,Quillmere,
"""


def linked(folder: Path, text: str) -> list[dict[str, str]]:
    linker, register = world(folder)
    (folder / "in.csv").write_text(text)
    link_list(folder / "in.csv", folder / "out.csv", linker, register)
    with (folder / "out.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def test_rows_order_and_columns_are_kept(tmp_path: Path) -> None:
    """The list's own columns stand first, unchanged, in its own order; six are added."""
    rows = linked(tmp_path, LIST)
    assert [row["id"] for row in rows] == ["7", "3", "9", "1", "2", "5"]
    added = ["ori", "agency", "kind", "tier", "score", "reason"]
    assert list(rows[0]) == ["id", "source", "raw_agency", "state", "city", "note", *added]
    assert rows[0]["note"] == "a, b"


def test_verdicts_stand_in_their_columns(tmp_path: Path) -> None:
    """Nine characters where there are such; empty for state police, federal bodies and what is not linked."""
    rows = linked(tmp_path, LIST)
    assert [(row["ori"], row["tier"]) for row in rows] == [
        ("OR0010100", "exact"),
        ("", "exact"),
        ("OR0020200", "place"),
        ("", "exact"),
        ("", "unlinked"),
        ("OR0010000", "exact"),
    ]
    assert [row["kind"] for row in rows] == ["municipal", "state", "municipal", "federal", "municipal", "sheriff"]
    assert (rows[4]["reason"], rows[5]["reason"]) == ("absent", "first of 2 named")


def test_a_missing_county_is_inferred(tmp_path: Path) -> None:
    """The list has no county; the sources say that Otterby lies in Mistral County, so its township is that one."""
    assert linked(tmp_path, LIST)[2]["agency"] == "Otterby Township Police Department, Mistral County"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("source,raw_agency,state\n", UnknownColumns),
        (LIST.replace("ME", "Atlantis"), WrongState),
        (LIST + "8,mine,too,few\n", SourceFault),
        ("", SourceFault),
    ],
)
def test_a_list_that_cannot_be_read_leaves_nothing(tmp_path: Path, text: str, error: type[SourceFault]) -> None:
    """File, row and remedy are named, and no half list is written."""
    with pytest.raises(error) as raised:
        linked(tmp_path, text)
    assert raised.value.remedy
    assert not (tmp_path / "out.csv").exists()
