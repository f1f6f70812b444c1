"""Whether an outline drawn on a picture can be a zone; corners in 1/10000 of width and height."""

from __future__ import annotations

from collections.abc import Sequence

FULL = 10_000
MOST_CORNERS = 40  # a hand draws ten; more is a mistake or an attack
LEAST_AREA = 10_000  # 1/100 of width by 1/100 of height: less than a blob that the watch could see

Point = tuple[int, int]


def fault(points: Sequence[Point]) -> str:
    """What is wrong with an outline, in words; empty where nothing is."""
    if len(points) < 3:
        return "A zone needs three corners or more."
    if len(points) > MOST_CORNERS:
        return f"The outline has {len(points)} corners; {MOST_CORNERS} are allowed. Draw it more simply."
    for number, (x, y) in enumerate(points, start=1):
        if not (0 <= x <= FULL and 0 <= y <= FULL):
            return f"Corner {number} lies outside the picture. Move it, or Undo."
    crossing = _crossing(points)
    if crossing:
        return f"The outline crosses itself at corner {crossing}. Move it, or Undo."
    if abs(_doubled_area(points)) < 2 * LEAST_AREA:
        return "The zone is too small to see anything in. Draw it larger."
    return ""


def _doubled_area(points: Sequence[Point]) -> int:
    ahead = (*points[1:], points[0])
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, ahead, strict=True))


def _crossing(points: Sequence[Point]) -> int:
    """The number of the corner whose line crosses an earlier one, from 1; 0 where none does."""
    edges = list(zip(points, (*points[1:], points[0]), strict=True))
    for second in range(len(edges)):
        for first in range(second - 1):
            neighbours = first == 0 and second == len(edges) - 1
            if not neighbours and _meet(edges[first], edges[second]):
                return second + 1
    return 0


def _meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    a, b = one
    c, d = other
    if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
        return True
    return any(_on(line, point) for line, point in ((one, c), (one, d), (other, a), (other, b)))


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on(line: tuple[Point, Point], point: Point) -> bool:
    (ax, ay), (bx, by) = line
    within = min(ax, bx) <= point[0] <= max(ax, bx) and min(ay, by) <= point[1] <= max(ay, by)
    return within and _turn((ax, ay), (bx, by), point) == 0
