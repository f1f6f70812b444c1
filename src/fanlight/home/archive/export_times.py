"""Times of an exported file: pieces of several connections on one line that only goes forward, without the holes."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

SEAM_US = 500_000  # within one connection, less than this between two pieces is kept as it was


class Timed(Protocol):
    """The times of a packet, in its own time base."""

    pts: int
    dts: int
    duration: int
    time_base: Fraction


class Timeline:
    """Where each packet of the source comes to lie in the file."""

    def __init__(self) -> None:
        self._run: bytes | None = None
        self._offset_us = 0  # file time = wall time + this
        self._last: dict[str, int] = {}  # medium -> last dts in its time base
        self.reached_us = 0  # end of the video so far

    def begin(self, run: bytes, start_us: int) -> None:
        """A piece of this connection follows, whose first picture was at `start_us`."""
        wanted = start_us + self._offset_us
        if run != self._run or not 0 <= wanted - self.reached_us <= SEAM_US:
            self._offset_us = self.reached_us - start_us
        self._run = run

    def place(self, medium: str, at_us: int, packet: Timed) -> tuple[int, int] | None:
        """(dts, pts) in the packet's time base; None for sound that would lie before what is there already."""
        one = packet.time_base * 1_000_000
        stamp = dts = round(Fraction(at_us + self._offset_us) / one)
        last = self._last.get(medium)
        if last is not None and dts <= last:
            if medium == "audio":
                return None
            dts = last + 1
        if dts < 0 and medium == "audio":
            return None  # sound from before the first picture
        self._last[medium] = dts
        if medium == "video":
            self.reached_us = max(self.reached_us, int((dts + (packet.duration or 0)) * one))
        return dts, max(dts, stamp + packet.pts - packet.dts)
