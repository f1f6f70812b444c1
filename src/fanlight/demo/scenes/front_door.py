"""The doorbell's view: a path through a small front garden to the gate, and the street behind."""

from __future__ import annotations

from fanlight.demo.scenes.canvas import Canvas
from fanlight.demo.scenes.place import Lamp, Light, Place
from fanlight.demo.scenes.street import (
    BRICK_DARK,
    IRON,
    LEAF,
    LEAF_DEEP,
    Look,
    bricks,
    house,
    lamp,
    road,
    shrub,
    sky,
    tree,
)
from fanlight.demo.scenes.vehicles import Paint, draw_car_side

WALL_TOP, LAWN = 456.0, 500.0
GATE_LEFT, GATE_RIGHT = 582.0, 704.0
GREY_CAR = Paint("#9fb4bd", "#6f8792", "#b5c6cd")

BRICK_HOUSE = Look("#b9745a", "#5a5150", "#14483b", frozenset({0, 3}))
CREAM_HOUSE = Look("#d9c9ad", "#6b5148", "#7d2f28", frozenset({2}))
GREY_HOUSE = Look("#8f9a97", "#4a5256", "#2f4a6b", frozenset({1}))


def _behind(canvas: Canvas, light: Light) -> None:
    sky(canvas, 380, night=light.night)
    if not light.night:
        for x, y, size in ((190, 88, 60), (250, 96, 44), (905, 62, 70), (980, 72, 48)):
            canvas.oval(x, y, size * 1.5, size * 0.2, "#f4f6f1", 0.55)
    for x, size in ((30, 62), (345, 58), (770, 74), (1246, 70)):
        tree(canvas, x, 374, size)
    house(canvas, 84, 374, 226, 148, BRICK_HOUSE, night=light.night)
    house(canvas, 442, 374, 268, 166, CREAM_HOUSE, night=light.night)
    house(canvas, 872, 374, 246, 150, GREY_HOUSE, night=light.night)
    for x, size in ((388, 40), (822, 44), (1166, 50)):
        tree(canvas, x, 380, size)
    road(canvas, 384, 62)
    draw_car_side(canvas.at(952, 405, 0.96), GREY_CAR, 0.4, lights=False)
    lamp(canvas, 262, 468, 250, night=light.night)
    _garden(canvas)


def _garden(canvas: Canvas) -> None:
    canvas.fade([(0, 468), (1280, 468), (1280, 720), (0, 720)], "#7fa05a", "#587f42")
    for left in range(-700, 1900, 170):
        stripe = [(640 + (left - 640) * 0.34, LAWN), (640 + (left - 560) * 0.34, LAWN), (left + 80, 720), (left, 720)]
        canvas.fill(stripe, "#8fb068", 0.10)
    canvas.fade([(590, 474), (696, 474), (940, 720), (344, 720)], "#aa9e8a", "#c7bca8")
    edges = [(474 + 246 * (step / 7) ** 1.7) for step in range(1, 7)]
    for number, y in enumerate([474.0, *edges]):
        half = 53 + (y - 474) * 245 / 246
        middle = 643 + (y - 474) * -1 / 246
        canvas.line([(middle - half, y), (middle + half, y)], "#000000", 1.4 + (y - 474) / 120, opacity=0.16)
        after = 474 + 246 * (min(number + 1, 7) / 7) ** 1.7
        wide = 53 + (after - 474)
        for share in (-0.33, 0.33) if number % 2 else (0.0,):
            canvas.line([(middle + half * share, y), (642 + wide * share, after)], "#000000", 1.8, opacity=0.13)


def _wall(canvas: Canvas, light: Light) -> None:
    bricks(canvas, 0, WALL_TOP, GATE_LEFT - 8, LAWN - WALL_TOP)
    bricks(canvas, GATE_RIGHT + 8, WALL_TOP, 1280 - GATE_RIGHT - 8, LAWN - WALL_TOP)
    for x in (GATE_LEFT - 12, GATE_RIGHT - 12):
        canvas.rect(x, 434, 24, 72, BRICK_DARK)
        canvas.rect(x + 15, 434, 9, 72, "#000000", 0.16)
        canvas.rect(x - 5, 426, 34, 10, "#efe9dc")
        canvas.rect(x - 5, 433, 34, 3, "#000000", 0.18)
    canvas.line([(598, 440), (618, 452), (618, 508), (598, 502)], IRON, 3.6)
    for x in (604.0, 611.0):
        canvas.line([(x, 444 + (x - 598) * 0.6), (x, 504 + (x - 598) * 0.2)], IRON, 2.6)


def _borders(canvas: Canvas, light: Light) -> None:
    for side in (-1, 1):
        for step in range(5):
            depth = (step / 4) ** 1.5
            y = 512 + 152 * depth
            half = 53 + (y - 474) + 26 + 34 * depth
            shrub(canvas, 642 + side * half, y, 17 + 31 * depth, flowers=True)


def _pot(canvas: Canvas, light: Light) -> None:
    canvas.oval(1142, 716, 120, 22, "#000000", 0.22)
    canvas.path("M1080 636h128l-16 90h-96z", "#a4583a")
    canvas.path("M1160 636h48l-16 90h-30z", "#000000", 0.14)
    canvas.path("M1070 622h148v22h-148z", "#b0623f")
    canvas.path("M1070 640h148v6h-148z", "#000000", 0.2)
    canvas.oval(1144, 562, 79, 73, "#3f6440")
    canvas.oval(1128, 540, 56, 47, LEAF)
    canvas.oval(1114, 520, 28, 20, "#6b9650", 0.6)
    canvas.oval(1176, 584, 34, 30, LEAF_DEEP)


def _rim(canvas: Canvas, light: Light) -> None:
    canvas.path("M0 0H1280V22Q640 -4 0 26Z", "#2b2f2c")
    canvas.path("M0 0H42Q28 360 38 720H0Z", "#2b2f2c")
    canvas.path("M38 0H54Q42 360 50 720H38Q26 360 38 0Z", "#ffffff", 0.07)
    if light.lamp:
        canvas.path("M1196 0h64v20q0 26-32 26q-32 0-32-26z", "#ffe7ae", lit=True)
        canvas.glow(1228, 26, 200, "#ffdf9a", 0.9)


FRONT_DOOR = Place(
    behind=_behind,
    fronts=((LAWN - 8, _wall), (560.0, _borders), (712.0, _pot)),
    rim=_rim,
    horizon=385,
    growth=1.32,
    lamp=Lamp(690, 640, 620, 330),
)
