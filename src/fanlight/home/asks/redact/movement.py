"""What differs from the empty scene: boxes round everything that moved, however little, and how much did."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Box, Size
from fanlight.home.asks.redact.look import Pixels
from fanlight.home.recorder.watch.light import Plane, matched
from fanlight.home.recorder.watch.picture import DecodedPicture

if TYPE_CHECKING:
    import av

PIXELS = 480 * 270
"""Movement is looked for at about this many pixels: a face of 16 pixels in a 1080p picture is four of them."""
STEP = 14.0
"""Luma steps from which a pixel differs; the sensor's and the codec's noise stays below."""
NOISES = 5.0
"""And so many of the pixel's own deviations in the footage that the background was made of."""
AREA = 12
"""Differing pixels from which a blob is one: fewer is a spark of noise."""
JOIN = 5
"""Pixels over which blobs grow together: coat and legs of one walker."""
EARLIER_S = 0.4
"""The second question: what is not where it was so long ago moves, even where the background is wrong."""
BAND = 16
"""Rows of the empty scene that are worked out at once."""
NORMAL = 1.48
"""From a median deviation to the usual one."""
PERSON = 0.004
"""Share of the picture: a blob as large as a person some way off."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved in one frame."""

    boxes: tuple[Box, ...]  # in source pixels
    share: float  # of the picture, 0..1


@dataclass(frozen=True, slots=True)
class Background:
    """The empty scene in luma at working size, and each pixel's usual deviation from it."""

    luma: Plane
    noise: Plane


def working(size: Size) -> Size:
    factor = min(1.0, (PIXELS / (size[0] * size[1])) ** 0.5)
    return max(16, round(size[0] * factor)), max(9, round(size[1] * factor))


def small(picture: av.VideoFrame, size: Size) -> Plane:
    """Luma at working size."""
    luma = DecodedPicture(picture, 0.0).luma()
    if luma.shape[0] >= 3 * size[1]:
        luma = luma[::2]  # every other line costs half and shows the same
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.float32)


def empty_scene(pictures: list[Pixels]) -> Background:
    """The middle value of each pixel over all pictures, after all were brought to the light of the first.

    Row by row in bands: a median over all at once would need ten times the pictures' own memory.
    """
    first = pictures[0].astype(np.float32)
    stack = np.stack([pictures[0], *(_lit(one, first) for one in pictures[1:])])
    middle, noise = np.empty_like(first), np.empty_like(first)
    for top in range(0, first.shape[0], BAND):
        rows = slice(top, top + BAND)
        middle[rows] = np.median(stack[:, rows], axis=0)
        noise[rows] = np.median(np.abs(stack[:, rows] - middle[rows]), axis=0)
    return Background(middle, np.asarray(NORMAL * noise, np.float32))


def _lit(picture: Pixels, like: Plane) -> Pixels:
    return np.asarray(np.clip(matched(picture.astype(np.float32), like) + 0.5, 0, 255), np.uint8)


class Movement:
    """Asked frame by frame, in order."""

    def __init__(self, background: Background, size: Size) -> None:
        self._background = background
        self._size = size
        self._limit = np.maximum(STEP, np.minimum(NOISES * background.noise, 4 * STEP))
        self._earlier: deque[tuple[int, Plane]] = deque()
        self._kernel = np.ones((JOIN, JOIN), np.uint8)

    def moved(self, now: Plane, at_us: int) -> Moved:
        differs = np.abs(now - matched(self._background.luma, now)) > self._limit
        earlier = self._before(at_us)
        if earlier is not None:
            differs |= np.abs(now - matched(earlier, now)) > STEP
        self._earlier.append((at_us, now))
        share = float(np.count_nonzero(differs)) / differs.size
        return Moved(self._boxes(differs), share)

    def forget(self) -> None:
        """After frames that could not be decoded nothing is compared across the hole."""
        self._earlier.clear()

    def _before(self, at_us: int) -> Plane | None:
        while len(self._earlier) > 1 and at_us - self._earlier[1][0] >= EARLIER_S * 1_000_000:
            self._earlier.popleft()
        return self._earlier[0][1] if self._earlier else None

    def _boxes(self, differs: NDArray[np.bool_]) -> tuple[Box, ...]:
        joined = cv2.dilate(differs.astype(np.uint8), self._kernel)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
        pixels = np.bincount(labels[differs], minlength=count)
        across, down = self._size[0] / differs.shape[1], self._size[1] / differs.shape[0]
        found = []
        for number in range(1, count):
            if pixels[number] >= AREA:
                x, y, w, h = (int(value) for value in stats[number, :4])
                box = int(x * across), int(y * down), int((x + w) * across) + 1, int((y + h) * down) + 1
                found.append(box)
        return tuple(found)
