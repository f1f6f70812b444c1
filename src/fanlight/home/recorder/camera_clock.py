"""How far a camera's own clock is from this computer's, from the sender reports beside its pictures (RFC 3550 §6.4.1).

FFmpeg hands the camera's wall clock on with each packet as its "producer reference time". Footage is stamped by this
computer's clock all the same; the camera's is what it prints into the picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import av

OVER_S = 60.0
"""The clocks are compared over so long; the packet that came fastest counts: delay only makes a clock look behind."""
FIRST_S = 8.0
MOVED_US = 1_000_000
"""Less than a second is delay and rounding, and nothing that is told again."""


def wall_us(unit: av.Packet[Any]) -> int | None:
    """The camera's wall clock of this packet, microseconds since 1970; None where it sends none."""
    if not unit.has_sidedata("prft"):
        return None
    content = bytes(unit.get_sidedata("prft"))
    return int.from_bytes(content[:8], sys.byteorder, signed=True) if len(content) >= 8 else None


class CameraClock:
    """One connection's comparison; `told(offset_us)` is called when it is first known and when it has moved."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self._told = told
        self._best: int | None = None
        self._until = 0.0
        self._last: int | None = None

    def seen(self, camera_us: int, now_us: int, monotonic: float) -> None:
        """A packet that the camera stamped `camera_us` has come; offset = camera − this computer."""
        if self._best is None:
            self._until = monotonic + (FIRST_S if self._last is None else OVER_S)
        offset = camera_us - now_us
        self._best = offset if self._best is None else max(self._best, offset)
        if monotonic < self._until:
            return
        best, self._best = self._best, None
        if self._last is None or abs(best - self._last) >= MOVED_US:
            self._last = best
            self._told(best)
