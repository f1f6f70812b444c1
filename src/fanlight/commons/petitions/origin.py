"""Which log this commons keeps: the name that its petitions' trees stand under."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from fanlight.ground.clock import Clock, SystemClock
from fanlight.ground.moved_clock import clock_for

NO_LOG = "commons.unfounded.invalid/log"


def log_origin() -> str:
    """From the log's public key, whose name is the origin (C2SP signed-note)."""
    try:
        text = (Path(settings.DATA) / "log" / "vkey").read_text()
    except OSError:
        return NO_LOG
    return text.partition("+")[0]


def clock() -> Clock:
    """The clock of this community: the machine's, or the demo's."""
    return clock_for(log_origin(), SystemClock(), settings.MOVED_CLOCK_FILE)
