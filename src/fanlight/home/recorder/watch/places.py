"""Places that keep flickering: a look that found nothing raises the threshold where it was called to, for a while."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.settings import SCALE
from fanlight.home.recorder.watch.signals import Box

CELLS = (32, 18)
"""A leaf's place, not a tree's: ten pixels of the working picture."""
STEP = 0.5
"""Each vain look raises the threshold there by half..."""
MOST = 2.0
"""...up to threefold, so that a person in front of the tree is still seen."""
HALF_LIFE_S = 60.0
"""Wind comes and goes in minutes."""


EVERYWHERE = 0.05
"""Each vain look also raises it everywhere by so much: noise has no place of its own..."""
EVERYWHERE_MOST = 1.0
"""...up to twofold."""


class Places:
    """A map of what vain looks have taught."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._shape = shape
        self._raised = np.zeros((CELLS[1], CELLS[0]), np.float32)
        self._everywhere = 0.0
        self._faded_s: float | None = None
        self._factor: NDArray[np.float32] | None = None

    def vain(self, box: Box) -> None:
        """A look at `box` found nothing that moves."""
        x, y, w, h = box
        left, right = x * CELLS[0] // SCALE, min(CELLS[0], (x + w) * CELLS[0] // SCALE + 1)
        top, bottom = y * CELLS[1] // SCALE, min(CELLS[1], (y + h) * CELLS[1] // SCALE + 1)
        part = self._raised[top:bottom, left:right]
        np.minimum(part + STEP, MOST, out=part)
        self._everywhere = min(EVERYWHERE_MOST, self._everywhere + EVERYWHERE)
        self._factor = None

    def fade(self, at_s: float) -> None:
        """Forget with time."""
        if self._faded_s is not None and at_s - self._faded_s < 5.0:
            return
        if self._faded_s is not None and self._everywhere:
            share = 0.5 ** ((at_s - self._faded_s) / HALF_LIFE_S)
            self._raised *= share
            self._raised[self._raised < 0.05] = 0.0
            self._everywhere = self._everywhere * share if self._everywhere * share > 0.02 else 0.0
            self._factor = None
        self._faded_s = at_s

    @property
    def any(self) -> bool:
        """Whether anything is remembered."""
        return self._everywhere > 0

    def factor(self) -> NDArray[np.float32]:
        """What thresholds are multiplied with, at working size."""
        if self._factor is None:
            self._factor = (
                1 + self._everywhere + cv2.resize(self._raised, self._shape[::-1], interpolation=cv2.INTER_LINEAR)
            )
        return self._factor
