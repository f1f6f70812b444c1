"""The drive's view: the household's car between hedge and fence, and the street beyond."""

from __future__ import annotations

from fanlight.demo.scenes.canvas import Canvas
from fanlight.demo.scenes.place import Light, Place
from fanlight.demo.scenes.street import Look, house, road, sky, tree
from fanlight.demo.scenes.vehicles import Paint, draw_car_behind

BLUE_CAR = Paint("#385a75", "#2a435a", "#4a6d88")
GREY_HOUSE = Look("#8f9a97", "#4a5256", "#2f4a6b", frozenset({1, 3}))
BRICK_HOUSE = Look("#b9745a", "#5a5150", "#14483b", frozenset({2}))
CAR_AT = (630.0, 574.0)


def _behind(canvas: Canvas, light: Light) -> None:
    sky(canvas, 240, night=light.night)
    for x, size in ((118, 66), (300, 50), (716, 62), (950, 72)):
        tree(canvas, x, 238, size)
    house(canvas, 432, 236, 208, 118, GREY_HOUSE, night=light.night)
    house(canvas, 1030, 236, 206, 116, BRICK_HOUSE, night=light.night)
    road(canvas, 244, 44)
    canvas.fade([(0, 306), (1280, 306), (1280, 720), (0, 720)], "#7fa05a", "#587f42")
    canvas.fade([(424, 306), (862, 306), (1150, 720), (120, 720)], "#9a9d9a", "#b7b8b2")
    for y in (352, 426, 528, 660):
        share = (y - 306) / 414
        canvas.line([(424 - 304 * share, y), (862 + 288 * share, y)], "#000000", 1.5 + 2 * share, opacity=0.13)
    for share in (0.33, 0.66):
        canvas.line([(424 + 438 * share, 306), (120 + 1030 * share, 720)], "#000000", 2.4, opacity=0.10)
    _hedge(canvas)
    _fence(canvas)


def _hedge(canvas: Canvas) -> None:
    canvas.path("M0 318Q90 298 200 306Q330 296 470 314L120 690L0 720z", "#4a7340")
    canvas.path("M470 314L96 720H0V560Q180 380 470 314z", "#3a5f3a")
    for x, y, size in ((60, 330, 40), (150, 322, 34), (240, 324, 30), (330, 320, 24), (400, 318, 18)):
        canvas.oval(x, y, size, size * 0.5, "#57823f")
    for x, y, size in ((70, 470, 26), (150, 430, 22), (40, 590, 34), (230, 390, 18), (120, 560, 24), (310, 356, 13)):
        canvas.oval(x, y, size, size * 0.62, "#456e3f")


def _fence(canvas: Canvas) -> None:
    canvas.fade([(900, 262), (1280, 330), (1280, 560), (900, 318)], "#a8704f", "#8d5a3e")
    for step in range(13):
        share = (step / 12) ** 1.35
        x = 900 + 380 * share
        canvas.line([(x, 262 + 68 * share), (x, 318 + 242 * share)], "#6f452e", 1.2 + 3 * share)
    canvas.line([(896, 261), (1280, 329)], "#c9a98c", 5)
    canvas.line([(900, 280), (1280, 392)], "#7d5138", 3)


def _car(canvas: Canvas, light: Light) -> None:
    draw_car_behind(canvas.at(*CAR_AT, 1.72), BLUE_CAR, lights=False)


def _eaves(canvas: Canvas, light: Light) -> None:
    canvas.path("M0 0H1280V42Q640 16 0 18Z", "#2b2f2c")
    canvas.path("M0 18Q640 16 1280 42V47Q640 21 0 23z", "#4a4f4b")


DRIVE = Place(behind=_behind, fronts=((560.0, _car),), rim=_eaves, horizon=196, growth=0.76)
