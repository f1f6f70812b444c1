"""The gate: the sizes of compressed packets against what this stream normally does, without decoding anything."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

WINDOW_S = 0.25
"""Sizes are summed over windows, because B-frames and layered streams have large and small packets side by side."""
HALF_LIFE_S = 30.0
"""The baseline forgets half in this time: slower than a passer-by, faster than dusk."""
FIRST_WINDOWS = 12
"""Three seconds of a run teach the baseline before anything is said."""
Z = 3.0
"""Deviations that the last three windows must reach together; 2.5 to 4 gave the same within 6 %."""
RISE = math.log(1.10)
"""And they must lie a tenth above the baseline: in a very steady stream three deviations are nothing."""
FULL_OF_NOISE = 0.375
"""Bits a second and pixel (0.025 a pixel at 15 a second) above which rate control and noise hide what moves."""
OFFSET = 400.0
"""Bytes added before the logarithm, so that empty windows do not weigh."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the bytes say at one packet."""

    pressure: float  # 1.0 = the gate's threshold; 0 when there is nothing to say
    saturated: bool  # noise fills the packets: the pressure means nothing


class Gate:
    """Baseline and deviation of the log size of inter packets, per window."""

    def __init__(self, pixels: int) -> None:
        self._pixels = max(1, pixels)
        self._mean = 0.0
        self._deviation = 0.12
        self._windows = 0
        self._last: deque[tuple[float, float]] = deque(maxlen=3)
        self._opened: float | None = None
        self._bytes = 0
        self._all_bytes = 0
        self._rate: float | None = None  # bytes a second, slow mean

    def feed(self, at_s: float, size: int, is_key: bool) -> Reading:
        """One packet in decode order; times that jump close at most a few windows."""
        if self._opened is None or not 0 <= at_s - self._opened < 5.0:
            self._opened, self._bytes, self._all_bytes = at_s, 0, 0
        pressure = 0.0
        while at_s >= self._opened + WINDOW_S:
            pressure = max(pressure, self._close())
            self._opened += WINDOW_S
        self._all_bytes += size
        if not is_key:
            self._bytes += size
        return Reading(pressure, self.saturated)

    @property
    def saturated(self) -> bool:
        """Whether noise fills the packets; unknown counts as no."""
        if self._rate is None or self._windows <= FIRST_WINDOWS:
            return False
        return self._rate * 8 / self._pixels > FULL_OF_NOISE

    def _close(self) -> float:
        x = math.log(self._bytes + OFFSET)
        self._windows += 1
        step = max(1 - 0.5 ** (WINDOW_S / HALF_LIFE_S), 1 / self._windows)
        rate = self._all_bytes / WINDOW_S
        self._bytes = self._all_bytes = 0
        self._rate = rate if self._rate is None else self._rate + step * (rate - self._rate)
        if self._windows == 1:
            self._mean = x
        deviates = x - self._mean
        limit = 2.5 * self._deviation if self._windows > FIRST_WINDOWS else 9.0
        self._mean += step * max(-limit, min(limit, deviates))
        spread = 1.25 * min(abs(deviates), 4 * self._deviation)
        self._deviation = max(0.03, self._deviation + step * (spread - self._deviation))
        self._last.append((deviates / self._deviation, deviates))
        if self._windows <= FIRST_WINDOWS:
            return 0.0
        rise = sum(one[1] for one in self._last) / 3
        together = sum(one[0] for one in self._last) / math.sqrt(3)
        return together / Z if rise > RISE else 0.0
