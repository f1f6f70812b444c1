"""Cars from the side and from behind; a side is 200 units long, wheels on the origin's line."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

from fanlight.demo.scenes.canvas import Canvas

GLASS, TYRE, RIM = "#4f6674", "#16191b", "#8b9296"


@dataclass(frozen=True)
class Paint:
    body: str
    dark: str
    light: str


def draw_car_side(canvas: Canvas, paint: Paint, roll: float, *, lights: bool) -> None:
    """Driving to the right; `roll` turns the wheels, in radians."""
    canvas.oval(100, 1, 104, 7, "#000000", 0.30)
    canvas.path(
        "M4 -14C2 -30 6 -37 20 -39L50 -43C64 -62 78 -68 98 -68H122C142 -68 154 -58 166 -43L186 -39"
        "C197 -36 199 -26 197 -14Z",
        paint.body,
    )
    canvas.path("M50 -43C64 -62 78 -68 98 -68H122C142 -68 154 -58 166 -43L160 -41H56z", paint.light)
    canvas.path("M60 -43C70 -57 80 -62 94 -62H101V-43Z", GLASS)
    canvas.path("M107 -43V-62H122C136 -62 146 -55 154 -43Z", GLASS)
    canvas.path("M64 -43C72 -54 80 -60 90 -62L82 -43Z", "#8ea3ad", 0.5)
    canvas.path("M4 -14C3 -24 4 -28 7 -30L195 -28C198 -24 198 -20 197 -14Z", paint.dark)
    canvas.rect(103, -62, 1.6, 44, paint.dark)
    canvas.rect(110, -39, 9, 2, paint.dark)
    for x in (46.0, 155.0):
        canvas.oval(x, -14, 19, 17, "#20262a")
        canvas.oval(x, -13, 15.5, 15.5, TYRE)
        canvas.oval(x, -13, 8.6, 8.6, RIM)
        for spoke in range(5):
            turn = roll + spoke * 1.2566
            canvas.line([(x, -13), (x + 7.6 * cos(turn), -13 + 7.6 * sin(turn))], "#5f676b", 1.8)
    canvas.path("M188 -36l7 2.4v7.4h-9z", "#f6e7b8", lit=lights)
    canvas.path("M5 -34l8 -3v9h-9z", "#c23a30" if lights else "#a8342b", lit=lights)
    if lights:
        canvas.glow(196, -31, 46, "#ffe9b0", 0.75, flat=0.6)
        canvas.glow(4, -32, 20, "#ff5a48", 0.6)


def draw_car_behind(canvas: Canvas, paint: Paint, *, lights: bool) -> None:
    """200 units broad, standing on the origin."""
    canvas.oval(0, 0, 122, 14, "#000000", 0.34)
    for side in (-1, 1):
        canvas.rect(side * 71 - 18, -20, 36, 22, TYRE)
    canvas.path(
        "M-100 -20C-104 -60 -102 -84 -92 -96L-70 -142C-64 -152 -52 -156 -40 -156H40"
        "C52 -156 64 -152 70 -142L92 -96C102 -84 104 -60 100 -20Q98 -12 90 -12H-90Q-98 -12 -100 -20z",
        paint.body,
    )
    canvas.path("M-70 -142C-64 -152 -52 -156 -40 -156H40C52 -156 64 -152 70 -142L66 -139H-66z", paint.light)
    canvas.path("M-62 -140C-58 -146 -50 -148 -40 -148H40C50 -148 58 -146 62 -140L78 -98Q0 -90 -78 -98z", GLASS)
    canvas.path("M-50 -146L-8 -148L-44 -95L-76 -98z", "#8ea3ad", 0.42)
    canvas.path("M-101 -46Q0 -40 101 -46L100 -20Q98 -12 90 -12H-90Q-98 -12 -100 -20z", paint.dark)
    for side in (-1, 1):
        canvas.fill(
            [(side * 98, -84), (side * 70, -80), (side * 72, -58), (side * 100, -60)],
            "#d43c31" if lights else "#b5362c",
            lit=lights,
        )
        canvas.fill([(side * 99, -68), (side * 71, -66), (side * 72, -60), (side * 100, -62)], "#f0d9c2")
        if lights:
            canvas.glow(side * 85, -72, 60, "#ff4a38", 0.7)
    canvas.rect(-26, -66, 52, 16, "#efeadb")
    canvas.rect(-26, -66, 52, 2, "#000000", 0.15)
    canvas.rect(-14, -84, 28, 5, paint.dark)
