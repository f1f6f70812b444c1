"""Every way in which a source file can be broken stops the reading with file, row and remedy."""

from __future__ import annotations

import gzip
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fanlight.record.sources import errors
from fanlight.record.sources.folder import TwoOfOne, read_folder
from fanlight.record.sources.table import read_table
from tests.unit.record.made_up import FBI, FE, FILES, FORCE, MPV, RING, Rows, text_of, write


def changed(rows: Rows, row: int, column: str, value: str) -> Rows:
    """The rows with one cell changed (row 1 is the first after the header)."""
    copy = [list(cells) for cells in rows]
    copy[row][copy[0].index(column)] = value
    return copy


DATE = "Date of Incident (month/day/year)"


@pytest.mark.parametrize(
    ("name", "rows", "error", "row"),
    [
        ("mpv_2020-08-19.csv", changed(MPV, 3, DATE, "2021-01-01"), errors.WrongDate, 3),
        ("mpv_2020-08-19.csv", changed(MPV, 2, DATE, "1999-12-31"), errors.WrongDate, 2),
        ("mpv_2020-08-19.csv", changed(MPV, 2, DATE, "31.12.2016"), errors.WrongDate, 2),
        ("mpv_2020-08-19.csv", changed(MPV, 4, "ID", "1"), errors.RepeatedId, 4),
        ("mpv_2020-08-19.csv", changed(MPV, 4, "State", "Oregano"), errors.WrongState, 4),
        ("fbi_2018-09.csv", changed(FBI, 2, "ori", "OR0010100"), errors.RepeatedId, 2),
        ("fbi_2018-09.csv", changed(FBI, 2, "ori", "12"), errors.WrongCode, 2),
        ("ring_2020-10-07.csv", changed(RING, 1, "activated", "soon"), errors.WrongDate, 1),
        ("mpv_2020-08-19.csv", [MPV[0], MPV[1], [*MPV[2], "one too many"]], errors.WrongRow, 2),
        ("mpv_2020-08-19.csv", [[*MPV[0], "favourite colour"], [*MPV[1], "blue"]], errors.UnknownColumns, 0),
        ("mpv_2020-08-19.csv", [MPV[0][:5], MPV[1][:5]], errors.UnknownColumns, 0),
        ("mpv_2020-08-19.csv", [MPV[0]], errors.EmptyFile, None),
        ("mpv_2020-08-19.csv", changed(MPV, 3, "Cause of death", "x" * 10_000_000), errors.LongCell, 3),
        ("mpv_2020-08-19.csv", [["x" * 10_000_000, *MPV[0]], *MPV[1:]], errors.LongCell, 0),
        ("mpv_2020-08-19.csv", [*changed(MPV, 2, "ID", ""), [*MPV[2][:-1], ""]], errors.RepeatedId, 7),
        ("fe_2018-06-17.csv", [*FE, FE[1]], errors.RepeatedId, 4),
        ("fe_force_2015_2020.csv", changed(FORCE, 2, "date", "2931-01-01"), errors.WrongDate, 2),
        ("fe_force_2015_2020.csv", changed(FORCE, 2, "date", "2021-01-01"), errors.WrongDate, 2),
        ("fe_force.csv", changed(FORCE, 1, "date", "2931-01-01"), errors.WrongDate, 1),
    ],
)
def test_a_broken_row_stops_the_reading(
    tmp_path: Path, name: str, rows: Rows, error: type[errors.SourceFault], row: int | None
) -> None:
    """The error names the file and the row, and says what to do."""
    path = write(tmp_path, name, rows)
    with pytest.raises(error) as raised:
        read_table(path)
    assert raised.value.row == row
    assert name in str(raised.value)
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("mpv_2020-08-19.csv", b"", errors.EmptyFile),
        (
            "mpv_2020-08-19.csv",
            text_of(MPV).encode().replace(b"A. Fictional", b"A. Fict\xefonal"),
            errors.WrongEncoding,
        ),
        ("mpv_2020-08-19.csv", text_of(MPV).encode("utf-16"), errors.WrongEncoding),
        ("mpv_2020-08-19.csv", text_of(MPV).encode().replace(b"Quillmere", b"Quill\0mere"), errors.WrongEncoding),
        ("mpv_2020-08-19.csv.gz", gzip.compress(text_of(MPV).encode())[:-40], errors.Truncated),
        ("mpv_2020-08-19.csv.gz", text_of(MPV).encode(), errors.Truncated),
        ("mpv_2020-08-19.csv", text_of(MPV).encode().rstrip()[:-2] + b',"open', errors.Truncated),
        ("mpv.xlsx", b"PK\x03\x04 and then nothing", errors.Truncated),
        ("map.kml", b"<kml><Document><Placemark>", errors.Truncated),
        ("map.kml", b'<!DOCTYPE a [<!ENTITY b "c">]><kml>&b;</kml>', errors.SourceFault),
        ("map.kml", b"<kml><Placemark><name>x</name></Placemark></kml>", errors.UnknownColumns),
    ],
)
def test_broken_bytes_stop_the_reading(tmp_path: Path, name: str, data: bytes, error: type[errors.SourceFault]) -> None:
    """Empty, wrongly encoded, truncated and hostile files raise our own error with a remedy."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as raised:
        read_table(path)
    assert name in str(raised.value)
    assert raised.value.remedy


def test_one_snapshot_twice_stops_the_build(tmp_path: Path) -> None:
    """The same snapshot in two files would be counted twice."""
    write(tmp_path, "mpv_2020-08-19.csv", MPV)
    write(tmp_path, "copy_of_mpv_2020-08-19.csv", MPV)
    with pytest.raises(TwoOfOne):
        read_folder(tmp_path)


def test_a_folder_without_sources_says_so(tmp_path: Path) -> None:
    """An empty folder is a missing source, not an empty record."""
    with pytest.raises(errors.MissingSource):
        read_folder(tmp_path)
    with pytest.raises(errors.MissingSource):
        read_folder(tmp_path / "absent")


def test_a_bomb_of_zeros_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small gzip that unpacks to more than any source has is not unpacked whole."""
    monkeypatch.setattr("fanlight.record.sources.raw.LARGEST_FILE", 1000)
    path = tmp_path / "mpv_2020-08-19.csv.gz"
    path.write_bytes(gzip.compress(b"0" * 100_000))
    with pytest.raises(errors.SourceFault, match="unpacks"):
        read_table(path)


