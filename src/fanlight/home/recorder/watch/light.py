"""Light against things: a change of light scales what is there, a thing brings edges of its own."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""Luma at working size, height x width."""

GRID = (16, 9)
"""Cells in which gain is measured: a cell is a twentieth of the picture wide, larger than most things that pass."""
SAME_THING = 0.82
"""Correlation of fine structure above which two patches show the same thing in other light."""
BURNT = 248.0
"""Luma from which a sensor says nothing any more."""


def matched(reference: Plane, current: Plane) -> Plane:
    """`reference` brought to the light of `current`, place by place.

    The gain of a cell is the median of its 5 x 5 neighbourhood, so that a thing smaller than half of that (a twelfth of
    the picture) does not pull it along, while clouds, headlights and exposure steps do.
    """
    now = cv2.resize(current, GRID, interpolation=cv2.INTER_AREA)
    then = cv2.resize(reference, GRID, interpolation=cv2.INTER_AREA)
    gain = cv2.medianBlur((now + 4.0) / (then + 4.0), 5)  # 4: black cells are noise
    return np.asarray(reference * cv2.resize(gain, current.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def stepped(before: Plane, now: Plane) -> float:
    """How much lighter or darker half of the picture has become: |ln| of the median cell."""
    then = cv2.resize(before, GRID, interpolation=cv2.INTER_AREA)
    here = cv2.resize(now, GRID, interpolation=cv2.INTER_AREA)
    middle = np.sort((here + 4.0) / (then + 4.0), axis=None)[here.size // 2]  # np.median takes ten times as long
    return abs(float(np.log(middle)))


def _fine(plane: Plane) -> Plane:
    """Structure without slow shading: what is left after taking the mean of 9 x 9."""
    return np.asarray(plane - cv2.blur(plane, (9, 9)), np.float32)


def same_thing(current: Plane, reference: Plane, mask: NDArray[np.uint8], noise: float, keen: float) -> bool:
    """Whether `mask` shows in both patches the same structure, so that only its light differs.

    All three are one patch, height x width; `noise` is the luma deviation that is normal there, `keen` the factor of
    the sensitivity: at a half, patches must be twice as alike to be taken for the same.
    """
    told = (mask > 0) & (current < BURNT) & (reference < BURNT)
    if np.count_nonzero(told) < 6:  # burnt out: nothing can be said, so nothing is
        return True
    a, b = _fine(current)[told], _fine(reference)[told]
    aa, bb, ab = float(a @ a), float(b @ b), float(a @ b)
    if ab > (1 - (1 - SAME_THING) * keen) * (aa * bb) ** 0.5:
        return True
    scale = min(4.0, max(0.25, ab / bb)) if bb > 0 else 1.0
    left = aa - 2 * scale * ab + scale * scale * bb
    return left < a.size * (keen * noise) ** 2
