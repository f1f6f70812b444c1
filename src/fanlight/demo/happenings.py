"""What the demo says has happened yesterday and today: drawn moments put at times of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from fanlight.demo.light import light_at
from fanlight.demo.scenes.programme import SCENES, Moment
from fanlight.home.recorder.index import EventKind

PRE_ROLL = timedelta(seconds=5)
POST_ROLL = timedelta(seconds=10)
"""As in every clip: what led to an event and what came of it (home.recorder.events)."""
SETTLED = timedelta(seconds=30)
"""The last clip of the past is over so long before the recorder begins."""


@dataclass(frozen=True)
class Happening:
    """One drawn moment at a time of its own."""

    camera: str
    version: str  # day, night
    moment: Moment
    kind: EventKind
    start: datetime  # aware, UTC

    @property
    def end(self) -> datetime:
        return self.start + timedelta(seconds=self.moment.end - self.moment.start)

    @property
    def press(self) -> datetime | None:
        if self.moment.press is None:
            return None
        return self.start + timedelta(seconds=self.moment.press - self.moment.start)


@dataclass(frozen=True)
class Outage:
    """A span in which a camera sent nothing."""

    camera: str
    start: datetime
    end: datetime


Told = tuple[str, str, str]  # time of day, camera, which moment of its scene; a tilde: seen only as movement

YESTERDAY: Sequence[Told] = (
    ("02:11:24", "drive", "person"),
    ("05:42:10", "garden", "animal"),
    ("07:48:31", "drive", "~vehicle"),
    ("09:15:52", "front-door", "~vehicle"),
    ("10:22:07", "side-gate", "person"),
    ("11:05:40", "front-door", "person"),
    ("11:32:18", "garden", "animal"),
    ("12:55:03", "drive", "person"),
    ("15:26:44", "side-gate", "~animal"),
    ("16:40:29", "garden", "person"),
    ("19:52:11", "front-door", "person"),
    ("22:47:36", "side-gate", "animal"),
)
TODAY: Sequence[Told] = (
    ("01:18:09", "front-door", "~vehicle"),
    ("03:36:50", "garden", "animal"),
    ("06:31:27", "front-door", "person"),
    ("08:02:14", "drive", "vehicle"),
    ("08:41:55", "side-gate", "person"),
    ("09:47:33", "garden", "person"),
    ("10:58:21", "front-door", "person"),
    ("11:44:06", "garden", "animal"),
    ("13:40:48", "drive", "person"),
    ("14:21:15", "front-door", "person"),
    ("16:12:39", "side-gate", "animal"),
    ("18:05:02", "drive", "~vehicle"),
    ("20:33:57", "front-door", "person"),
)
NO_ANSWER = ("garden", "14:07:00", "14:19:30")
"""Yesterday's outage."""


def happenings(now: datetime, zone: tzinfo) -> list[Happening]:
    """All of yesterday and of today until now, oldest first."""
    found = [_happening(told, now, zone, days) for days, tolds in ((1, YESTERDAY), (0, TODAY)) for told in tolds]
    over = now - POST_ROLL - SETTLED
    return sorted((one for one in found if one.end < over), key=lambda one: one.start)


def outage(now: datetime, zone: tzinfo) -> Outage:
    camera, start, end = NO_ANSWER
    return Outage(camera, _at(start, now, zone, 1), _at(end, now, zone, 1))


def _happening(told: Told, now: datetime, zone: tzinfo, days: int) -> Happening:
    clock, camera, what = told
    start = _at(clock, now, zone, days)
    version = light_at(start, zone)
    moment = next(one for one in SCENES[camera][version].moments if one.kind == what.lstrip("~"))
    return Happening(camera, version, moment, "movement" if what.startswith("~") else moment.kind, start)


def _at(clock: str, now: datetime, zone: tzinfo, days: int) -> datetime:
    day = now.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(now.tzinfo)
