"""Where things go: an outline round the cells that the movements of some days crossed, to be proposed as a zone.

A movement counts once in each cell, however long it stays there: who waits at the door does not outweigh who walks to
it. What moves as a whole (a street, a lawn) is one region; the one that most crossed is the path. Where kinds are known
only the spans of people are asked about, because the busiest region of most pictures is a street.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.blobs import CELLS, KERNEL
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.preview import STEPS, STILL, History, would_fire
from fanlight.home.recorder.watch.settings import SCALE, Zone

LEAST = 3
"""Movements before anything is proposed: one may be a cat, two a chance."""
SHARES = (0.6, 0.4, 0.2)
"""Of the movements: a cell that fewer crossed lies beside the path. Less only where most have no way in common."""
SMALLEST = 6
"""Cells of a region: fewer is where all ways cross, not a way."""
WIDEST = 0.6
"""Of the picture: what covers more is not a path, it is everywhere."""
FINER = 8
"""Pixels a cell while the outline is drawn, so that its steps can be rounded off."""
ROOM = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (FINER + 1, FINER + 1))
"""Half a cell on all sides: nobody walks the same line twice."""
MOST_CORNERS = 10
"""A hand draws fewer, and each of them is one to drag."""

Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """What is known of where things go."""

    movements: int
    share: float  # of the picture
    outlines: tuple[Points, ...]  # 1/10000 of width and height, the closest first; empty where there is none


Span = tuple[float, float]  # seconds, as the history has them


def path_of(history: History, zones: Sequence[Zone], spans: Sequence[Span] | None = None) -> Path:
    """The path that `history` shows in `spans`, else in all that would be told; `zones` say what counts."""
    if spans is None:
        spans = [(one.start_s, one.end_s) for one in would_fire(history, zones)]
    crossed, movements = _crossed(history, zones, spans)
    if movements < LEAST:
        return Path(movements, 0.0, ())
    regions = [_largest(crossed, max(2, math.ceil(share * movements))) for share in SHARES]
    region = next((one for one in regions if np.count_nonzero(one) >= SMALLEST), regions[-1])
    share = float(np.count_nonzero(region)) / region.size
    return Path(movements, share, _outlines(region) if 0 < share <= WIDEST else ())


def _crossed(history: History, zones: Sequence[Zone], spans: Sequence[Span]) -> tuple[NDArray[np.int32], int]:
    """For each cell (18 x 32) in how many spans something crossed it, and in how many anything moved."""
    crossed = np.zeros(CELLS[0] * CELLS[1], np.int32)
    masks = Masks(zones, *CELLS)
    counts, factor = masks.counts.reshape(-1) > 0, masks.factor.reshape(-1)
    rows = history.rows
    cells = rows["cell"]
    hits = rows[counts[cells] & (rows["strength"] >= STEPS * factor[cells]) & (rows["kind"] != STILL)]
    hits = hits[np.argsort(hits["at_ms"], kind="stable")]
    movements = 0
    for start_s, end_s in spans:
        first, end = np.searchsorted(hits["at_ms"], [round(start_s * 1000), round(end_s * 1000) + 1])
        crossed[np.unique(hits["cell"][first:end])] += 1
        movements += bool(end > first)
    return crossed.reshape(CELLS[1], CELLS[0]), movements


def _largest(crossed: NDArray[np.int32], needed: int) -> NDArray[np.uint8]:
    """The connected cells that `needed` movements or more crossed: those of the region with most crossings."""
    busy = np.pad((crossed >= needed).astype(np.uint8), 1)
    busy = np.asarray(cv2.morphologyEx(busy, cv2.MORPH_CLOSE, KERNEL), np.uint8)[1:-1, 1:-1]
    number, labels = cv2.connectedComponents(busy)
    if number < 2:
        return np.zeros_like(busy)
    weights = [int(crossed[labels == label].sum()) for label in range(1, number)]
    return np.asarray(labels == 1 + int(np.argmax(weights)), np.uint8)


def _outlines(region: NDArray[np.uint8]) -> tuple[Points, ...]:
    """The region's own outline, and its hull for where that one cannot be a zone; corners rounded off."""
    fine = cv2.dilate(np.kron(np.pad(region, 1, "edge"), np.ones((FINER, FINER), np.uint8)) * 255, ROOM)
    smooth = cv2.GaussianBlur(fine, (0, 0), FINER / 2)[FINER:-FINER, FINER:-FINER]
    shapes, _ = cv2.findContours((smooth > 110).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not shapes:  # one cell at a corner can be smoothed away
        return ()
    contour = max(shapes, key=cv2.contourArea)
    height, width = smooth.shape
    return tuple(_scaled(_simpler(shape), width, height) for shape in (contour, cv2.convexHull(contour)))


def _simpler(contour: NDArray[np.int32]) -> NDArray[np.int32]:
    """As few corners as a hand would draw, each within the fewest pixels of the line that this takes."""
    away = FINER / 2
    while True:
        corners = np.asarray(cv2.approxPolyDP(contour, away, closed=True), np.int32)
        if len(corners) <= MOST_CORNERS:
            return corners
        away *= 1.3


def _scaled(corners: NDArray[np.int32], width: int, height: int) -> Points:
    points = corners.reshape(-1, 2)
    return tuple((int(x) * SCALE // (width - 1), int(y) * SCALE // (height - 1)) for x, y in points)
