"""Cells: web-map tiles of zoom 17 as integers (spherical Mercator, EPSG:3857; docs/reference/formats/papers.md).

Everything that decides is integers: area, neighbours, connected. Degrees are for maps and for where a camera is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from decimal import ROUND_FLOOR, Context, Decimal
from functools import cache
from typing import NamedTuple

from fanlight.trust.papers.members import LARGEST_CELL, TILE_BITS

ACROSS = 1 << TILE_BITS  # tiles round the world, and from pole to pole
NORTHERNMOST = 85.05112877980659  # degrees: where the map is square
EARTH_M = Decimal(6_378_137)  # the sphere of EPSG:3857; larger than the earth, so no area is understated

# 60 digits decide the floor of a number of 5 to 6 digits on every machine alike: decimal arithmetic is exact or rounded
# as the standard says (IEEE 754-2008, General Decimal Arithmetic), never as the machine likes
_DIGITS = Context(prec=60)
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459")


class Bounds(NamedTuple):
    """Degrees."""

    west: float
    south: float
    east: float
    north: float


def cell(x: int, y: int) -> int:
    """The cell in column x (eastwards from 180° W) and row y (southwards); ValueError beyond the map."""
    if not 0 <= y < ACROSS:
        raise ValueError(f"row {y} is beyond the map")
    return (x % ACROSS) * ACROSS + y


def column_row(number: int) -> tuple[int, int]:
    """x and y."""
    if not 0 <= number <= LARGEST_CELL:
        raise ValueError(f"{number} is no cell")
    return divmod(number, ACROSS)


def cell_at(longitude: float, latitude: float) -> int:
    """The cell of a place in degrees; beyond the map's edge the last row."""
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise ValueError("a place needs two numbers")
    x = math.floor((longitude + 180) / 360 * ACROSS)
    sine = math.sin(math.radians(max(-NORTHERNMOST, min(NORTHERNMOST, latitude))))
    y = math.floor((0.5 - math.atanh(sine) / (2 * math.pi)) * ACROSS)
    return cell(x, max(0, min(ACROSS - 1, y)))


def bounds(number: int) -> Bounds:
    """The edges of a cell; west lies in [−180, 180), east may be 180."""
    x, y = column_row(number)
    return Bounds(x / ACROSS * 360 - 180, _latitude(y + 1), (x + 1) / ACROSS * 360 - 180, _latitude(y))


def _latitude(edge: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * edge / ACROSS))))


def neighbours(number: int) -> list[int]:
    """The cells that share an edge: four, three at the map's edge; the row goes on across 180°."""
    x, y = column_row(number)
    beside = [cell(x - 1, y), cell(x + 1, y)]
    return beside + [cell(x, row) for row in (y - 1, y + 1) if 0 <= row < ACROSS]


def connected(cells: Collection[int]) -> bool:
    """Whether one can walk between all of them across shared edges; none at all are not connected."""
    left = set(cells)
    if not left:
        return False
    open_ends = [left.pop()]
    while open_ends:
        for near in neighbours(open_ends.pop()):
            if near in left:
                left.remove(near)
                open_ends.append(near)
    return not left


@cache
def _row_area(y: int) -> int:
    """R² · Δλ · (sin φ₁ − sin φ₂), rounded down; sin φ = tanh of the Mercator ordinate."""
    c = _DIGITS
    turn = c.divide(c.multiply(Decimal(2), _PI), Decimal(ACROSS))
    height = c.subtract(_sine(y), _sine(y + 1))
    area = c.multiply(c.multiply(c.multiply(EARTH_M, EARTH_M), turn), height)
    return int(area.to_integral_value(rounding=ROUND_FLOOR))


def _sine(edge: int) -> Decimal:
    c = _DIGITS
    ordinate = c.multiply(_PI, c.divide(Decimal(ACROSS - 2 * edge), Decimal(ACROSS)))
    power = c.exp(c.multiply(Decimal(2), ordinate))
    return c.divide(c.subtract(power, Decimal(1)), c.add(power, Decimal(1)))


def area_m2(cells: Iterable[int]) -> int:
    """Whole square metres: the sum of the cells' own, each rounded down."""
    return sum(_row_area(column_row(number)[1]) for number in cells)


def around(number: int, rings: int) -> list[int]:
    """The square of cells round one, `rings` deep, sorted: what a map shows."""
    x, y = column_row(number)
    rows = [row for row in range(y - rings, y + rings + 1) if 0 <= row < ACROSS]
    return sorted({cell(x + step, row) for step in range(-rings, rings + 1) for row in rows})
