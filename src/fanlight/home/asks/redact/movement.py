"""What differs from the empty scene: the shapes of everything that moved, however little, and how much did."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Size
from fanlight.home.asks.redact.look import Pixels
from fanlight.home.asks.redact.shapes import Mask, Region, region
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
EARLIER_US = 400_000
"""The second question: what is neither where it was so long ago nor where it is so long after moves as well."""
HOLD_US = 100_000
"""So long before and after it was seen a blob is taken to be there."""
BAND = 16
"""Rows of the empty scene that are worked out at once."""
NORMAL = 1.48
"""From a median deviation to the usual one."""
PERSON = 0.004
"""Share of the picture: a blob as large as a person some way off."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved in one frame."""

    number: int
    regions: tuple[Region, ...]
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


@dataclass(slots=True)
class _Waiting:
    """A frame that waits for the picture 0.4 s later."""

    number: int
    at_us: int
    now: Plane
    background: Mask  # differs from the empty scene
    earlier: Mask | None = None  # differs from the picture 0.4 s before
    later: Mask | None = None

    def differs(self) -> Mask:
        """What is neither where it was nor where it will be moves, even where the background is wrong."""
        passing = [one for one in (self.earlier, self.later) if one is not None]
        return self.background | np.logical_and.reduce(passing) if passing else self.background


@dataclass(frozen=True, slots=True)
class _Judged:
    number: int
    at_us: int
    blobs: Mask
    share: float


class Movement:
    """Given frame by frame, in order; answers come half a second later, in order as well."""

    def __init__(self, background: Background, size: Size) -> None:
        self._background = background
        self._size = size
        self._limit = np.maximum(STEP, np.minimum(NOISES * background.noise, 4 * STEP))
        self._seen: deque[_Waiting] = deque()  # the last 0.4 s, and one before
        self._unjudged: deque[_Waiting] = deque()
        self._judged: deque[_Judged] = deque()  # those that wait for an answer, and those just before
        self._answered = 0  # how many of these have theirs
        self._kernel = np.ones((JOIN, JOIN), np.uint8)

    def take(self, number: int, now: Plane, at_us: int) -> list[Moved]:
        """One more frame; returns what moved in those of which enough is known by now."""
        frame = _Waiting(number, at_us, now, np.abs(now - matched(self._background.luma, now)) > self._limit)
        while len(self._seen) > 1 and at_us - self._seen[1].at_us >= EARLIER_US:
            self._seen.popleft()
        if self._seen:
            before = self._seen[0]
            frame.earlier = _differs(before.now, now)
            if at_us - before.at_us >= EARLIER_US and before.later is None:
                before.later = frame.earlier
        self._seen.append(frame)
        self._unjudged.append(frame)
        while at_us - self._unjudged[0].at_us >= EARLIER_US:
            first = self._unjudged.popleft()
            if first.later is None:
                first.later = _differs(first.now, now)
            self._judge(first)
        return self._answers(ending=False)

    def forget(self) -> list[Moved]:
        """Before frames that could not be decoded, and at the end: nothing is compared across the hole."""
        while self._unjudged:
            self._judge(self._unjudged.popleft())
        self._seen.clear()
        return self._answers(ending=True)

    def _judge(self, frame: _Waiting) -> None:
        differs = frame.differs()
        labels, kept = self._blobs(differs)
        share = float(np.count_nonzero(differs)) / differs.size
        self._judged.append(_Judged(frame.number, frame.at_us, differs & kept[labels], share))

    def _answers(self, *, ending: bool) -> list[Moved]:
        """A blob that flickers is there as long as it is seen a tenth of a second before or after."""
        found = []
        while self._answered < len(self._judged):
            one = self._judged[self._answered]
            if not ending and self._judged[-1].at_us - one.at_us < HOLD_US:
                break
            near = [other.blobs for other in self._judged if abs(other.at_us - one.at_us) <= HOLD_US]
            found.append(Moved(one.number, self._regions(np.logical_or.reduce(near), one.blobs), one.share))
            self._answered += 1
            while one.at_us - self._judged[0].at_us > HOLD_US:
                self._judged.popleft()
                self._answered -= 1
        if ending:
            self._judged.clear()
            self._answered = 0
        return found

    def _blobs(self, differs: Mask) -> tuple[NDArray[np.int32], Mask]:
        """A number for each pixel, and which numbers are blobs that count."""
        joined = cv2.dilate(differs.astype(np.uint8), self._kernel)
        count, labels = cv2.connectedComponents(joined)
        kept = np.bincount(labels[differs], minlength=count) >= AREA
        kept[0] = False
        return np.asarray(labels, np.int32), kept

    def _regions(self, differs: Mask, now: Mask) -> tuple[Region, ...]:
        if not differs.any():
            return ()
        joined = cv2.dilate(differs.astype(np.uint8), self._kernel)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
        working = (differs.shape[1], differs.shape[0])
        found = []
        for number in range(1, count):
            x, y, w, h = (int(value) for value in stats[number, :4])
            blob = labels[y : y + h, x : x + w] == number
            seen = bool((blob & now[y : y + h, x : x + w]).any())
            found.append(region(blob, x, y, working, self._size, seen))
        return tuple(found)


def _differs(one: Plane, other: Plane) -> Mask:
    return np.asarray(np.abs(other - matched(one, other)) > STEP)
