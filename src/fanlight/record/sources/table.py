"""One file read and checked: its line of the manifest, and its rows, verbatim."""

from __future__ import annotations

import hashlib
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fanlight.record.sources.errors import RepeatedId, SourceFault, WrongCode, WrongDate, WrongRow, WrongState
from fanlight.record.sources.raw import read_raw
from fanlight.record.sources.rows import Family, SourceFile, SourceRow
from fanlight.record.sources.shape import Shape, recognise
from fanlight.trust.agency.states import is_ori, state_code

# Families whose every row must lie in a state; the others have rows of the whole country or of none.
STATED = {Family.RING, Family.MPV, Family.FE, Family.WAPO, Family.PURSUITS, Family.FBI, Family.GAZETTEER}
YEARS_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d[_-]((?:19|20)\d\d)(?![\d-])")
LATEST = date(2099, 12, 31)  # where neither name nor rows tell when a file ends, no day may lie after it
UNNAMED = ("name withheld", "john doe", "jane doe", "unknown")  # people whose rows may be the same in every cell
EDITED = " (the row is the publisher’s, the file a copy that differs)"
DAY_IN_NAME = re.compile(r"(20\d\d)-(\d\d)(?:-(\d\d))?(?!.*20\d\d-\d\d)")


Quirk = dict[str, Any]  # fault, rows, cells, words, leave: quirks.toml


