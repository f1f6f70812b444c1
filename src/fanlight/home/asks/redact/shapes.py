"""A moving blob as it is filled: its outline in blocks, without holes, as a few rectangles one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Box, Size, union

CELL = 4
"""Pixels at working size that one block has: sixteen at 1080 lines, as the blocks of H.264."""
MARGIN = 1
"""Blocks that a shape is wider on every side: soft edges, and what the encoder smears."""
BAY = 8
"""Blocks: what is wider between two parts of a shape is not filled, unless the shape lies all round it."""
BANDS = 8
"""Bands of rows in one shape, at most."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Region:
    """Something that moved in one frame, in source pixels."""

    box: Box
    """Round all of it."""
    parts: tuple[Box, ...]
    """What is filled of the box."""
    seen: bool = True
    """Whether it was seen in that very frame, and not just before or after."""

    @classmethod
    def of(cls, box: Box) -> Region:
        """A rectangle that is filled as it is."""
        return cls(box, (box,))

    def with_(self, other: Region) -> Region:
        """Both as one."""
        return Region(union([self.box, other.box]), self.parts + other.parts, self.seen or other.seen)


def region(blob: Mask, left: int, top: int, working: Size, size: Size, seen: bool = True) -> Region:
    """The shape of one connected blob.

    `blob`: its pixels at working size, height x width; `left`, `top`: where it begins in the picture, which is
    `working` pixels large there and `size` at the source.
    """
    shape = _solid(_blocks(blob, left % CELL, top % CELL))
    column, row = left // CELL - MARGIN, top // CELL - MARGIN
    across, down = CELL * size[0] / working[0], CELL * size[1] / working[1]
    parts = []
    for x0, y0, x1, y1 in _bands(shape):
        box = (column + x0) * across, (row + y0) * down, (column + x1) * across, (row + y1) * down
        parts.append((max(0, int(box[0])), max(0, int(box[1])), min(size[0], _up(box[2])), min(size[1], _up(box[3]))))
    inside = [part for part in parts if part[0] < part[2] and part[1] < part[3]]
    return Region(union(inside), tuple(inside), seen)


def _up(edge: float) -> int:
    return int(np.ceil(edge - 1e-6))


def _blocks(blob: Mask, left: int, top: int) -> Mask:
    """Which blocks hold a pixel of the blob."""
    rows, columns = (-(-(side + offset) // CELL) for side, offset in zip(blob.shape, (top, left), strict=True))
    padded = np.zeros((rows * CELL, columns * CELL), bool)
    padded[top : top + blob.shape[0], left : left + blob.shape[1]] = blob
    return np.asarray(padded.reshape(rows, CELL, columns, CELL).any(axis=(1, 3)))


def _solid(blocks: Mask) -> Mask:
    """Without holes and narrow bays, and MARGIN wider: a plain coat before a plain wall differs at its edges only.

    Wide bays stay: between two walkers whose shadows meet the place is seen.
    """
    bay = min(BAY, max(2, min(blocks.shape) // 2))
    room = bay + MARGIN
    wide = np.pad(blocks, room).astype(np.uint8)
    lines = [np.ones(shape, np.uint8) for shape in ((1, bay + 1), (bay + 1, 1))]
    closed = np.bitwise_or.reduce([cv2.morphologyEx(wide, cv2.MORPH_CLOSE, line) for line in lines])
    outside = closed.copy()
    cv2.floodFill(outside, None, (0, 0), 2)
    solid = (outside != 2).astype(np.uint8)
    grown = cv2.dilate(solid, np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8))
    return np.asarray(grown[bay:-bay, bay:-bay], bool)


def _bands(shape: Mask) -> list[Box]:
    """Rectangles in blocks that hold the shape: bands of rows, each with the spans that its rows have together."""
    rows = shape.shape[0]
    starts = [*range(0, rows, -(-rows // BANDS)), rows]
    found: list[Box] = []
    for top, bottom in pairwise(starts):
        edges = np.flatnonzero(np.diff(shape[top:bottom].any(axis=0).astype(np.int8), prepend=0, append=0))
        found += [(int(x0), top, int(x1), bottom) for x0, x1 in zip(edges[::2], edges[1::2], strict=True)]
    return found
