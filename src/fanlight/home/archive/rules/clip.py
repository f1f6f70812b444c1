"""How much of the time before and after a movement belongs to its clip."""

from __future__ import annotations

PRE_ROLL_US = 5_000_000  # home.md, recording: what led to the movement
POST_ROLL_US = 10_000_000  # and what came of it


def span(start_us: int, end_us: int) -> tuple[int, int]:
    """The clip of a movement from `start_us` to `end_us`."""
    return start_us - PRE_ROLL_US, end_us + POST_ROLL_US
