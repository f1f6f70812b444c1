"""The cells that an officer may mark, as a table of boxes: rows from north to south, each cell with its homes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fanlight.commons.agencies.rules.area import Sheet, letters, shade, sheet_of
from fanlight.trust.policy.cells import area_m2


@dataclass(frozen=True)
class Box:
    """One cell; `number` is None where the jurisdiction ends."""

    number: int | None
    name: str
    homes: int
    m2: int
    shade: str
    chosen: bool


@dataclass(frozen=True)
class Grid:
    """Column letters, and rows of (row number, boxes)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Box, ...]], ...]


def grid(jurisdiction: Collection[int], chosen: Collection[int], units: Mapping[int, int], sheet: Sheet) -> Grid:
    """Names are those of the community's sheet, so that text and table say the same."""
    part = sheet_of(jurisdiction)
    first = part.west - sheet.west
    rows = []
    for row in range(part.rows):
        boxes = []
        for column in range(part.columns):
            number = part.cell(column, row)
            inside = number in jurisdiction
            homes = units.get(number, 0)
            boxes.append(
                Box(
                    number if inside else None,
                    sheet.name(number),
                    homes,
                    area_m2((number,)),
                    shade(homes),
                    number in chosen,
                )
            )
        rows.append((part.north - sheet.north + row + 1, tuple(boxes)))
    return Grid(tuple(letters(first + column) for column in range(part.columns)), tuple(rows))
