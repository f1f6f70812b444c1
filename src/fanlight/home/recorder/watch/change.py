"""The change detector: blobs against the background and the picture before that are neither light nor noise."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.light import Plane, matched, same_thing, stepped
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.places import Places
from fanlight.home.recorder.watch.settings import SCALE
from fanlight.home.recorder.watch.signals import Box, Pixels

FLOOR = 8.0
"""Luma steps below which a pixel never counts as changed: what encoders do to a still picture."""
TIMES_NOISE = 6.0
"""A pixel counts as changed from so many times its own mean deviation."""
AREA = 10
"""Pixels of 320 x 180 that a blob must have: a person of 1.8 m at about 60 m behind a usual lens."""
MOST_OF_PICTURE = 0.6
"""When more than this changes the camera was moved or covered, or the light broke: nothing can be said of blobs."""
LEARN = 0.10
"""Share of each look in the background."""
LEARN_UNDER = 0.02
"""The same under a blob: slow enough that somebody who waits does not become background at once."""
MOVED_WITHIN_S = 0.25
"""Movement is told against a picture no older than this: what an encoder paints in late appears once and then stays,
and against an older picture it would seem to move in several."""
REMEMBERED_S = 6.0
"""Pictures older than this are not compared for movement."""
BELONGS = 6
"""Pixels between two blobs of one thing, at most."""
LIGHT_STEP = 0.12
"""When most of the picture gets so much lighter or darker from one look to the next, the light changes..."""
SETTLES_S = 1.0
"""...and for so long nothing is called movement: encoders catch up with a new light in patches."""
CANDIDATES = 4
"""The largest blobs that are examined closely; more change at once than that is weather."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one look saw."""

    at_s: float
    differs: bool  # something is there that the background has not
    moves: bool  # and it is not where it was in the picture before
    score: float = 0.0  # 0..1
    box: Box = (0, 0, 0, 0)
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class _Blob:
    mask: NDArray[np.uint8]  # of the patch
    x: int
    y: int
    w: int
    h: int
    area: int


