"""An area as people see it: cells named like squares of a map sheet, drawn as SVG without anybody's tiles. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fanlight.trust.policy.cells import ACROSS, area_m2, bounds, cell, column_row

SQUARE_MILE = 2_589_988  # m²
SIDE = 40  # units of the drawing for one cell


@dataclass(frozen=True)
class Sheet:
    """A rectangle of cells whose columns have letters and whose rows have numbers, from the north-west."""

    west: int
    north: int
    columns: int
    rows: int

    def name(self, number: int) -> str:
        """As `C4`."""
        x, y = column_row(number)
        return f"{letters((x - self.west) % ACROSS)}{y - self.north + 1}"

    def cell(self, column: int, row: int) -> int:
        return cell(self.west + column, self.north + row)

    def named(self, untrusted_name: str) -> int | None:
        """The cell of this name, if it is on the sheet."""
        match = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,3})", untrusted_name.strip().upper())
        if match is None:
            return None
        column = number_of(match[1])
        row = int(match[2]) - 1
        return self.cell(column, row) if column < self.columns and row < self.rows else None


def letters(column: int) -> str:
    """A to Z, then AA, AB, as a spreadsheet counts."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def number_of(name: str) -> int:
    value = 0
    for letter in name:
        value = value * 26 + ord(letter) - 64
    return value - 1


def sheet_of(cells: Collection[int]) -> Sheet:
    """The smallest sheet that holds all of them; a jurisdiction does not reach round the world."""
    places = [column_row(number) for number in cells]
    west, north = min(x for x, _ in places), min(y for _, y in places)
    return Sheet(west, north, max(x for x, _ in places) - west + 1, max(y for _, y in places) - north + 1)


def read_names(untrusted_text: str, sheet: Sheet) -> tuple[list[int], list[str]]:
    """Cells of a text as "C4 C5, D4-E6", and what in it names no cell of the sheet."""
    found: set[int] = set()
    wrong = []
    for part in re.split(r"[\s,;]+", untrusted_text.strip()):
        if not part:
            continue
        first, dash, last = part.partition("-")
        ends = [sheet.named(first), sheet.named(last if dash else first)]
        if None in ends:
            wrong.append(part[:20])
            continue
        (x0, y0), (x1, y1) = sorted(column_row(end) for end in ends if end is not None)
        found |= {cell(x, y) for x in range(x0, x1 + 1) for y in range(min(y0, y1), max(y0, y1) + 1)}
    return sorted(found), wrong


def names_of(cells: Collection[int], sheet: Sheet) -> list[str]:
    """The inverse of `read_names`: blocks as "C4-E6", each as large as its rows allow, from the north-west."""
    by_row: dict[int, list[int]] = {}
    for number in cells:
        x, y = column_row(number)
        by_row.setdefault(y, []).append(x)
    open_blocks: dict[tuple[int, int], int] = {}  # the columns of a run, and the row in which it began
    found: list[tuple[int, int, int, int]] = []
    for y in range(min(by_row), max(by_row) + 2):
        runs = _runs(sorted(by_row.get(y, ())))
        for run in [run for run in open_blocks if run not in runs]:
            found.append((open_blocks.pop(run), run[0], y - 1, run[1]))
        for run in runs:
            open_blocks.setdefault(run, y)
    names = []
    for north, west, south, east in sorted(found):
        first, last = sheet.name(cell(west, north)), sheet.name(cell(east, south))
        names.append(first if first == last else f"{first}-{last}")
    return names


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    """Neighbours put together: first and last of each run."""
    found: list[tuple[int, int]] = []
    for x in columns:
        if found and found[-1][1] == x - 1:
            found[-1] = (found[-1][0], x)
        else:
            found.append((x, x))
    return found


def area_words(cells: Iterable[int], units: Mapping[int, int]) -> str:
    """Size and homes, and where its middle lies."""
    chosen = list(cells)
    if not chosen:
        return "no cell"
    homes = sum(units.get(number, 0) for number in chosen)
    middle = sorted(chosen)[len(chosen) // 2]
    edge = bounds(middle)
    north, east = (edge.north + edge.south) / 2, (edge.west + edge.east) / 2
    place = f"{abs(north):.3f}° {'N' if north >= 0 else 'S'}, {abs(east):.3f}° {'E' if east >= 0 else 'W'}"
    size = area_m2(chosen) / SQUARE_MILE
    cells_words = "1 cell" if len(chosen) == 1 else f"{len(chosen)} cells"
    return f"{cells_words}, {size:.2f} sq mi, {homes:,} homes by the community's table, round {place}"


@dataclass(frozen=True)
class Square:
    """One cell of a drawing."""

    x: int
    y: int
    name: str
    homes: int
    chosen: bool
    shade: str  # woods, few, some, many: how many homes


@dataclass(frozen=True)
class Drawing:
    """What the map's template draws; `width` and `height` are the viewBox."""

    width: int
    height: int
    squares: tuple[Square, ...]


def drawing(chosen: Collection[int], units: Mapping[int, int], sheet: Sheet, margin: int = 2) -> Drawing:
    """The chosen cells with a few round them."""
    places = [column_row(number) for number in chosen]
    west = max(sheet.west, min(x for x, _ in places) - margin)
    east = min(sheet.west + sheet.columns - 1, max(x for x, _ in places) + margin)
    north = max(sheet.north, min(y for _, y in places) - margin)
    south = min(sheet.north + sheet.rows - 1, max(y for _, y in places) + margin)
    inside = set(chosen)
    squares = []
    for y in range(north, south + 1):
        for x in range(west, east + 1):
            number = cell(x, y)
            homes = units.get(number, 0)
            squares.append(
                Square((x - west) * SIDE, (y - north) * SIDE, sheet.name(number), homes, number in inside, shade(homes))
            )
    return Drawing((east - west + 1) * SIDE, (south - north + 1) * SIDE, tuple(squares))


def shade(homes: int) -> str:
    """Four grounds, by the number of homes in a cell."""
    return "woods" if not homes else "few" if homes < 30 else "some" if homes < 45 else "many"
