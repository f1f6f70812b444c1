"""A blob becomes rectangles: everything of it is inside, and little else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from fanlight.home.asks.redact.shapes import BANDS, CELL, MARGIN, Region, region

WORKING, SIZE = (120, 80), (480, 320)
FACTOR = SIZE[0] // WORKING[0]


def painted(found: Region) -> NDArray[np.bool_]:
    """What is filled, in source pixels."""
    mask = np.zeros(SIZE[::-1], bool)
    for x0, y0, x1, y1 in found.parts:
        mask[y0:y1, x0:x1] = True
    return mask


def larger(blob: NDArray[np.bool_], left: int, top: int) -> NDArray[np.bool_]:
    whole = np.zeros(WORKING[::-1], bool)
    whole[top : top + blob.shape[0], left : left + blob.shape[1]] = blob
    return np.kron(whole, np.ones((FACTOR, FACTOR), bool)).astype(bool)


@pytest.mark.parametrize(("left", "top"), [(0, 0), (3, 5), (50, 33), (79, 39)])
def test_all_of_the_blob_is_filled_wherever_it_lies(left: int, top: int):
    """Also at the edges of the picture, from which no part sticks out."""
    rng = np.random.default_rng(left)
    blob = rng.random((41, 41)) < 0.5
    blob[20, :] = blob[:, 20] = True
    found = region(blob, left, top, WORKING, SIZE)
    assert not (larger(blob, left, top) & ~painted(found)).any()
    assert len(found.parts) <= BANDS
    assert all(0 <= x0 < x1 <= SIZE[0] and 0 <= y0 < y1 <= SIZE[1] for x0, y0, x1, y1 in (found.box, *found.parts))


def test_what_an_outline_holds_is_filled():
    """A plain coat before a plain wall differs at its edges only, and the face lies between them."""
    ring = np.zeros((40, 24), bool)
    ring[[0, -1], :] = ring[:, [0, -1]] = True
    assert painted(region(ring, 20, 20, WORKING, SIZE))[80:240, 80:176].all()


def test_a_walker_with_a_long_shadow_is_no_rectangle():
    """A tall and a wide stroke: the corner that neither reaches stays bare."""
    blob = np.zeros((60, 60), bool)
    blob[:, :8] = blob[-8:, :] = True
    found = region(blob, 10, 10, WORKING, SIZE)
    mask = painted(found)
    assert mask.sum() < 0.55 * (found.box[2] - found.box[0]) * (found.box[3] - found.box[1])
    assert not mask[50:120, 200:280].any()


def test_a_margin_of_blocks_is_left_round_it():
    """Soft edges, and what the encoder smears: one block of sixteen pixels at 1080 lines."""
    blob = np.ones((CELL, CELL), bool)
    reach = MARGIN * CELL * FACTOR
    assert region(blob, 40, 40, WORKING, SIZE).box == (160 - reach, 160 - reach, 176 + reach, 176 + reach)
