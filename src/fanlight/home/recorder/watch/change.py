"""The change detector: blobs against the background and the picture before that are neither light nor noise."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch import blobs
from fanlight.home.recorder.watch.blobs import AREA, Blob
from fanlight.home.recorder.watch.light import Plane, matched, same_thing, stepped
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.places import Places
from fanlight.home.recorder.watch.signals import Box, Pixels

FLOOR = 8.0
"""Luma steps below which a pixel never counts as changed: what encoders do to a still picture."""
TIMES_NOISE = 6.0
"""A pixel counts as changed from so many times its own mean deviation."""
FIRST_NOISE = 1.5
"""Mean deviation that a pixel has before it is known: a small sensor by day."""
MOST_NOISE = 12.0
"""One look teaches no more than this: a passer-by is not noise."""
MOST_OF_PICTURE = 0.6
"""When more than this changes the camera was moved or covered, or the light broke: nothing can be said of blobs."""
KEENEST = 0.5
"""The factor of sensitivity 100: weaker change can never count, so it is not remembered."""
JUST_BELOW = 0.97
"""What is remembered of a cell in which no blob was large enough."""
LEARN = 0.10
"""Share of a look in the background, when looks are LOOK_APART_S or more apart."""
LOOK_APART_S = 0.2
"""Looks that follow faster teach less each."""
LEARN_UNDER = 0.02
"""The same under a blob: slow enough that somebody who waits does not become background at once."""
SETTLE = 0.8
"""Share of the last picture in the background after an event: what stayed belongs to the scene."""
MOVED_WITHIN_S = 0.25
"""Movement is told against a picture no older than this: what an encoder paints in late appears once and then stays,
and against an older picture it would seem to move in several."""
REMEMBERED_S = 6.0
"""A key frame alone is told against the one before, up to this old."""
MOVED_SHARE = 0.8
"""Against the picture before the threshold is so much lower: there is no background error in it."""
LIGHT_STEP = 0.12
"""When most of the picture gets so much lighter or darker from one look to the next, a lamp or a cloud did it..."""
SETTLES_S = 1.0
"""...and for so long nothing is called movement: encoders catch up with a new light in patches."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one look saw."""

    at_s: float
    differs: bool  # something is there that the background has not
    moves: bool  # and it is not where it was in the picture before
    score: float = 0.0  # 0..1
    box: Box = (0, 0, 0, 0)
    zone: str | None = None


