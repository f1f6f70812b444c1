"""Blobs: connected pixels that changed, the patch round one, and the box round what belongs together."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.settings import SCALE
from fanlight.home.recorder.watch.signals import Box

AREA = 10
"""Pixels of 320 x 180 that a blob must have: a person of 1.8 m at about 60 m behind a usual lens."""
CANDIDATES = 4
"""The largest blobs that are examined closely; more change at once than that is weather."""
BELONGS = 6
"""Pixels between two blobs of one thing, at most: a walker is often two, coat and legs."""
MARGIN = 5
"""Pixels of ground round a blob that its patch shows."""
KERNEL = np.ones((3, 3), np.uint8)

CELLS = (32, 18)
"""The grid in which strengths are remembered: ten pixels of the working picture, across and down."""

Mask = NDArray[np.uint8]
Patch = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Blob:
    """Pixels x, y, w, h at working size; `mask` is h x w."""

    mask: Mask
    x: int
    y: int
    w: int
    h: int
    area: int
    keen: float  # the sensitivity's factor where it lies

    @property
    def part(self) -> Patch:
        return slice(self.y, self.y + self.h), slice(self.x, self.x + self.w)


def found(changed: Mask, masks: Masks) -> list[Blob]:
    """The largest blobs of `changed` (not 0 where changed) that are large enough for their zone."""
    closed = cv2.morphologyEx(changed, cv2.MORPH_CLOSE, KERNEL)
    if not masks.all_count:
        closed &= masks.counts
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    blobs = []
    for number in np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:CANDIDATES] + 1:
        x, y, w, h, area = (int(value) for value in stats[number])
        keen = float(masks.factor[y + h // 2, x + w // 2])
        if area >= AREA * keen * keen:
            blobs.append(Blob((labels[y : y + h, x : x + w] == number).astype(np.uint8), x, y, w, h, area, keen))
    return blobs


def around(blob: Blob, shape: tuple[int, ...]) -> tuple[Patch, Mask]:
    """The patch round a blob, and its mask there, two pixels wider: an outline is structure too."""
    top, left = max(0, blob.y - MARGIN), max(0, blob.x - MARGIN)
    bottom, right = min(shape[0], blob.y + blob.h + MARGIN), min(shape[1], blob.x + blob.w + MARGIN)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    mask[blob.y - top : blob.y - top + blob.h, blob.x - left : blob.x - left + blob.w] = blob.mask
    return (slice(top, bottom), slice(left, right)), wider(mask)


def wider(mask: Mask) -> Mask:
    """`mask`, two pixels wider on all sides."""
    return np.asarray(cv2.dilate(mask, KERNEL, iterations=2), np.uint8)


def box_of(best: Blob, blobs: list[Blob], shape: tuple[int, ...]) -> Box:
    """Round `best` and those of `blobs` that belong to it."""
    left, top, right, bottom = best.x, best.y, best.x + best.w, best.y + best.h
    for one in blobs:
        across = max(left, one.x) - min(right, one.x + one.w)
        down = max(top, one.y) - min(bottom, one.y + one.h)
        if max(across, down) <= BELONGS:
            left, right = min(left, one.x), max(right, one.x + one.w)
            top, bottom = min(top, one.y), max(bottom, one.y + one.h)
    height, width = shape
    size = ((right - left) * SCALE // width, (bottom - top) * SCALE // height)
    return (left * SCALE // width, top * SCALE // height, *size)


def cell_maxima(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """The largest value in each of CELLS: 18 x 32."""
    height, width = plane.shape
    down, across = -(-height // CELLS[1]), -(-width // CELLS[0])
    if (down * CELLS[1], across * CELLS[0]) != plane.shape:
        padded = np.zeros((down * CELLS[1], across * CELLS[0]), np.float32)
        padded[:height, :width] = plane
        plane = padded
    rows = plane.reshape(CELLS[1], down, -1).max(axis=1)  # in two steps: a tenth of the time of one
    return np.asarray(rows.reshape(CELLS[1], CELLS[0], across).max(axis=2), np.float32)


def cells_of(blob: Blob, shape: tuple[int, ...]) -> Patch:
    """The cells that a blob lies in."""
    down, across = -(-shape[0] // CELLS[1]), -(-shape[1] // CELLS[0])
    return (
        slice(blob.y // down, (blob.y + blob.h - 1) // down + 1),
        slice(blob.x // across, (blob.x + blob.w - 1) // across + 1),
    )
