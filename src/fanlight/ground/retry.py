"""How long to wait between attempts at something outside: doubled each time, spread, and never longer than heeded."""

from __future__ import annotations

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # s
HEEDED_WAIT = 3600.0  # s: the longest wish to wait that is believed


def wait_after(attempts: int, wish: float | None, jitter: float) -> float:
    """Seconds until the next attempt; `jitter` in 0..1 spreads those of many rows; the other side's own wish wins."""
    if wish is not None:
        return min(max(wish, FIRST_WAIT), HEEDED_WAIT)
    return min(FIRST_WAIT * 2.0 ** min(max(0, attempts - 1), 16), LONGEST_WAIT) * (0.75 + 0.5 * jitter)
