"""What stands in a street and does not move: houses, trees, lamps, walls, the kerb."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.demo.scenes.canvas import Canvas, ellipse

FRAME, GLASS, LIGHT = "#efe9dc", "#4f6674", "#ffcb6b"
LEAF, LEAF_DARK, LEAF_DEEP, TRUNK = "#55803f", "#40682f", "#2f4f35", "#6a4f3b"
KERB, ASPHALT, BRICK, BRICK_DARK, IRON = "#b3b2a8", "#7f8584", "#9d6a52", "#83543f", "#4a5256"


@dataclass(frozen=True)
class Look:
    """A house's colours, and which of its four openings are lit at night: upper left, upper right, lower, door."""

    wall: str
    roof: str
    door: str
    lit: frozenset[int] = frozenset()


def sky(canvas: Canvas, down_to: float, *, night: bool) -> None:
    upper, lower = ("#10192c", "#2d3a55") if night else ("#b4d0df", "#ebf0e7")
    canvas.fade([(0, 0), (1280, 0), (1280, down_to), (0, down_to)], upper, lower, lit=True)
    if night:
        for star in range(26):
            x, y = (star * 397 + 71) % 1280, (star * 151 + 23) % int(down_to * 0.62)
            canvas.oval(x, y, 1.1, 1.1, "#cfd8ea", 0.35 + star % 4 * 0.15, lit=True)


def window(canvas: Canvas, x: float, y: float, width: float, height: float, *, lit: bool, rows: int = 2) -> None:
    canvas.rect(x - 3, y - 3, width + 6, height + 6, FRAME)
    canvas.rect(x, y, width, height, LIGHT if lit else GLASS, lit=lit)
    if not lit:
        canvas.fill([(x, y), (x + width * 0.62, y), (x + width * 0.2, y + height), (x, y + height)], "#6b8391", 0.5)
    canvas.rect(x + width / 2 - 1, y, 2, height, FRAME)
    if rows > 1:
        canvas.rect(x, y + height / 2 - 1, width, 2, FRAME)
    canvas.rect(x - 5, y + height + 3, width + 10, 3, "#cfc8b8")


def house(canvas: Canvas, x: float, ground: float, width: float, height: float, look: Look, *, night: bool) -> None:
    """A house with two floors; its door is under a fanlight."""
    top, rise = ground - height, width * 0.34
    canvas.rect(x + width * 0.76, top - rise * 0.94, width * 0.095, rise * 0.8, look.roof)
    canvas.rect(x + width * 0.75, top - rise * 0.98, width * 0.115, 5, "#8a5a46")
    canvas.rect(x, top, width, height, look.wall)
    canvas.fade([(x, top), (x + width, top), (x + width, top + 26), (x, top + 26)], "#3b3a36", look.wall)
    canvas.fill([(x - 12, top), (x + width * 0.5, top - rise), (x + width + 12, top)], look.roof)
    canvas.fill([(x + width * 0.5, top - rise), (x + width + 12, top), (x + width * 0.62, top)], "#000000", 0.10)
    canvas.rect(x - 12, top - 1, width + 24, 6, FRAME)
    lit = look.lit if night else frozenset()
    size, upper = (width * 0.2, height * 0.26), top + height * 0.13
    window(canvas, x + width * 0.13, upper, *size, lit=0 in lit)
    window(canvas, x + width * 0.64, upper, *size, lit=1 in lit)
    window(canvas, x + width * 0.58, top + height * 0.53, width * 0.3, height * 0.3, lit=2 in lit, rows=1)
    _door(canvas, x + width * 0.19, ground, width * 0.165, height * 0.4, look.door, lit=3 in lit)


