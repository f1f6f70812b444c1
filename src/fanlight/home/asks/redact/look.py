"""The port for detectors: a picture that gives its pixels in the size asked for, and what was seen in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Box, Size
from fanlight.home.asks.redact.recipe import Model

if TYPE_CHECKING:
    import av

Pixels = NDArray[np.uint8]
SeenKind = Literal["face", "body", "vehicle"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a detector saw, in source pixels."""

    kind: SeenKind
    box: Box


class Look:
    """One decoded frame; each size is converted once, whatever number of detectors ask for it."""

    def __init__(self, picture: av.VideoFrame) -> None:
        self._picture = picture
        self._made: dict[Size, Pixels] = {}

    @property
    def size(self) -> Size:
        return self._picture.width, self._picture.height

    def rgb(self, width: int, height: int) -> Pixels:
        """Height x width x 3, red first; the picture squeezed or stretched to that size."""
        if (width, height) not in self._made:
            made = self._picture.reformat(width=width, height=height, format="rgb24").to_ndarray()
            self._made[width, height] = np.asarray(made, np.uint8)
        return self._made[width, height]


class Detector(Protocol):
    """The port: another model is another class with these two."""

    @property
    def model(self) -> Model:
        """Which model it is; goes into the report."""
        ...

    def seen(self, look: Look) -> list[Seen]:
        """Everything it finds in one frame. What it raises, of whatever class, counts as a look that failed."""
        ...
