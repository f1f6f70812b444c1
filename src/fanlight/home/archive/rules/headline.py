"""The answer at the top of Today, written from data: what is happening now, or since when nothing has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fanlight.home.archive.rules.titles import event_title, place_words

TELLING = ("press", "person", "vehicle", "animal", "movement")  # what is said first when several go on at once
RINGING = timedelta(seconds=30)  # so long a bell counts as ringing now
WORKING = {"recording", "watching"}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as far as the headline needs it."""

    kind: str
    at: datetime  # its start, aware
    open: bool
    camera: str
    place: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class CameraFact:
    """A camera as far as the headline needs it."""

    name: str
    state: str
    since: datetime
    records: bool = True


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence, and where the first says less than all a second."""

    text: str
    lead: str = ""


def headline(
    *, now: datetime, zone: tzinfo, happenings: Sequence[Happening], cameras: Sequence[CameraFact], since: datetime
) -> Headline:
    """The heading of Today; `happenings` are the newest events, `since` is when watching began or the day did."""
    if not cameras:
        return Headline("No camera yet", "Add the first one to see what happens.")
    current = [h for h in happenings if h.open or (h.kind == "press" and now - h.at < RINGING)]
    if current:
        return Headline(_now_words(min(current, key=lambda h: (TELLING.index(h.kind), -h.at.timestamp()))))
    lead = _cameras_words(cameras)
    if not any(camera.state in WORKING for camera in cameras):
        return Headline(_dark_words(cameras, now, zone))
    last = max(happenings, key=lambda h: h.at, default=None)
    if last is None:
        return Headline(f"Nothing has moved since {clock_words(since, now, zone)}.", lead)
    return Headline(f"Quiet since {_thing(last)} {_at_words(last.at, now, zone)}", lead)


def _now_words(happening: Happening) -> str:
    if happening.kind == "press":
        where = place_words(place=happening.place, zone="", camera=happening.camera)
        return f"The bell rings {where}"
    title = event_title(kind=happening.kind, place=happening.place, zone=happening.zone, camera=happening.camera)
    return f"{title} now"


def _thing(happening: Happening) -> str:
    if happening.kind == "press":
        return "the bell"
    title = event_title(kind=happening.kind, place=happening.place, zone=happening.zone, camera=happening.camera)
    return title[0].lower() + title[1:]


def clock_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    """ "14:21", "yesterday 14:21", "3 Nov 14:21": today without its date."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"yesterday {local:%H:%M}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {local:%b}{year} {local:%H:%M}"


def _at_words(at: datetime, now: datetime, zone: tzinfo) -> str:
    words = clock_words(at, now, zone)
    return f"at {words}" if words[0].isdigit() and words[2] == ":" else words


def _cameras_words(cameras: Sequence[CameraFact]) -> str:
    missing = [camera.name for camera in cameras if camera.state not in WORKING]
    if not missing:
        recording = any(camera.records for camera in cameras)
        if len(cameras) == 1:
            return "The camera is recording." if recording else "The camera is watching."
        return "The cameras are recording." if recording else "The cameras are watching."
    if len(missing) == 1:
        return f"No picture from {missing[0]}."
    return f"No picture from {', '.join(missing[:-1])} and {missing[-1]}."


def _dark_words(cameras: Sequence[CameraFact], now: datetime, zone: tzinfo) -> str:
    if all(camera.state == "connecting" for camera in cameras):
        return "Connecting to the camera" if len(cameras) == 1 else "Connecting to the cameras"
    last = clock_words(max(camera.since for camera in cameras), now, zone)
    return f"No picture from {cameras[0].name} since {last}" if len(cameras) == 1 else f"No camera since {last}"