def _door(canvas: Canvas, x: float, ground: float, width: float, height: float, ink: str, *, lit: bool) -> None:
    half, top = width / 2, ground - height
    canvas.rect(x - 4, top, width + 8, height, FRAME)
    canvas.fill(ellipse(x + half, top, half + 4, half + 4, 180, 360), FRAME)
    canvas.fill(ellipse(x + half, top, half, half, 180, 360), LIGHT if lit else GLASS, lit=lit)
    for turn in (-0.6, 0.0, 0.6):
        canvas.line([(x + half, top), (x + half + half * turn, top - half * (1 - abs(turn) * 0.35))], FRAME, 1.5)
    canvas.rect(x, top, width, height, ink)
    canvas.rect(x + width * 0.16, top + height * 0.1, width * 0.68, height * 0.32, "#000000", 0.14)
    canvas.rect(x + width * 0.16, top + height * 0.52, width * 0.68, height * 0.36, "#000000", 0.14)
    canvas.oval(x + width * 0.86, top + height * 0.5, 2, 2, "#e9d9a6")


def tree(canvas: Canvas, x: float, ground: float, size: float) -> None:
    """`size`: half the breadth of its crown."""
    canvas.rect(x - size * 0.13, ground - size * 1.5, size * 0.26, size * 1.5, TRUNK)
    canvas.rect(x + size * 0.02, ground - size * 1.5, size * 0.11, size * 1.5, "#000000", 0.14)
    middle = ground - size * 2.05
    for right, down, half in ((-0.62, 0.4, 0.66), (0.64, 0.34, 0.64), (0.02, 0.5, 0.7)):
        canvas.oval(x + size * right, middle + size * down, size * half, size * half * 0.95, LEAF_DARK)
    for right, down, half in ((-0.42, 0.0, 0.62), (0.4, -0.06, 0.6), (0.02, -0.48, 0.68), (0.06, 0.2, 0.66)):
        canvas.oval(x + size * right, middle + size * down, size * half, size * half * 0.96, LEAF)
    canvas.oval(x - size * 0.3, middle - size * 0.48, size * 0.36, size * 0.28, "#6b9650", 0.55)


def lamp(canvas: Canvas, x: float, ground: float, height: float, *, night: bool) -> None:
    top = ground - height
    canvas.line([(x, ground), (x, top + 12), (x + 12, top), (x + 46, top)], IRON, 7)
    canvas.path(f"M{x + 34} {top - 6}h44l-9 15h-28z", IRON)
    if night:
        canvas.oval(x + 55, top + 9, 16, 4, "#fff2c9", lit=True)
        canvas.glow(x + 55, top + 14, 190, "#ffd58a", 0.62)


def road(canvas: Canvas, top: float, height: float) -> None:
    """Far pavement, road with a dashed middle, near pavement."""
    canvas.rect(0, top - 12, 1280, 14, KERB)
    canvas.fade([(0, top), (1280, top), (1280, top + height), (0, top + height)], "#7a807f", "#868c8a")
    for x in range(14, 1280, 88):
        canvas.rect(x, top + height * 0.5 - 1.5, 48, 3, "#c9c8bd", 0.5)
    canvas.rect(0, top + height, 1280, 24, KERB)
    canvas.rect(0, top + height, 1280, 3, "#d3d2c8")


def bricks(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.rect(x, y, width, height, BRICK)
    rows = max(2, round(height / 12))
    for row in range(rows):
        line = y + row * height / rows
        canvas.rect(x, line, width, 1.6, BRICK_DARK)
        start = x + (14 if row % 2 else 34)
        while start < x + width:
            canvas.rect(start, line, 1.6, height / rows, BRICK_DARK)
            start += 42
    canvas.rect(x, y - 3, width, 9, "#cdbba6")
    canvas.rect(x, y + 6, width, 3, "#000000", 0.18)


def shrub(canvas: Canvas, x: float, y: float, size: float, *, flowers: bool) -> None:
    canvas.oval(x, y + size * 0.5, size * 1.1, size * 0.3, "#000000", 0.16)
    canvas.oval(x, y, size, size * 0.66, "#3f6440")
    canvas.oval(x + size * 0.18, y - size * 0.2, size * 0.66, size * 0.4, LEAF)
    if flowers:
        for right, down in ((-0.5, -0.1), (0.05, -0.45), (0.42, -0.05), (-0.05, 0.05), (0.2, 0.32), (-0.35, 0.28)):
            canvas.oval(x + size * right, y + size * down, size * 0.085, size * 0.085, "#ece6f6")
