"""Tables as bytes: CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

Cell = str | int | float | None


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180, UTF-8; a cell that a spreadsheet would run as a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode()


def _plain(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def as_json(value: Any) -> bytes:
    """Indented, names in the order given."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def as_records(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A list of objects, one a row."""
    return as_json([dict(zip(header, row, strict=True)) for row in rows])
