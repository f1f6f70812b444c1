"""The gate: the sizes of compressed packets against what this stream normally does, without decoding anything."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

WINDOW_S = 0.25
"""Sizes are summed over windows, because B-frames and layered streams have large and small packets side by side."""
HALF_LIFE_S = 30.0
"""The baseline forgets half in this time: slower than a passer-by, faster than dusk."""
PHASES = 24
"""Windows since the key frame with a mean of their own (6 s): after one, packets are up to four times larger."""
PHASE_SHARE = 0.08
"""Share of one GOP in the mean of a phase, once a dozen are known."""
FIRST_WINDOWS = 12
"""Three seconds of a run teach the baseline before anything is said."""
Z = 3.0
"""Deviations that the last windows must reach together; 2.5 to 4 gave the same within 6 %."""
SPANS = (3, 5)
"""Windows that are taken together: something near for a moment, something far for longer."""
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
    """Log size of inter packets per window, less its mean so far from the key frame, in its own deviations."""

    def __init__(self, pixels: int) -> None:
        self._pixels = max(1, pixels)
        self._level = 0.0
        self._phases = [0.0] * PHASES
        self._counts = [0] * PHASES
        self._deviation = 0.12
        self._windows = 0
        self._last: deque[tuple[float, float]] = deque(maxlen=max(SPANS))
        self._opened: float | None = None
        self._phase = 0
        self._bytes = 0
        self._all_bytes = 0
        self._rate: float | None = None  # bytes a second, slow mean
        self._rate_from = 0.0

    def feed(self, at_s: float, size: int, is_key: bool) -> Reading:
        """One packet in decode order. Times that jump begin a window anew."""
        pressure = 0.0
        if self._opened is None or not 0 <= at_s - self._opened < 5.0:
            self._begin(at_s)
            self._all_bytes, self._rate_from = 0, at_s
        elif is_key:  # the started window is left out: its end would lie in another phase
            self._begin(at_s)
        while self._opened is not None and at_s >= self._opened + WINDOW_S:
            pressure = max(pressure, self._close())
            self._opened += WINDOW_S
        if at_s - self._rate_from >= 1.0:
            self._measure(at_s)
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

    def _begin(self, at_s: float) -> None:
        self._opened, self._phase, self._bytes = at_s, 0, 0

    def _measure(self, at_s: float) -> None:
        rate, passed = self._all_bytes / (at_s - self._rate_from), at_s - self._rate_from
        self._all_bytes, self._rate_from = 0, at_s
        share = max(1 - 0.5 ** (passed / HALF_LIFE_S), 1 / (1 + self._windows * WINDOW_S))
        self._rate = rate if self._rate is None else self._rate + share * (rate - self._rate)

    def _close(self) -> float:
        x, phase = math.log(self._bytes + OFFSET), min(self._phase, PHASES - 1)
        self._bytes, self._phase = 0, self._phase + 1
        self._windows += 1
        if self._windows == 1:
            self._level = x
        deviates = x - self._level - self._phases[phase]
        self._learn(deviates, phase)
        self._last.append((deviates / self._deviation, deviates))
        if self._windows <= FIRST_WINDOWS:
            return 0.0
        return max(self._pressure(span) for span in SPANS)

    def _learn(self, deviates: float, phase: int) -> None:
        step = max(1 - 0.5 ** (WINDOW_S / HALF_LIFE_S), 1 / self._windows)
        limit = 2.5 * self._deviation if self._windows > FIRST_WINDOWS else 9.0
        clipped = max(-limit, min(limit, deviates))
        self._level += step * clipped
        self._counts[phase] += 1
        self._phases[phase] += max(PHASE_SHARE, 1 / (self._counts[phase] + 1)) * clipped
        spread = 1.25 * min(abs(deviates), 4 * self._deviation)
        self._deviation = max(0.03, self._deviation + step * (spread - self._deviation))

    def _pressure(self, span: int) -> float:
        last = list(self._last)[-span:]
        if len(last) < span or sum(one[1] for one in last) / span <= RISE:
            return 0.0
        return sum(one[0] for one in last) / math.sqrt(span) / Z
