"""The clock as an argument: the one place that reads the machine's time."""

from __future__ import annotations

import ctypes
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a part needs to know the time; tests hand in one that they move."""

    def now(self) -> datetime:
        """Wall clock time, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back; only differences mean something."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def micros(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z of an aware time: the integer that index and files carry."""
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_micros(value: int) -> datetime:
    """The aware UTC time of `micros`."""
    seconds, rest = divmod(value, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def synchronised() -> bool:
    """Whether the kernel says that the clock was set right since boot (Linux adjtimex; state 5: it was not)."""
    reading = ctypes.create_string_buffer(512)  # struct timex is 208 bytes at most; all zero only reads
    return ctypes.CDLL(None).adjtimex(reading) not in (-1, 5)
