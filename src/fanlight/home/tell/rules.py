"""Who is told of what, and how long a notification is worth sending: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as wall_time

from fanlight.ground.web_push.push import Urgency

KINDS = ("press", "person", "vehicle", "animal", "movement")

# The bell and people are what a door is for. Movement is on because without the detector every visitor is only
# movement, and a house that stays silent is worse than one that speaks once too often. What the detector knows to be a
# vehicle or an animal is no visitor: off, until a resident wants it.
DEFAULTS: Mapping[str, bool] = {"press": True, "person": True, "vehicle": False, "animal": False, "movement": True}

MORNING = wall_time(7, 0)  # "until tomorrow": when the house is up again

SECOND = 1_000_000
# s that a notification is worth sending. Nobody opens to a ring of a minute ago; who walked by ten minutes ago stands
# in the list anyway; a camera that died at night is still news in the morning.
LIFETIMES: Mapping[str, int] = {"press": 60, "house": 12 * 3600, "digest": 12 * 3600, "test": 120}
EVENT_LIFETIME = 600

LEASE = 30 * SECOND  # longer than the longest attempt: 10 s of waiting for a push service, 20 s for Apprise


@dataclass(frozen=True, slots=True)
class Quiet:
    """A snooze: at this zone of this camera, at all of the camera where it names none, at all cameras where None."""

    camera: int | None
    until_us: int
    zone: str = ""

    def covers(self, camera: int, zone: str) -> bool:
        return self.camera is None or (self.camera == camera and self.zone in ("", zone))


def wanted(
    kind: str,
    camera: int,
    choices: Mapping[tuple[int, str], bool],
    quiet: Iterable[Quiet],
    now_us: int,
    zone: str = "",
) -> bool:
    """Whether this resident is told of such an event. A press rings through every snooze."""
    if not choices.get((camera, kind), DEFAULTS.get(kind, False)):
        return False
    if kind == "press":
        return True
    return not any(now_us < row.until_us and row.covers(camera, zone) for row in quiet)


def lifetime(kind: str) -> int:
    """Seconds until it is no longer worth sending."""
    return LIFETIMES.get(kind, EVENT_LIFETIME)


def urgency(kind: str) -> Urgency:
    """How the push service may delay it: a phone that dozes is only woken by `high`."""
    return "normal" if kind in ("house", "digest") else "high"


def tomorrow_morning(local_now: datetime) -> datetime:
    """The next seven o'clock of a following day, in the zone of `local_now`; between midnight and four, today's."""
    day = local_now.date() if local_now.hour < 4 else local_now.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=local_now.tzinfo)
