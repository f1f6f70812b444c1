"""From bytes on disk to header and rows, for CSV, gzipped CSV, the publishers' .xlsx and Ring's map KML."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from fanlight.record.sources.errors import EmptyFile, LongCell, SourceFault, Truncated, UnknownColumns, WrongEncoding

ENDINGS = (".csv", ".csv.gz", ".xlsx", ".kml")
LARGEST_CELL = 1_000_000  # characters; the longest description in the real files has 12,000
LARGEST_FILE = 400_000_000  # bytes once unpacked; the real ones have 12 million at most
MOST_ROWS = 1_000_000  # of a sheet; the real ones have 10,000

Rows = tuple[list[str], list[tuple[str, ...]]]


def read_raw(path: Path) -> tuple[str, str, Rows]:
    """SHA-256 of the bytes on disk and of the unpacked ones, and header with rows of text."""
    data = path.read_bytes()
    digest = inner = hashlib.sha256(data).hexdigest()
    if not data:
        raise EmptyFile(path, "the file is empty")
    if path.name.endswith(".xlsx"):
        header, rows = _xlsx(path)
    elif path.name.endswith(".kml"):
        header, rows = _kml(path, data)
    else:
        if path.name.endswith(".gz"):
            data = _unpacked(path, data)
            inner = hashlib.sha256(data).hexdigest()
        header, rows = _csv(path, data)
    if not rows:
        raise EmptyFile(path, "there is a header but no row")
    return digest, inner, (header, rows)


def read_header(path: Path) -> list[str]:
    """The header alone, without reading the rows of a CSV."""
    if not path.name.endswith((".csv", ".csv.gz")):
        return read_raw(path)[2][0]
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as lines:
            first = lines.readline(LARGEST_CELL)
    except (EOFError, OSError, zlib.error) as error:
        raise Truncated(path, f"the gzip is damaged ({error})") from error
    return next(csv.reader([_text(path, first)]), [])


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(LARGEST_FILE + 1)
    except EOFError as error:
        raise Truncated(path, "the gzip ends before its end") from error
    except (OSError, zlib.error) as error:
        raise Truncated(path, f"the gzip is damaged ({error})") from error
    if len(text) > LARGEST_FILE:
        raise SourceFault(path, f"it unpacks to more than {LARGEST_FILE:,} bytes")
    return text


def _text(path: Path, data: bytes) -> str:
    if (at := data.find(b"\0")) >= 0:
        row = data[:at].count(b"\n")
        raise WrongEncoding(path, f"byte {at} (near row {row}) is a null, so this is no text", row=row)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n")
        raise WrongEncoding(path, f"byte {error.start} (near row {row}) is not UTF-8", row=row) from error


def _csv(path: Path, data: bytes) -> Rows:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(io.StringIO(_text(path, data), newline=""), strict=True)
    header: list[str] = []
    rows: list[tuple[str, ...]] = []
    seen: dict[str, str] = {}  # one string object for the many equal cells of a column
    try:
        header = next(reader, [])
        for cells in reader:
            rows.append(tuple(seen.setdefault(cell, cell) if len(cell) < 40 else cell for cell in cells))
    except csv.Error as error:
        if "field larger" in str(error):
            what = f"a cell has more than {LARGEST_CELL:,} characters"
            raise LongCell(path, what, row=len(rows) + 1 if header else 0) from error
        raise Truncated(path, f"the CSV is broken ({error})", row=len(rows) + 1) from error
    if not header or not any(header):
        raise EmptyFile(path, "there is no header")
    return header, rows if not rows or rows[-1] else rows[:-1]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _xlsx(path: Path) -> Rows:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise SourceFault(path, "reading .xlsx needs openpyxl", remedy="Install fanlight[record].") from error
    try:
        with path.open("rb") as opened:  # ours, so that it is closed whatever the library raises
            _refuse_bomb(path)
            header, rows = _first_sheet(path, load_workbook(opened, read_only=True, data_only=True))
    except SourceFault:
        raise
    except Exception as error:  # a library over XML over a zip: what it raises on strange bytes is not written anywhere
        raise Truncated(path, f"the workbook is damaged ({type(error).__name__}: {error})") from error
    return header, [row for row in rows if any(row)]


def _first_sheet(path: Path, book: Any) -> tuple[list[str], list[tuple[str, ...]]]:
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size is not believed: a million columns cost a minute
    lines: Iterator[tuple[object, ...]] = sheet.iter_rows(values_only=True)
    header = [_cell(value) for value in next(lines, ())]
    while header and not header[-1]:
        header.pop()
    rows = []
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS:
            raise SourceFault(path, f"it has more than {MOST_ROWS:,} rows", row=number)
        rows.append(tuple(_cell(value) for value in (*line, *[None] * len(header))[: len(header)]))
    return header, rows


def _refuse_bomb(path: Path) -> None:
    """By what the zip says of its parts; reading a part ends there, whatever follows."""
    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > LARGEST_FILE:
        raise SourceFault(path, f"it unpacks to more than {LARGEST_FILE:,} bytes")


def _own(element: Element, name: str) -> str:
    found = next((child for child in element.iter() if child.tag.rpartition("}")[2] == name), None)
    return (found.text or "").strip() if found is not None else ""


def _kml(path: Path, data: bytes) -> Rows:
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring
    except ImportError as error:
        raise SourceFault(path, "reading .kml needs defusedxml", remedy="Install fanlight[record].") from error
    try:
        root = fromstring(data)
    except ParseError as error:
        raise Truncated(path, f"the KML is broken ({error})") from error
    except DefusedXmlException as error:
        raise SourceFault(path, "the KML declares entities, which no map does") from error
    places: list[dict[str, str]] = []
    for mark in (element for element in root.iter() if element.tag.rpartition("}")[2] == "Placemark"):
        place = {"name": _own(mark, "name"), "address": _own(mark, "address"), "point": _own(mark, "coordinates")}
        for entry in (child for child in mark.iter() if child.tag.rpartition("}")[2] == "Data"):
            place[entry.get("name", "").strip().lower()] = _own(entry, "value")
        places.append(place)
    header = list(dict.fromkeys(key for place in places for key in place))
    if places and "active date" not in header:
        raise UnknownColumns(path, "its places have no “Active Date”, so it is not Ring's map", row=1)
    return header, [tuple(place.get(key, "") for key in header) for place in places]
