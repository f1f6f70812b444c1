"""The shapes of the publishers' files (shapes.toml) and the recognition of a file by its columns."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fanlight.record.sources.errors import UnknownColumns
from fanlight.record.sources.rows import Family, Licence


@dataclass(frozen=True)
class Shape:
    """One shape of one family: which columns it needs and may have, and what must hold for its rows."""

    family: Family
    name: str
    need: Mapping[str, re.Pattern[str]]
    may: Mapping[str, re.Pattern[str]]
    other: tuple[re.Pattern[str], ...]
    id: str
    date: str
    year: str
    formats: tuple[str, ...]
    first: datetime.date | None
    licence: Licence
    credit: str

    def columns(self, header: Sequence[str]) -> dict[str, int] | None:
        """Canonical column to position; None where one that is needed is missing."""
        found = {}
        for wanted in (self.need, self.may):
            for canonical, pattern in wanted.items():
                hit = next((i for i, text in enumerate(header) if pattern.fullmatch(text.strip())), None)
                if hit is not None:
                    found[canonical] = hit
        return found if set(self.need) <= set(found) else None

    def strangers(self, header: Sequence[str]) -> list[str]:
        """Headers that this shape does not know."""
        known = (*self.need.values(), *self.may.values(), *self.other)
        return [text for text in header if not any(pattern.fullmatch(text.strip()) for pattern in known)]

    def missing(self, header: Sequence[str]) -> list[str]:
        """Needed columns that a header lacks, as patterns."""
        return [p.pattern for p in self.need.values() if not any(p.fullmatch(text.strip()) for text in header)]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("'", "['’]"), re.I)


@cache
def shapes() -> tuple[Shape, ...]:
    """Every shape, in the order in which a file is held against them."""
    entries = tomllib.loads((Path(__file__).parent / "shapes.toml").read_text(encoding="utf-8"))["shape"]
    return tuple(
        Shape(
            family=Family(entry["family"]),
            name=entry["name"],
            need={key: _pattern(text) for key, text in entry["need"].items()},
            may={key: _pattern(text) for key, text in entry.get("may", {}).items()},
            other=tuple(_pattern(text) for text in entry["other"]),
            id=entry.get("id", ""),
            date=entry.get("date", ""),
            year=entry.get("year", ""),
            formats=tuple(entry.get("formats", ())),
            first=entry.get("first"),
            licence=Licence(entry["licence"]),
            credit=entry["credit"],
        )
        for entry in entries
    )


def recognise(path: Path, header: Sequence[str]) -> Shape:
    """The shape of a file by its header; raises UnknownColumns and names the nearest shape's differences."""
    fitting = [shape for shape in shapes() if shape.columns(header) is not None]
    for shape in fitting:
        if not shape.strangers(header):
            return shape
    if fitting:
        raise UnknownColumns(
            path, f"it looks like {fitting[0].name} but has unknown columns {fitting[0].strangers(header)}", row=0
        )
    nearest = max(shapes(), key=lambda shape: 1 - len(shape.missing(header)) / len(shape.need))
    raise UnknownColumns(
        path,
        f"no known source has these columns; nearest is {nearest.name}, which needs {nearest.missing(header)}",
        row=0,
    )
