"""Drawing with plain shapes: filled outlines, gradients and glows on a picture of four premultiplied channels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import comb
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
Colour = tuple[float, float, float]  # blue, green, red

FINER = 2
"""Pixels drawn for each pixel shown, each way: edges of moving things stay smooth."""
SHIFT = 4  # bits of a pixel's fraction that OpenCV takes

TOKEN = re.compile(r"[MLHVCQZmlhvcqz]|-?\d*\.?\d+")


def colour(text: str) -> Colour:
    """`#rrggbb` as blue, green, red."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return float(blue), float(green), float(red)


def by_day(one: Colour) -> Colour:
    return one


def by_night(one: Colour) -> Colour:
    """Little light, and what there is is blue."""
    blue, green, red = one
    grey = 0.114 * blue + 0.587 * green + 0.299 * red
    mixed = [0.62 * part + 0.38 * grey for part in (blue, green, red)]
    return mixed[0] * 0.45 + 22, mixed[1] * 0.39 + 13, mixed[2] * 0.35 + 10


@dataclass(frozen=True)
class Canvas:
    """A place on a picture: shapes are given in its own units, `at` makes another place on the same picture."""

    image: Picture
    mood: Callable[[Colour], Colour] = by_day
    across: float = FINER
    down: float = FINER
    left: float = 0.0
    top: float = 0.0

    @classmethod
    def blank(cls, width: int, height: int, mood: Callable[[Colour], Colour] = by_day) -> Canvas:
        return cls(np.zeros((height * FINER, width * FINER, 4), np.uint8), mood)

    def at(self, x: float, y: float, scale: float = 1.0, *, mirrored: bool = False) -> Canvas:
        across = -self.across * scale if mirrored else self.across * scale
        left, top = self.left + x * self.across, self.top + y * self.down
        return replace(self, across=across, down=self.down * scale, left=left, top=top)

    def shown(self) -> Picture:
        """The picture in its own size."""
        height, width = self.image.shape[:2]
        return _picture(cv2.resize(self.image, (width // FINER, height // FINER), interpolation=cv2.INTER_AREA))

    def fill(
        self, points: Iterable[Sequence[float]] | Points, ink: str, opacity: float = 1.0, *, lit: bool = False
    ) -> None:
        """A filled outline; `lit` things shine by themselves and keep their colour at night."""
        placed = self._place(points)
        shade = colour(ink) if lit else self.mood(colour(ink))
        if opacity >= 1:
            cv2.fillPoly(self.image, [_fixed(placed)], (*shade, 255.0), cv2.LINE_AA, SHIFT)
            return
        self._blend(placed, opacity, lambda _: np.array((*shade, 255.0)))

    def fade(self, points: Iterable[Sequence[float]] | Points, upper: str, lower: str, *, lit: bool = False) -> None:
        """An outline filled from one colour at its top to another at its bottom."""
        placed = self._place(points)
        first, last = (np.array((*(colour(ink) if lit else self.mood(colour(ink))), 255.0)) for ink in (upper, lower))
        top, bottom = float(placed[:, 1].min()), float(placed[:, 1].max())

        def shades(rows: NDArray[np.float64]) -> NDArray[np.float64]:
            share = np.clip((rows - top) / max(1.0, bottom - top), 0, 1)[:, None, None]
            return np.asarray(first + (last - first) * share)

        self._blend(placed, 1.0, shades)

    def glow(self, x: float, y: float, radius: float, ink: str, strength: float, *, flat: float = 1.0) -> None:
        """Light that adds to what is there, weaker from its middle on."""
        centre = self._place([(x, y)])[0]
        wide, high = abs(self.across) * radius, self.down * radius * flat
        reach = np.array((wide, high))
        part, (left, top) = self._part(centre - reach, centre + reach)
        if part.size == 0:
            return
        rows, columns = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
        far = np.hypot((columns - centre[0]) / wide, (rows - centre[1]) / high)
        share = (np.clip(1 - far, 0, 1) ** 2 * strength)[..., None]
        light = np.array(colour(ink))
        part[..., :3] = part[..., :3] + (255 - part[..., :3]) * (light / 255) * share

    def line(self, points: Sequence[Sequence[float]], ink: str, width: float, *, opacity: float = 1.0) -> None:
        """An open line with round ends."""
        for first, second in pairwise(points):
            self.fill(_bar(first, second, width, width), ink, opacity)

    def limb(self, joints: Sequence[Sequence[float]], widths: Sequence[float], ink: str) -> None:
        """A line that grows thinner, rounded at its joints."""
        for (first, second), (near, far) in zip(pairwise(joints), pairwise(widths), strict=True):
            self.fill(_bar(first, second, near, far), ink)

    def rect(
        self, x: float, y: float, width: float, height: float, ink: str, opacity: float = 1.0, *, lit: bool = False
    ) -> None:
        self.fill([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], ink, opacity, lit=lit)

    def oval(
        self, x: float, y: float, wide: float, high: float, ink: str, opacity: float = 1.0, *, lit: bool = False
    ) -> None:
        """`wide` and `high` are half of its size."""
        self.fill(ellipse(x, y, wide, high), ink, opacity, lit=lit)

    def path(self, data: str, ink: str, opacity: float = 1.0, *, lit: bool = False) -> None:
        self.fill(outline(data), ink, opacity, lit=lit)

    def _place(self, points: Iterable[Sequence[float]] | Points) -> Points:
        given = np.asarray(points if isinstance(points, np.ndarray) else list(points), np.float64)
        return given * (self.across, self.down) + (self.left, self.top)

    def _part(self, low: Points, high: Points) -> tuple[Picture, tuple[int, int]]:
        tall, broad = self.image.shape[:2]
        left, top = max(0, int(low[0])), max(0, int(low[1]))
        right, bottom = min(broad, int(high[0]) + 2), min(tall, int(high[1]) + 2)
        return self.image[top : max(top, bottom), left : max(left, right)], (left, top)

    def _blend(self, placed: Points, opacity: float, shades: Callable[[NDArray[np.float64]], Any]) -> None:
        part, (left, top) = self._part(placed.min(axis=0), placed.max(axis=0))
        if part.size == 0:
            return
        mask = np.zeros(part.shape[:2], np.uint8)
        cv2.fillPoly(mask, [_fixed(placed - (left, top))], 255.0, cv2.LINE_AA, SHIFT)
        share = (mask.astype(np.float32) * (opacity / 255))[..., None]
        rows = np.arange(top, top + part.shape[0], dtype=np.float64)
        part[:] = (part + (shades(rows).astype(np.float32) - part) * share + np.float32(0.5)).astype(np.uint8)


def _fixed(points: Points) -> NDArray[np.int32]:
    return np.round(points * (1 << SHIFT)).astype(np.int32)


def _picture(image: Any) -> Picture:
    return np.asarray(image, np.uint8)


def ellipse(x: float, y: float, wide: float, high: float, start: float = 0.0, end: float = 360.0) -> Points:
    """Degrees as a clock's hand from three, downwards first."""
    return _arc(start, end) * (wide, high) + (x, y)


@lru_cache(maxsize=64)
def _arc(start: float, end: float) -> Points:
    turn = np.radians(np.linspace(start, end, 40))
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


HALF_DISC = np.exp(1j * np.linspace(np.pi / 2, np.pi * 1.5, 9))


def _bar(first: Sequence[float], second: Sequence[float], near: float, far: float) -> Points:
    """The outline around two discs."""
    start, end = complex(*first), complex(*second)
    along = end - start
    half = HALF_DISC * (along / abs(along) if along else 1.0)
    around = np.concatenate([start + half * (near / 2), end - half * (far / 2)])
    return np.stack([around.real, around.imag], axis=1)


@lru_cache(maxsize=4096)
def outline(data: str) -> Points:
    """The points of a path in SVG's notation (M L H V C Q Z), curves cut into short lines."""
    tokens = TOKEN.findall(data)
    points: list[tuple[float, float]] = [(0.0, 0.0)]
    at, command = 0, "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        if command in "Zz":
            continue
        count = {"H": 1, "V": 1, "C": 6, "Q": 4}.get(command.upper(), 2)
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        _extend(points, command, numbers)
    return np.array(points[1:])


def _extend(points: list[tuple[float, float]], command: str, numbers: list[float]) -> None:
    x, y = points[-1] if command.islower() else (0.0, 0.0)
    if command in "Hh":
        points.append((x + numbers[0], points[-1][1]))
    elif command in "Vv":
        points.append((points[-1][0], y + numbers[0]))
    else:
        pairs = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        points += pairs if len(pairs) == 1 else _curve([points[-1], *pairs])


@lru_cache(maxsize=4)
def _weights(degree: int) -> Points:
    """Bernstein's, at twelve places along the curve."""
    share = np.linspace(0, 1, 13)[1:, None]
    power = np.arange(degree + 1)
    many = np.array([comb(degree, one) for one in power])
    return np.asarray(many * share**power * (1 - share) ** (degree - power))


def _curve(control: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Bézier."""
    return [(float(x), float(y)) for x, y in _weights(len(control) - 1) @ np.array(control)]