class ChangeDetector:
    """Background and noise per pixel, recent pictures, places that flicker. Shapes: height x width of `masks`."""

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self.shape = masks.counts.shape
        self.places = Places(self.shape)
        self._background: Plane | None = None
        self._noise: Plane = np.full(self.shape, 1.5, np.float32)
        self._recent: deque[tuple[float, Plane]] = deque(maxlen=4)
        self._looks = 0
        self._settled_s = -1.0
        self._kernel = np.ones((3, 3), np.uint8)

    def look(self, small: Pixels, at_s: float, alone: bool) -> Change:
        """Compare a picture and learn it; `alone` when it is a key frame with no neighbours decoded."""
        now = _soft(small)
        if self._background is None:
            self._background = now.copy()
            self._recent.append((at_s, now))
            return Change(at_s, differs=False, moves=False)
        self.places.fade(at_s)
        threshold = self._threshold()
        self._judge_light(now, at_s)
        then = matched(self._background, now)
        off = cv2.absdiff(now, then)
        blobs, share = self._blobs(off, threshold)
        things = [one for one in blobs if self._is_thing(one, now, then)] if share < MOST_OF_PICTURE else []
        moving = self._moving(things, now, threshold, at_s, alone) if things and at_s >= self._settled_s else []
        self._learn(now, off, things)
        self._recent.append((at_s, now))
        return self._change(at_s, things, moving, off / threshold)

    def rebase(self, before: Pixels, after: Pixels) -> None:
        """Carry over the step that the encoder makes at a key frame: `before` and `after` are one frame apart.

        Between two neighbours nothing real changes much, so what differs is the encoder's: a starved one shows each key
        frame as a jump of the whole picture, and comparing over it is how false movement comes.
        """
        if self._background is None:
            return
        step = _soft(after) - _soft(before)
        step[np.abs(step) > 3 * FLOOR] = 0.0  # larger: something real
        self._background += step
        self._recent = deque(((at_s, one + step) for at_s, one in self._recent), maxlen=4)

    def settle(self) -> None:
        """Take the last picture as what is normal: after an event, what stayed belongs to the scene."""
        if self._recent and self._background is not None:
            cv2.accumulateWeighted(self._recent[-1][1], self._background, 0.8)

    def _threshold(self) -> Plane:
        raw = np.maximum(FLOOR, TIMES_NOISE * self._noise) * self.places.factor()
        return np.asarray(
            raw if self._masks.all_count and not self._masks.zoned else raw * self._masks.factor, np.float32
        )

    def _blobs(self, off: Plane, threshold: Plane) -> tuple[list[_Blob], float]:
        """The largest blobs above threshold where change counts, and the share of the picture that changed."""
        changed = (off > threshold).astype(np.uint8)
        share = float(changed.mean())
        changed &= self._masks.counts
        if not changed.any():
            return [], share
        closed = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, self._kernel) & self._masks.counts
        _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
        order = np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:CANDIDATES] + 1
        found = []
        for number in order:
            x, y, w, h, area = (int(value) for value in stats[number])
            keen = float(self._masks.factor[y + h // 2, x + w // 2])
            if area >= AREA * keen * keen:
                found.append(_Blob((labels[y : y + h, x : x + w] == number).astype(np.uint8), x, y, w, h, area))
        return found, share

    def _is_thing(self, blob: _Blob, now: Plane, then: Plane) -> bool:
        """A blob with structure of its own; else it is the background in other light."""
        part, mask = _around(blob, self.shape, self._kernel)
        return not same_thing(now[part], then[part], mask, float(self._noise[part].mean()) + FLOOR / 4)

    def _moving(self, things: list[_Blob], now: Plane, threshold: Plane, at_s: float, alone: bool) -> list[_Blob]:
        """Those of `things` that are not where they were in the picture before."""
        before = self._before(at_s, alone)
        if before is None:
            return []
        then = matched(before, now)
        off = cv2.absdiff(now, then)
        changed = (off > 0.8 * threshold).astype(np.uint8)
        if float(changed.mean()) > MOST_OF_PICTURE:
            return []
        moving = []
        for one in things:
            part, mask = _around(one, self.shape, self._kernel)
            moved = changed[part] & mask
            if np.count_nonzero(moved) >= min(one.area, AREA) / 2 and not same_thing(
                now[part],
                then[part],
                cv2.dilate(moved, self._kernel, iterations=2),
                float(self._noise[part].mean()) + FLOOR / 4,
            ):
                moving.append(one)
        return moving

    def _judge_light(self, now: Plane, at_s: float) -> None:
        follows = bool(self._recent) and 0 < at_s - self._recent[-1][0] <= MOVED_WITHIN_S
        if follows and stepped(self._recent[-1][1], now) > LIGHT_STEP:
            self._settled_s = at_s + SETTLES_S
        elif self._settled_s > at_s + SETTLES_S:  # time went back: a new run of the camera's clock
            self._settled_s = at_s

    def _before(self, at_s: float, alone: bool) -> Plane | None:
        for seen_s, picture in self._recent:
            if at_s - seen_s <= MOVED_WITHIN_S:
                return picture
        if self._recent and at_s - self._recent[-1][0] <= (REMEMBERED_S if alone else 1.0):
            return self._recent[-1][1]
        return None

    def _learn(self, now: Plane, off: Plane, things: list[_Blob]) -> None:
        assert self._background is not None
        self._looks += 1
        step = max(LEARN, 1 / (self._looks + 1))
        free = np.ones(self.shape, np.uint8)
        for one in things:
            free[one.y : one.y + one.h, one.x : one.x + one.w] = 0
        held = 1 - free
        for mask, share in ((free, step), (held, LEARN_UNDER)):
            if mask.any():
                cv2.accumulateWeighted(np.minimum(off, 12.0), self._noise, share, mask)
                cv2.accumulateWeighted(now, self._background, share, mask)

    def _change(self, at_s: float, things: list[_Blob], moving: list[_Blob], ratio: Plane) -> Change:
        if not things:
            return Change(at_s, differs=False, moves=False)
        best = max(moving or things, key=lambda one: one.area)
        part = (slice(best.y, best.y + best.h), slice(best.x, best.x + best.w))
        strength = best.area / AREA * float(ratio[part][best.mask > 0].mean())
        box = self._box(best, moving or things)
        whole = np.zeros(self.shape, np.uint8)
        whole[part] = best.mask
        return Change(at_s, True, bool(moving), round(strength / (strength + 9), 3), box, self._masks.zone_of(whole))

    def _box(self, best: _Blob, blobs: list[_Blob]) -> Box:
        """Round `best` and what belongs to it: a walker is often two blobs, coat and legs."""
        left, top, right, bottom = best.x, best.y, best.x + best.w, best.y + best.h
        for one in blobs:
            across = max(left, one.x) - min(right, one.x + one.w)
            down = max(top, one.y) - min(bottom, one.y + one.h)
            if max(across, down) <= BELONGS:
                left, right = min(left, one.x), max(right, one.x + one.w)
                top, bottom = min(top, one.y), max(bottom, one.y + one.h)
        height, width = self.shape
        return (
            left * SCALE // width,
            top * SCALE // height,
            (right - left) * SCALE // width,
            (bottom - top) * SCALE // height,
        )


def _soft(small: Pixels) -> Plane:
    return np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.float32)


def _around(
    blob: _Blob, shape: tuple[int, ...], kernel: NDArray[np.uint8]
) -> tuple[tuple[slice, slice], NDArray[np.uint8]]:
    """The patch five pixels around a blob, and its mask there, two pixels wider: an outline is structure too."""
    top, left = max(0, blob.y - 5), max(0, blob.x - 5)
    bottom, right = min(shape[0], blob.y + blob.h + 5), min(shape[1], blob.x + blob.w + 5)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    mask[blob.y - top : blob.y - top + blob.h, blob.x - left : blob.x - left + blob.w] = blob.mask
    return (slice(top, bottom), slice(left, right)), cv2.dilate(mask, kernel, iterations=2)
