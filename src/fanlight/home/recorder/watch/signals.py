"""What the watch says: movement confirmed, going on, ended; a picture seen; a stream that is dear to watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]
"""x, y, width, height in ten-thousandths of the picture."""

Pixels = NDArray[np.uint8]


class Picture(Protocol):
    """One decoded picture; nothing is converted before it is asked for."""

    @property
    def at_s(self) -> float: ...

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    def bgr(self, width: int) -> Pixels:
        """height x `width` x 3 bytes, blue first; never larger than the picture itself."""
        ...

    def crop(self, box: Box) -> Pixels:
        """The pixels inside `box` at full resolution, height x width x 3 bytes, blue first."""
        ...


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Something moves: an event begins."""

    at_s: float  # stream seconds of the first picture that showed it
    decided_s: float  # stream seconds of the packet that decided
    zone: str | None  # the watch zone with the biggest change; None without zones
    score: float  # 0..1
    box: Box
    picture: Picture


@dataclass(frozen=True, slots=True)
class Moving:
    """It goes on."""

    at_s: float
    score: float
    zone: str | None
    box: Box
    picture: Picture


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing has moved for the hold time; `at_s` is when it last moved."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that the watch decoded anyway, for previews; at most one each SEEN_EVERY_S."""

    at_s: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class Blind:
    """Nothing cheap can see into this stream, so all of it is decoded."""

    at_s: float
    reason: str
    remedy: str


Signal = Confirmed | Moving | Ended | Seen | Blind
