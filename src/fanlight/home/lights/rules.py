"""What a light does about an event: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fanlight.ground.sun import is_dark

KINDS = ("press", "person", "vehicle", "animal", "movement")
USUAL_KINDS = ("press", "person", "movement")
MINUTE = 60_000_000  # microseconds

# s that a wish is followed: a light that goes on two minutes late frightens whoever stands there by then; one that
# stays on is still to be switched off an hour later.
ON_FOR, OFF_FOR = 120, 3600


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a light, without the database."""

    camera: int
    kinds: Sequence[str]
    only_dark: bool
    minutes: int


def applies(rule: Rule, *, camera: int, kind: str, at: datetime, place: tuple[float, float] | None) -> bool:
    """Whether this event switches it on. Without a place nobody knows when it is dark, so it stays as it is."""
    if rule.camera != camera or kind not in rule.kinds:
        return False
    if not rule.only_dark:
        return True
    return place is not None and is_dark(at, *place)


def off_at(meant: str, off_at_us: int | None, now_us: int, minutes: int) -> int | None:
    """When it goes off: further events only ever lengthen it; a light that a hand switched on is left to hands."""
    until = now_us + minutes * MINUTE
    if meant != "on":
        return until
    return None if off_at_us is None else max(off_at_us, until)


def given_up(wanted: str, wanted_us: int, now_us: int) -> bool:
    """Whether it is no longer worth trying."""
    return now_us - wanted_us > (ON_FOR if wanted == "on" else OFF_FOR) * 1_000_000
