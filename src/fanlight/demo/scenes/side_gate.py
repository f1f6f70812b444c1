"""The side gate's view: the passage between brick wall and boards, with the bins."""

from __future__ import annotations

from fanlight.demo.scenes.canvas import Canvas
from fanlight.demo.scenes.place import Light, Place
from fanlight.demo.scenes.street import sky, tree

FAR = (520.0, 180.0, 762.0, 352.0)  # the gate: left, top, right, ground


def _behind(canvas: Canvas, light: Light) -> None:
    left, _, right, ground = FAR
    sky(canvas, 330, night=light.night)
    for x, size in ((560, 56), (636, 66), (718, 54)):
        tree(canvas, x, 262, size)
    canvas.fade([(left, ground), (right, ground), (1180, 720), (90, 720)], "#b3a894", "#c4b9a5")
    for step in range(1, 7):
        y = ground + (720 - ground) * (step / 7) ** 1.8
        share = (y - ground) / (720 - ground)
        canvas.line([(left - 430 * share, y), (right + 418 * share, y)], "#000000", 1 + 2.4 * share, opacity=0.14)
    canvas.fade([(right, ground), (1280, 632), (1280, 720), (1170, 720)], "#8d8a70", "#7d8a5c")
    _brick_wall(canvas)
    _boards(canvas)
    _gate(canvas, light)


def _brick_wall(canvas: Canvas) -> None:
    left, _, _, ground = FAR
    canvas.fade([(0, 0), (left, 148), (left, ground), (96, 720), (0, 720)], "#a8674c", "#8a543d")
    for step in range(19):
        share = step / 18
        canvas.line([(0, 26 + 760 * share), (left, 150 + (ground - 150) * share)], "#7c4a35", 1.6)
    for course in range(18):
        upper = [(26 + 760 * (course + part) / 18, 150 + (ground - 150) * (course + part) / 18) for part in (0, 1)]
        for brick in range(11):
            along = 1 - (1 - (brick + (course % 2) * 0.5) / 11.5) ** 1.6
            ends = [(left * along, near + (far - near) * along) for near, far in upper]
            canvas.line(ends, "#7c4a35", 1.3, opacity=0.55)
    canvas.path(f"M0 0L{left} 148v8L0 14z", "#cdbba6")


def _boards(canvas: Canvas) -> None:
    _, _, right, ground = FAR
    canvas.fade([(right, 166), (1280, 36), (1280, 640), (right, ground)], "#b5a893", "#9a8e7b")
    for step in range(11):
        share = (step / 10) ** 1.5
        x = right + 518 * share
        canvas.line([(x, 166 - 130 * share), (x, ground + 288 * share)], "#857a69", 1.2 + 3.4 * share)
    canvas.path(f"M{right} 162L1280 28v12L{right} 170z", "#d0c6b4")


def _gate(canvas: Canvas, light: Light) -> None:
    left, top, right, ground = FAR
    canvas.fade([(left, top), (right, top), (right, ground), (left, ground)], "#1b5546", "#103b31")
    for step in range(1, 6):
        x = left + (right - left) * step / 6
        canvas.line([(x, top), (x, ground)], "#0c2c25", 2)
    for y in (top + 30, ground - 34):
        canvas.rect(left, y, right - left, 9, "#0e352c")
    canvas.rect(left - 6, top - 6, 8, ground - top + 6, "#3f372d")
    canvas.rect(right - 2, top - 6, 8, ground - top + 6, "#3f372d")
    canvas.oval(right - 26, top + 84, 6, 6, "#d9d3c2")
    if light.night:
        canvas.glow(640, 120, 260, "#ffd58a", 0.28)


def _bins(canvas: Canvas, light: Light) -> None:
    canvas.oval(976, 584, 150, 22, "#000000", 0.26)
    for x, body, dark in ((858, "#2f5540", "#234131"), (972, "#76899a", "#5c6e7e")):
        canvas.path(f"M{x} 396h106l-12 186h-82z", body)
        canvas.path(f"M{x + 72} 396h34l-12 186h-22z", dark)
        for stripe in (26, 50):
            canvas.line([(x + stripe, 412), (x + stripe + 3, 566)], dark, 2.4)
        canvas.path(f"M{x - 7} 380h120v14q0 6 -6 6h-108q-6 0 -6 -6z", "#454c4f")
        canvas.rect(x - 7, 380, 120, 5, "#6b7377")
        for wheel in (20, 86):
            canvas.oval(x + wheel, 580, 13, 13, "#16191b")
            canvas.oval(x + wheel, 580, 5, 5, "#5f676b")


SIDE_GATE = Place(behind=_behind, fronts=((584.0, _bins),), rim=None, horizon=152, growth=0.74)
