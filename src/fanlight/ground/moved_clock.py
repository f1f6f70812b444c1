"""A clock that the demo can move forward, so that notices and waits of days pass in minutes; only under `.invalid`.

Names under `.invalid` can never be anybody's (RFC 2606 section 2), so a real community's time cannot be moved.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError

MOST = 400 * 86_400  # s forward: a demo of a year and a bit


class TimeIsReal(FanlightError):
    """The time of this community cannot be moved: it is no demo."""

    remedy = "Only a made-up community, whose log origin ends in .invalid, has a clock that one can move."


class MovedClock:
    """A clock that runs ahead of another by the seconds in a file; the file may change while it is read."""

    def __init__(self, base: Clock, file: Path) -> None:
        self._base = base
        self._file = file

    def now(self) -> datetime:
        return self._base.now() + timedelta(seconds=ahead(self._file))

    def monotonic(self) -> float:
        return self._base.monotonic()


def is_made_up(origin: str) -> bool:
    """Whether this log origin lies under `.invalid`: `commons.example.invalid/log` does."""
    return origin.partition("/")[0].endswith(".invalid")


def clock_for(origin: str, base: Clock, file: Path | None) -> Clock:
    """The clock of whoever follows or runs the log of this origin: moved only in a demo."""
    return MovedClock(base, file) if file is not None and is_made_up(origin) else base


def ahead(file: Path) -> int:
    """Seconds; 0 where the file is absent or says nothing sensible: the clock then is the machine's."""
    try:
        seconds = int(file.read_text())
    except (OSError, ValueError):
        return 0
    return seconds if 0 <= seconds <= MOST else 0


def move(origin: str, file: Path, seconds: int) -> int:
    """Move forward; returns how far ahead it is now. Raises TimeIsReal for any real log."""
    if not is_made_up(origin):
        raise TimeIsReal
    total = min(ahead(file) + max(0, seconds), MOST)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(str(total))
    beside.replace(file)
    return total
