"""The garden's view: lawn, table, shed and fence behind the house."""

from __future__ import annotations

from fanlight.demo.scenes.canvas import Canvas
from fanlight.demo.scenes.place import Light, Place
from fanlight.demo.scenes.street import Look, house, shrub, sky, tree

CREAM = Look("#d9c9ad", "#6b5148", "#7d2f28", frozenset({0}))
BRICK = Look("#b9745a", "#5a5150", "#14483b", frozenset({1, 2}))


def _behind(canvas: Canvas, light: Light) -> None:
    sky(canvas, 240, night=light.night)
    house(canvas, 96, 234, 246, 150, CREAM, night=light.night)
    house(canvas, 872, 234, 282, 160, BRICK, night=light.night)
    for x, size in ((46, 62), (470, 58), (640, 46), (790, 62), (1214, 72)):
        tree(canvas, x, 236, size)
    _fence(canvas)
    canvas.fade([(0, 330), (1280, 330), (1280, 720), (0, 720)], "#86a860", "#5c8345")
    for left in range(-1500, 2700, 300):
        near = [(left, 720), (left + 150, 720)]
        far = [(640 + (x - 640) * 0.3, 332) for x, _ in reversed(near)]
        canvas.fill([*near, *far], "#9ab972", 0.22)
    for x, y, size in (
        (30, 336, 46),
        (132, 344, 40),
        (470, 338, 42),
        (548, 346, 36),
        (640, 340, 44),
        (736, 344, 38),
        (850, 342, 44),
    ):
        shrub(canvas, x, y, size, flowers=x % 4 == 0)
    _shed(canvas)


def _fence(canvas: Canvas) -> None:
    canvas.fade([(0, 226), (1280, 226), (1280, 336), (0, 336)], "#a8704f", "#8d5a3e")
    for x in range(10, 1280, 27):
        canvas.line([(x, 226), (x, 336)], "#7a4d35", 1.8)
    canvas.rect(0, 220, 1280, 8, "#c39a78")
    canvas.rect(0, 306, 1280, 6, "#7a4d35")


def _shed(canvas: Canvas) -> None:
    canvas.oval(1082, 394, 150, 12, "#000000", 0.20)
    canvas.rect(960, 204, 242, 190, "#8c9897")
    for x in range(970, 1200, 20):
        canvas.line([(x, 206), (x, 392)], "#76827f", 1.8)
    canvas.path("M942 208L1081 128L1220 208z", "#5a5150")
    canvas.path("M1081 128L1220 208H1110z", "#000000", 0.12)
    canvas.rect(1040, 262, 78, 132, "#84543f")
    canvas.rect(1078, 262, 2.4, 132, "#6a412f")
    canvas.oval(1071, 330, 3, 3, "#d9c9a6")
    for x in (980, 1142):
        canvas.rect(x - 3, 259, 44, 44, "#efe9dc")
        canvas.rect(x, 262, 38, 38, "#4f6674")


def _apple_tree(canvas: Canvas, light: Light) -> None:
    canvas.oval(240, 560, 210, 30, "#000000", 0.20)
    canvas.path("M226 562q8 -90 2 -170h28q-4 90 8 170z", "#6a4f3b")
    tree(canvas, 240, 470, 104)
    for x, y in ((180, 268), (226, 230), (290, 300), (252, 340), (310, 246), (196, 336)):
        canvas.oval(x, y, 7, 7, "#b5443a")


def _table(canvas: Canvas, light: Light) -> None:
    canvas.oval(806, 566, 192, 24, "#000000", 0.24)
    canvas.line([(640, 470), (640, 566)], "#3f4648", 6)
    canvas.line([(640, 522), (688, 522), (688, 566)], "#3f4648", 6)
    for left, right in ((712, 700), (900, 916), (764, 760), (852, 862)):
        canvas.line([(left, 492), (right, 564)], "#a89878", 6)
    canvas.path("M694 482H906L924 500H676z", "#efe6d2")
    canvas.rect(676, 500, 248, 7, "#cbb893")
    canvas.oval(786, 488, 15, 5, "#5f8f9c")
    canvas.rect(777, 474, 18, 14, "#5f8f9c")


GARDEN = Place(behind=_behind, fronts=((560.0, _apple_tree), (562.0, _table)), rim=None, horizon=190, growth=0.66)