def workbook(path: Path, sheet: bytes) -> Path:
    """A real workbook whose one sheet is these bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(MPV[0])  # type: ignore[union-attr]
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, sheet if name.endswith("sheet1.xml") else content)
    return path


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</worksheet>'


def test_a_workbook_of_zeros_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the sizes that its own list of parts states."""
    path = workbook(tmp_path / "mpv_2020-08-19.xlsx", SHEET % (b"<sheetData>" + b" " * 2_000_000 + b"</sheetData>"))
    assert path.stat().st_size < 50_000
    monkeypatch.setattr("fanlight.record.sources.raw.LARGEST_FILE", 1_000_000)
    with pytest.raises(errors.SourceFault, match="unpacks"):
        read_table(path)


def test_a_sheet_of_endless_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that a few bytes name by their number alone; the width that the sheet claims is not believed."""
    rows = b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>'
    path = workbook(tmp_path / "mpv_2020-08-19.xlsx", SHEET % (rows + b'<row r="1048576"/></sheetData>'))
    monkeypatch.setattr("fanlight.record.sources.raw.MOST_ROWS", 1000)
    with pytest.raises(errors.SourceFault, match="more than 1,000 rows"):
        read_table(path)


@pytest.mark.parametrize(
    "sheet",
    [b"", b"\0" * 50, b"<worksheet", SHEET % b'<sheetData><row r="x"/></sheetData>', SHEET % b"",
     SHEET % b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>',
     b'<!DOCTYPE a [<!ENTITY b "c">]>' + SHEET % b'<sheetData><row r="1"><c><v>&b;</v></c></row></sheetData>'],
)  # fmt: skip
def test_a_broken_sheet_raises_only_ours(tmp_path: Path, sheet: bytes) -> None:
    """Cut, no XML, wrong numbers, a string that is nowhere, entities."""
    with pytest.raises(errors.SourceFault) as raised:
        read_table(workbook(tmp_path / "mpv_2020-08-19.xlsx", sheet))
    assert "mpv_2020-08-19.xlsx" in str(raised.value) and raised.value.remedy


def test_a_workbook_without_sheets_is_our_error(tmp_path: Path) -> None:
    """A zip that is no workbook raises only ours."""
    path = tmp_path / "mpv.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "nothing")
    with pytest.raises(errors.Truncated):
        read_table(path)


def test_people_without_a_name_may_be_alike(tmp_path: Path) -> None:
    """Fatal Encounters has several withheld names of one day and place: rows alike in every cell, people not."""
    withheld = ["Name withheld by police", *FE[1][1:]]
    assert len(read_table(write(tmp_path, "fe_2018-06-17.csv", [*FE, withheld, withheld])).rows) == len(FE) + 1


@pytest.mark.parametrize("mend", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_a_mark_of_order_and_other_line_ends_change_no_row(tmp_path: Path, mend: Callable[[bytes], bytes]) -> None:
    """What spreadsheets add when they save says nothing: the same rows, the same numbers."""
    path = write(tmp_path, "mpv_2020-08-19.csv", MPV)
    rows = read_table(path).rows
    path.write_bytes(mend(path.read_bytes()))
    assert read_table(path).rows == rows


def test_every_file_is_read_with_distrust(tmp_path: Path) -> None:
    """Random bytes, truncations and flipped bits of each family raise only ours, or give rows."""
    dice = random.Random(6)
    for name, rows in FILES.items():
        good = text_of(rows).encode()
        for turn in range(60):
            data = bytearray(good)
            if turn % 3 == 0:
                data = bytearray(dice.randbytes(dice.randrange(1, 300)))
            elif turn % 3 == 1:
                del data[dice.randrange(len(data)) :]
            else:
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            path = tmp_path / name
            path.write_bytes(gzip.compress(bytes(data)) if name.endswith(".gz") and turn % 2 else bytes(data))
            try:
                assert read_table(path).rows
            except errors.SourceFault as fault:
                assert name in str(fault) and fault.remedy
