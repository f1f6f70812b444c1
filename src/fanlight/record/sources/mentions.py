"""Mentions: one agency named in one row of a source; a cell that names several is taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanlight.record.sources.rows import Mention
from fanlight.record.sources.table import Table
from fanlight.trust.agency.several import split_agencies
from fanlight.trust.agency.states import is_ori, state_code

COUNTY_WORD = re.compile(r"\s+(county|parish|borough|census area|municipality)$", re.I)


def county_names(text: str) -> tuple[str, ...]:
    """The counties of a cell without the word county, upper case; several are cut at comma, semicolon or line."""
    parts = (COUNTY_WORD.sub("", part.strip()) for part in re.split(r"[,;\n]", text))
    return tuple(part.upper() for part in parts if part)


def codes(cell: str, count: int) -> list[tuple[str, ...]]:
    """The ORIs of a cell laid to `count` agencies.

    As many words as agencies are laid in order. Otherwise (one agency with many codes, or a list that does not
    match) every agency carries all codes, and its own name has to say which is its.
    """
    words = [word.strip() for word in cell.split(";") if word.strip()]
    if len(words) == count:
        return [(word,) if is_ori(word) else () for word in words]
    shared = tuple(word for word in words if is_ori(word))
    return [shared] * count


def point_of(table: Table, row: tuple[str, ...]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the row has both."""
    try:
        return float(table.get(row, "latitude")), float(table.get(row, "longitude"))
    except ValueError:
        return None


def _from_map(table: Table, number: int, row: tuple[str, ...]) -> Mention:
    """A place of Ring's map: its address is “City, ST”, its point longitude, latitude and height."""
    city, _, state = table.get(row, "address").rpartition(",")
    longitude, _, rest = table.get(row, "point").partition(",")
    try:
        point = float(rest.split(",")[0]), float(longitude)
    except ValueError:
        point = None
    text = table.get(row, "agency")
    return Mention(table.file.name, number, 0, 1, text, state_code(state), city.strip(), "", point, (), table.day(row))


def mentions_of(table: Table) -> Iterator[Mention]:
    """Every mention of a table that names agencies in words."""
    name, of_map = table.file.name, table.shape.name == "ring-map"
    for number, row in table:
        texts = split_agencies(table.get(row, "agency"))
        if of_map:
            yield _from_map(table, number, row)
            continue
        found = codes(table.get(row, "ori"), len(texts))
        state = state_code(table.get(row, "state"))
        city, county, point, day = (
            table.get(row, "city"),
            table.get(row, "county"),
            point_of(table, row),
            table.day(row),
        )
        for position, (text, oris) in enumerate(zip(texts, found, strict=True)):
            yield Mention(name, number, position, len(texts), text, state, city, county, point, oris, day)
