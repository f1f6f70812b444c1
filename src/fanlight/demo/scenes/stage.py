"""A scene's frames: the still picture drawn once, actors put into it between what stands behind and before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.demo.scenes.acts import Act, Drive
from fanlight.demo.scenes.canvas import Canvas, Picture, by_day, by_night
from fanlight.demo.scenes.place import HEIGHT, WIDTH, Light, Place

Part = tuple[slice, slice]  # rows, columns; even numbers, as the colour planes need them

NOISES = 6
"""Different pictures of sensor noise, taken in turn."""
DAY_NOISE, NIGHT_NOISE = 1.3, 2.0  # standard deviation in grey levels


@dataclass(frozen=True)
class Overlay:
    """Something with an outline, put over a picture: its colours and what they leave of the picture."""

    ground: float
    colours: Picture  # premultiplied
    leaves: Picture  # 255 - alpha, three times

    @classmethod
    def of(cls, ground: float, drawn: Picture) -> Overlay:
        leaves = cv2.cvtColor(255 - drawn[..., 3], cv2.COLOR_GRAY2BGR)
        return cls(ground, np.ascontiguousarray(drawn[..., :3]), _picture(leaves))

    def onto(self, picture: Picture, part: Part | None = None) -> Picture:
        colours, leaves = (self.colours, self.leaves) if part is None else (self.colours[part], self.leaves[part])
        return _picture(cv2.add(cv2.multiply(picture, leaves, scale=1 / 255), colours))


class Stage:
    """One place in one light; `frame` is the picture at a moment as planes of Y, U and V."""

    def __init__(self, place: Place, light: Light, acts: Sequence[Act], seed: int) -> None:
        self.place, self.light, self.acts = place, light, tuple(acts)
        self._mood = by_night if light.night else by_day
        self._behind = self._draw(place.behind)[..., :3].copy()
        self._fronts = [Overlay.of(ground, self._draw(front)) for ground, front in place.fronts]
        self._rim = Overlay.of(HEIGHT, self._draw(place.rim)) if place.rim is not None else None
        self._exposure = exposure(place, light)
        whole = self._finish(self._behind, self._fronts, (slice(0, HEIGHT), slice(0, WIDTH)))
        self.still = whole
        planes = _picture(cv2.cvtColor(whole, cv2.COLOR_BGR2YUV_I420))
        random = np.random.default_rng(seed)
        strength = NIGHT_NOISE if light.night else DAY_NOISE
        self._noise = [random.normal(0, strength, (HEIGHT, WIDTH)).astype(np.float32) for _ in range(NOISES)]
        self._stills = [self._noisy(planes, noise) for noise in self._noise]

    def is_quiet(self, start: float, end: float) -> bool:
        return not any(act.stops[0][0] < end and start < act.stops[-1][0] for act in self.acts)

    def frame(self, seconds: float, number: int) -> Picture:
        """Planes one below the other (I420), 1.5 times as high as the picture."""
        planes = self._stills[number % NOISES]
        on = [act for act in self.acts if act.stops[0][0] <= seconds < act.stops[-1][0]]
        if not on:
            return planes
        planes = planes.copy()
        for group, part in self._parts(on, seconds):
            drawn = [*self._fronts, *(self._actor(act, seconds, part) for act in group)]
            self._insert(planes, self._finish(self._behind[part], drawn, part), part, self._noise[number % NOISES])
        return planes

    def _draw(self, drawing: Any) -> Picture:
        canvas = Canvas.blank(WIDTH, HEIGHT, self._mood)
        drawing(canvas, self.light)
        return canvas.shown()

    def _finish(self, behind: Picture, overlays: Sequence[Overlay], part: Part) -> Picture:
        """`behind` is cut already; overlays as large as the frame are cut here, actors have the part's own size."""
        picture = behind
        for overlay in sorted(overlays, key=lambda one: one.ground):
            picture = overlay.onto(picture, part if overlay.colours.shape[0] == HEIGHT else None)
        picture = _picture(cv2.multiply(picture, self._exposure[part], dtype=cv2.CV_8U))
        return self._rim.onto(picture, part) if self._rim is not None else picture

    def _parts(self, acts: Sequence[Act], seconds: float) -> list[tuple[list[Act], Part]]:
        """Actors with the part of the frame that they need; those that overlap share one."""
        groups: list[tuple[list[Act], tuple[float, float, float, float]]] = []
        for act in acts:
            box, members = act.box(seconds, self._scale(act, seconds)), [act]
            for other in [group for group in groups if _overlap(group[1], box)]:
                groups.remove(other)
                members = other[0] + members
                box = (*map(min, other[1][:2], box[:2]), *map(max, other[1][2:], box[2:]))  # type: ignore[assignment]
            groups.append((members, box))
        return [(members, part) for members, box in groups if (part := _cut(box)) is not None]

    def _scale(self, act: Act, seconds: float) -> float:
        return 1.0 if isinstance(act, Drive) else self.place.scale(act.ground(seconds))

    def _actor(self, act: Act, seconds: float, part: Part) -> Overlay:
        rows, columns = part
        canvas = Canvas.blank(columns.stop - columns.start, rows.stop - rows.start, self._mood)
        scale, ground = self._scale(act, seconds), act.ground(seconds)
        x = act.box(seconds, scale)
        middle = (x[0] + x[2]) / 2
        act.draw(canvas.at(middle - columns.start, ground - rows.start, scale), seconds)
        return Overlay.of(ground, canvas.shown())

    def _insert(self, planes: Picture, picture: Picture, part: Part, noise: NDArray[np.float32]) -> None:
        rows, columns = part
        own = _picture(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420))
        high, wide = picture.shape[:2]
        planes[rows, columns] = cv2.add(own[:high], noise[part], dtype=cv2.CV_8U)
        chroma = planes[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
        inner = own[high:].reshape(2, high // 2, wide // 2)
        top, left = rows.start // 2, columns.start // 2
        chroma[:, top : top + high // 2, left : left + wide // 2] = inner

    def _noisy(self, planes: Picture, noise: NDArray[np.float32]) -> Picture:
        made = planes.copy()
        made[:HEIGHT] = cv2.add(planes[:HEIGHT], noise, dtype=cv2.CV_8U)
        return made


def exposure(place: Place, light: Light) -> NDArray[np.float32]:
    """How bright each pixel comes out: darker corners as of a cheap lens, and the demo's lamp."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    far = np.hypot((columns - WIDTH / 2) / WIDTH, (rows - HEIGHT * 0.48) / HEIGHT) / 0.75
    corner = 1 - 0.40 * np.clip((far - 0.62) / 0.38, 0, 1)
    made = np.repeat(corner[..., None], 3, axis=2)
    if light.lamp and place.lamp is not None:
        lamp = place.lamp
        near = np.clip(1 - np.hypot((columns - lamp.x) / lamp.wide, (rows - lamp.y) / lamp.high), 0, 1)
        warm = np.array((0.7, 1.5, 2.1) if light.night else (-0.10, 0.16, 0.32), np.float32)
        made = made * (1 + (near**0.8)[..., None] * warm)
    return made.astype(np.float32)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] + 4 and other[0] < one[2] + 4 and one[1] < other[3] + 4 and other[1] < one[3] + 4


def _cut(box: tuple[float, float, float, float]) -> Part | None:
    """Rows come in fours: OpenCV's planes need it."""
    left, top = max(0, int(box[0]) // 4 * 4), max(0, int(box[1]) // 4 * 4)
    right, bottom = min(WIDTH, int(box[2]) // 4 * 4 + 8), min(HEIGHT, int(box[3]) // 4 * 4 + 8)
    return (slice(top, bottom), slice(left, right)) if right > left and bottom > top else None


def _picture(image: Any) -> Picture:
    return np.asarray(image, np.uint8)