class ChangeDetector:
    """Background and noise per pixel, the picture before, places that flicker. Shapes: height x width of `masks`."""

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self.shape = masks.counts.shape
        self.places = Places(self.shape)
        self.strength: NDArray[np.float32] | None = None  # of the last look, in thresholds; None when nothing came near
        self._background: Plane | None = None
        self._noise: Plane = np.full(self.shape, FIRST_NOISE, np.float32)
        self._before: Plane | None = None
        self._before_s = 0.0
        self._looks = 0
        self._settled_s = -1.0

    def look(self, small: Pixels, at_s: float, alone: bool) -> Change:
        """Compare a picture and learn it; `alone` when it is a key frame with no neighbours decoded."""
        now = _soft(small)
        self.strength = None
        if self._background is None:
            self._background, self._before, self._before_s = now.copy(), now, at_s
            return Change(at_s, differs=False, moves=False)
        self.places.fade(at_s)
        self._judge_light(now, at_s)
        threshold = self._threshold()
        then = matched(self._background, now)
        off = cv2.absdiff(now, then)
        things = self._things(off, threshold, now, then)
        moving = self._moving(things, now, threshold, at_s, alone) if things else []
        change = self._change(at_s, things, moving, off, threshold)
        self._learn(now, off, things, min(1.0, max(0.1, (at_s - self._before_s) / LOOK_APART_S)))
        self._before, self._before_s = now, at_s
        return change

    def rebase(self, before: Pixels, after: Pixels) -> None:
        """Carry over the step that the encoder makes at a key frame: `before` and `after` are one frame apart.

        Between two neighbours nothing real changes much, so what differs is the encoder's: a starved one shows each key
        frame as a jump of the whole picture, and comparing over it is how false movement comes.
        """
        if self._background is None or self._before is None or before.shape != self.shape:
            return
        step = _soft(after) - _soft(before)
        step[np.abs(step) > 3 * FLOOR] = 0.0  # larger: something real
        self._background += step
        self._before = self._before + step

    def settle(self) -> None:
        """After an event: take the last picture as what is normal."""
        if self._before is not None and self._background is not None:
            cv2.accumulateWeighted(self._before, self._background, SETTLE)

    def _threshold(self) -> Plane:
        threshold = np.asarray(np.maximum(self._noise * TIMES_NOISE, FLOOR), np.float32)
        if self.places.any:
            threshold *= self.places.factor()
        return threshold

    def _things(self, off: Plane, threshold: Plane, now: Plane, then: Plane) -> list[Blob]:
        """Blobs above threshold with structure of their own; the others are the background in other light."""
        ratio = off / threshold
        self._remember(ratio)
        keen = ratio / self._masks.factor if self._masks.zoned else ratio
        changed = cv2.compare(keen, 1.0, cv2.CMP_GT)
        count = cv2.countNonZero(changed)
        if count > MOST_OF_PICTURE * changed.size:
            self.strength = None
            return []
        if not self._masks.all_count:
            changed &= self._masks.counts * np.uint8(255)
        candidates = blobs.found(changed, self._masks) if count else []
        things = [one for one in candidates if self._is_thing(one, now, then)]
        if self.strength is not None and not self._masks.zoned:
            self._correct(self.strength, candidates, things)
        return things

    def _correct(self, strength: Plane, candidates: list[Blob], things: list[Blob]) -> None:
        """Take back from what is remembered what the closer look at blobs has shown."""
        if not things:
            np.minimum(strength, JUST_BELOW, out=strength)
        for one in candidates:
            if not any(one is thing for thing in things):
                strength[blobs.cells_of(one, self.shape)] = 0.0  # light tells nobody at any sensitivity

    def _remember(self, ratio: Plane) -> None:
        """Keep what would count at the highest sensitivity, per cell: for what another setting would have told."""
        if cv2.countNonZero(cv2.compare(ratio, KEENEST, cv2.CMP_GT)) >= blobs.AREA // 4:
            steady = cv2.blur(ratio, (3, 3))  # nine pixels must agree: about blobs.AREA
            self.strength = blobs.cell_maxima(steady)

    def _is_thing(self, blob: Blob, now: Plane, then: Plane) -> bool:
        part, mask = blobs.around(blob, self.shape)
        return not same_thing(now[part], then[part], mask, self._usual(part), blob.keen)

    def _usual(self, part: blobs.Patch) -> float:
        """Luma deviation that is normal in a patch."""
        return float(self._noise[part].mean()) + FLOOR / 4

    def _moving(self, things: list[Blob], now: Plane, threshold: Plane, at_s: float, alone: bool) -> list[Blob]:
        """Those of `things` that are not where they were in the picture before."""
        if self._before is None or at_s < self._settled_s:
            return []
        if at_s - self._before_s > (REMEMBERED_S if alone else max(MOVED_WITHIN_S, 1.0)):
            return []
        then = matched(self._before, now)
        changed = (cv2.absdiff(now, then) > MOVED_SHARE * threshold).astype(np.uint8)
        if cv2.countNonZero(changed) > MOST_OF_PICTURE * changed.size:
            return []
        return [one for one in things if self._has_moved(one, changed, now, then)]

    def _has_moved(self, blob: Blob, changed: blobs.Mask, now: Plane, then: Plane) -> bool:
        part, mask = blobs.around(blob, self.shape)
        moved = changed[part] & mask
        if np.count_nonzero(moved) < min(blob.area, AREA) / 2:
            return False
        return not same_thing(now[part], then[part], blobs.wider(moved), self._usual(part), blob.keen)

    def _judge_light(self, now: Plane, at_s: float) -> None:
        follows = self._before is not None and 0 < at_s - self._before_s <= 2 * MOVED_WITHIN_S
        if follows and self._before is not None and stepped(self._before, now) > LIGHT_STEP:
            self._settled_s = at_s + SETTLES_S
        elif self._settled_s > at_s + SETTLES_S:  # time went back: the camera's clock was set
            self._settled_s = at_s

    def _learn(self, now: Plane, off: Plane, things: list[Blob], weight: float) -> None:
        assert self._background is not None
        self._looks += 1
        share, under = max(LEARN * weight, 1 / (self._looks + 1)), LEARN_UNDER * weight
        deviation = np.minimum(off, MOST_NOISE)
        free = held = None
        if things:
            free = np.ones(self.shape, np.uint8)
            for one in things:
                free[one.part] = 0
            held = 1 - free
            cv2.accumulateWeighted(deviation, self._noise, under, held)
            cv2.accumulateWeighted(now, self._background, under, held)
        cv2.accumulateWeighted(deviation, self._noise, share, free)
        cv2.accumulateWeighted(now, self._background, share, free)

    def _change(self, at_s: float, things: list[Blob], moving: list[Blob], off: Plane, threshold: Plane) -> Change:
        if not things:
            return Change(at_s, differs=False, moves=False)
        best = max(moving or things, key=lambda one: one.area)
        inside = best.mask > 0
        strength = best.area / AREA * float((off[best.part][inside] / threshold[best.part][inside]).mean())
        whole = np.zeros(self.shape, np.uint8)
        whole[best.part] = best.mask
        return Change(
            at_s,
            differs=True,
            moves=bool(moving),
            score=round(strength / (strength + 9), 3),  # 9: the least that counts scores a tenth
            box=blobs.box_of(best, moving or things, self.shape),
            zone=self._masks.zone_of(whole),
        )


def _soft(small: Pixels) -> Plane:
    return np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.float32)