class Cells(Mapping[str, str]):
    """A row's cells under the headers of its file; rows share one index of headers."""

    __slots__ = ("_index", "_values")

    def __init__(self, index: Mapping[str, int], values: tuple[str, ...]) -> None:
        self._index = index
        self._values = values

    def __getitem__(self, key: str) -> str:
        return self._values[self._index[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


@dataclass(frozen=True)
class Table:
    """A file's rows with canonical columns; `left` are rows whose known fault makes them unusable."""

    file: SourceFile
    shape: Shape
    header: list[str]
    columns: Mapping[str, int]
    rows: list[tuple[str, ...]]
    left: frozenset[int] = frozenset()
    index: Mapping[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Number (1 = first after the header) and cells of every usable row."""
        return ((number, row) for number, row in enumerate(self.rows, 1) if number not in self.left)

    def get(self, row: tuple[str, ...], column: str) -> str:
        """A cell by its canonical column, trimmed; empty where the file has no such column."""
        position = self.columns.get(column)
        return row[position].strip() if position is not None else ""

    def row(self, number: int) -> SourceRow:
        """One row as the publisher has it."""
        return SourceRow(self.file.name, number, Cells(self.index, self.rows[number - 1]))

    def day(self, row: tuple[str, ...]) -> date | None:
        """The row's day; a month alone gives its first day."""
        return parse_day(self.get(row, self.shape.date), self.shape.formats) if self.shape.date else None


@cache
def parse_day(text: str, formats: tuple[str, ...]) -> date | None:
    """A day in one of the formats; None where it is none of them."""
    for form in formats:
        try:  # a day has no zone
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


@cache
def _quirks() -> dict[str, list[Quirk]]:
    """By the hash of a file's bytes, and by its name for copies that differ from those."""
    table = tomllib.loads((Path(__file__).parent / "quirks.toml").read_text(encoding="utf-8"))
    return {entry[by]: entry["quirk"] for entry in table["file"] for by in ("sha256", "name")}


def cells_hash(row: tuple[str, ...]) -> str:
    """A row as quirks.toml knows it."""
    return hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:16]


def last_in(name: str) -> date:
    """The last day of the years that a file's name spans, as in 2015_2020; else far away, but no further."""
    found = YEARS_IN_NAME.search(name)
    return date(int(found[1]), 12, 31) if found else LATEST


def snapshot_in(name: str) -> tuple[date | None, date | None]:
    """The day that a file's name gives, and the last day that it allows (a month alone: its last)."""
    found = DAY_IN_NAME.search(name)
    if not found:
        return None, None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return None, None
    end = date(year, month, monthrange(year, month)[1])
    if not found[3]:
        return date(year, month, 1), end
    try:
        day = date(year, month, int(found[3]))
    except ValueError:
        return None, None
    return day, day


class _Checks:
    """Holds every row against its shape; a fault that the file is known for is noted and passed."""

    def __init__(self, path: Path, digest: str, table: Table, last: date) -> None:
        self.path, self.table, self.last = path, table, last
        self.known = _quirks().get(digest, [])
        self.edited = not self.known
        if self.edited:
            self.known = _quirks().get(f"{table.shape.name}-{table.file.snapshot}", [])
        self.words: dict[str, None] = {}
        self.left: set[int] = set()
        self.days: list[date] = []

    def fault(self, kind: type[SourceFault], what: str, row: int) -> None:
        for quirk in self.known:
            same = cells_hash(self.table.rows[row - 1]) in quirk["cells"] if self.edited else row in quirk["rows"]
            if quirk["fault"] == kind.__name__ and same:
                self.words[f"{quirk['words']}{EDITED if self.edited else ''}"] = None
                if quirk.get("leave"):
                    self.left.add(row)
                return
        raise kind(self.path, what, row=row)

    def run(self) -> None:
        shape, seen = self.table.shape, dict[str | tuple[str, ...], int]()
        for number, row in enumerate(self.table.rows, 1):
            if len(row) != len(self.table.header):
                self.fault(WrongRow, f"{len(row)} cells where the header has {len(self.table.header)}", number)
                continue
            self._id(number, row, seen)
            if shape.date:
                self._date(number, row)
            if shape.year:
                self._year(number, row)
            if shape.family in STATED and shape.name != "ring-map":
                self._state(number, row)
            if shape.name == "fbi" and not is_ori(self.table.get(row, "ori")):
                self.fault(WrongCode, f"“{self.table.get(row, 'ori')}” is no ORI", number)

    def _id(self, number: int, row: tuple[str, ...], seen: dict[str | tuple[str, ...], int]) -> None:
        """No id twice; a named row without one not twice in every cell."""
        key = self.table.get(row, self.table.shape.id) if self.table.shape.id else ""
        if key:
            if key in seen:
                self.fault(RepeatedId, f"id {key} stands in row {seen[key]} already", number)
            seen[key] = number
            return
        name = self.table.get(row, "name").lower()
        if name and not name.startswith(UNNAMED):
            if row in seen:
                self.fault(RepeatedId, f"every cell stands in row {seen[row]} already", number)
            seen[row] = number

    def _date(self, number: int, row: tuple[str, ...]) -> None:
        shape, text = self.table.shape, self.table.get(row, self.table.shape.date)
        day = parse_day(text, shape.formats)
        if day is None:
            self.fault(WrongDate, f"“{text}” is no date of the form {' or '.join(shape.formats)}", number)
        elif (shape.first and day < shape.first) or day > self.last:
            self.fault(WrongDate, f"{day} lies outside {shape.first} to {self.last}", number)
        else:
            self.days.append(day)

    def _year(self, number: int, row: tuple[str, ...]) -> None:
        shape, text = self.table.shape, self.table.get(row, self.table.shape.year)
        first = shape.first.year if shape.first else 1900
        last = self.last.year
        if not text.isdecimal() or not first <= int(text) <= last:
            self.fault(WrongDate, f"“{text}” is no year from {first} to {last}", number)
        else:
            self.days.append(date(int(text), 1, 1))

    def _state(self, number: int, row: tuple[str, ...]) -> None:
        text = self.table.get(row, "state")
        if not state_code(text) and text != "US" and number not in self.left:
            self.fault(WrongState, f"“{text}” is no state", number)


def read_table(path: Path) -> Table:
    """A file of any known shape, checked; raises a SourceFault with file, row and remedy."""
    digest, inner, (header, rows) = read_raw(path)
    shape = recognise(path, header)
    columns = shape.columns(header)
    assert columns is not None
    day, last = snapshot_in(path.name)
    index = {text: position for position, text in enumerate(header)}
    blank = SourceFile(shape.family, "", path, digest, day, None, None, len(rows), shape.licence, shape.credit)
    draft = Table(blank, shape, header, columns, rows, index=index)
    checks = _Checks(path, inner, draft, last or last_in(path.name))
    checks.run()
    first, final = (min(checks.days), max(checks.days)) if checks.days else (None, None)
    taken = day or final
    file = SourceFile(
        shape.family,
        f"{shape.name}-{taken}" if taken else shape.name,
        path,
        digest,
        taken,
        first,
        final,
        len(rows),
        shape.licence,
        shape.credit,
        tuple(checks.words),
    )
    return Table(file, shape, header, columns, rows, frozenset(checks.left), index)
