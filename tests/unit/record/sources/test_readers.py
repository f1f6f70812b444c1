"""Files in the publishers' own formats come out as rows, verbatim, with their line of the manifest."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fanlight.record.sources import table as tables
from fanlight.record.sources.errors import RepeatedId
from fanlight.record.sources.folder import read_folder
from fanlight.record.sources.mentions import codes, mentions_of
from fanlight.record.sources.rows import Family, Licence
from fanlight.record.sources.table import read_table
from tests.unit.record.made_up import MPV, data_folder, write

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Fabledale Police Department</name><address>Fabledale, OR</address>
<ExtendedData><Data name="Active Date"><value>8/1/2019</value></Data>
<Data name="Agency Profile"><value>https://example.org/a</value></Data></ExtendedData>
<Point><coordinates>-121.0,44.0,0</coordinates></Point></Placemark>
</Document></kml>"""


def test_the_manifest_says_what_was_read(tmp_path: Path) -> None:
    """Hash of the bytes, snapshot day, days covered, rows, licence and credit stand for every file."""
    path = write(tmp_path, "mpv_2020-08-19.csv.gz", MPV)
    file = read_table(path).file
    assert file.name == "mpv-2020-08-19"
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (file.snapshot, file.first, file.last) == (date(2020, 8, 19), date(2016, 3, 1), date(2020, 7, 4))
    assert (file.family, file.rows, file.licence) == (Family.MPV, 6, Licence.COUNTS)
    assert "Mapping Police Violence" in file.credit


def test_rows_stay_verbatim(tmp_path: Path) -> None:
    """A row walks back to the publisher's own headers and cells."""
    table = read_table(write(tmp_path, "mpv_2020-08-19.csv", MPV))
    row = table.row(2)
    assert dict(row.cells) == dict(zip(MPV[0], MPV[2], strict=True))
    assert (row.file, row.number) == ("mpv-2020-08-19", 2)


def test_a_workbook_reads_as_its_csv(tmp_path: Path) -> None:
    """MPV's own .xlsx, with real dates and numbers in its cells, gives the same rows as the CSV."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(MPV[0])
    for cells in MPV[1:]:
        sheet.append([*cells[:1], date.fromisoformat(cells[1]), *cells[2:-1], int(cells[-1])])
    path = tmp_path / "MPVDatasetDownload.xlsx"
    book.save(path)
    other = read_table(write(tmp_path, "mpv_2020-08-19.csv", MPV))
    assert read_table(path).rows == other.rows


def test_rings_map_gives_mentions_with_point_and_start(tmp_path: Path) -> None:
    """A place of the map is a mention with city, state, point and day."""
    path = tmp_path / "ring_map_2020-06-25.kml"
    path.write_text(KML)
    (mention,) = mentions_of(read_table(path))
    assert (mention.text, mention.city, mention.state) == ("Fabledale Police Department", "Fabledale", "OR")
    assert (mention.point, mention.on) == ((44.0, -121.0), date(2019, 8, 1))


def test_a_known_fault_is_passed_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bound to the bytes; in a copy of that source and day to the very row, said so; elsewhere it stops the build."""
    fault = [*MPV[1][:-1], "2"]
    twice = [*MPV, fault]
    path = write(tmp_path, "mpv_2020-08-19.csv", twice)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    quirk = {"fault": "RepeatedId", "rows": [7], "cells": [tables.cells_hash(tuple(fault))], "words": "one id twice"}
    monkeypatch.setattr(tables, "_quirks", lambda: {digest: [quirk], "mpv-2020-08-19": [quirk]})
    assert read_table(path).file.quirks == ("one id twice",)
    write(tmp_path, path.name, [MPV[0], [*MPV[1][:-1], "99"], *MPV[2:], fault])
    assert read_table(path).file.quirks == (f"one id twice{tables.EDITED}",)
    for name, rows in (
        ("mpv_2020-08-20.csv", twice),
        (path.name, [*MPV, ["Another", *fault[1:]]]),
        (path.name, [*twice, [*MPV[2][:-1], "3"]]),
    ):
        with pytest.raises(RepeatedId):
            read_table(write(tmp_path, name, [*rows, [*MPV[3][:-1], "9"]]))


@pytest.mark.parametrize(
    ("cell", "count", "laid"),
    [
        ("OR0010100;OR0020000", 2, [("OR0010100",), ("OR0020000",)]),
        ("OR0010100;US Marshals", 2, [("OR0010100",), ()]),
        ("OR0010100", 2, [("OR0010100",), ("OR0010100",)]),
        ("", 1, [()]),
        ("Not Found/No Agency ORI", 1, [()]),
    ],
)
def test_codes_are_laid_to_agencies(cell: str, count: int, laid: list[tuple[str, ...]]) -> None:
    """As many codes as agencies go in order; otherwise each agency carries all, and words are no codes."""
    assert codes(cell, count) == laid


def test_a_folder_reads_in_one_order(tmp_path: Path) -> None:
    """The order of files is that of shapes and names, not of the file system; some shapes alone can be asked for."""
    folder = data_folder(tmp_path / "data")
    assert list(read_folder(folder).tables) == sorted(read_folder(folder).tables)
    assert [table.shape.name for table in read_folder(folder, shapes=["fbi", "mpv"]).tables.values()] == ["fbi", "mpv"]
