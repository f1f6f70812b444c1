"""What yesterday would have told with other zones: the recorder's memory of looks, judged anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import places
from fanlight.home.archive.actions.zones import Outline, refuse_wrong
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.days import Day, day_of
from fanlight.home.archive.rules.polygons import FULL
from fanlight.home.archive.rules.told import Mark, foretold, marks_of
from fanlight.home.recorder import client

if TYPE_CHECKING:
    from fanlight.home.recorder.watch.preview import History
    from fanlight.home.recorder.watch.settings import Zone

ANSWER_S = 5.0
LEVELS = range(10, 101, 10)  # sensitivities, as the slider has them
NO_NAME = ""
WHOLE = ((0, 0), (FULL, 0), (FULL, FULL), (0, FULL))


class NothingSeen(FanlightError):
    """Yesterday was not watched."""

    remedy = "Come back tomorrow, then this shows how often you would have been told."


def foresee(*, camera: Camera, zones: Sequence[Outline], whole: int, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """The sentence and the marks of yesterday; of today so far where yesterday was not watched."""
    refuse_wrong(zones)
    today = day_of(micros(now), zone)
    for day, name in ((today.before, "Yesterday"), (today, "Today so far")):
        history = remembered(camera, day.start_us, day.end_us)
        if len(history.rows):
            marks = marks_between(history, watched(zones, whole), day)
            return {**foretold(name, marks), "marks": [mark.facts() for mark in marks]}
    raise NothingSeen


def watched(zones: Sequence[Outline], whole: int) -> list[Zone]:
    """As the watch takes them; without a watch zone the whole picture has the camera's sensitivity."""
    from fanlight.home.recorder.watch.settings import Zone  # numpy and OpenCV come with the watch, not with a page

    found = [Zone(one.name, one.purpose, one.points, one.sensitivity) for one in zones]  # type: ignore[arg-type]
    if not any(one.purpose == "watch" for one in found):
        found.append(Zone(NO_NAME, "watch", WHOLE, whole))
    return found


def remembered(camera: Camera, since_us: int, until_us: int) -> History:
    """The watch's memory of looks between two times."""
    from fanlight.home.recorder.watch.preview import History

    request = {"do": "history", "camera": camera.pk, "since_us": since_us, "until_us": until_us}
    _, payload = client.ask(places.data(), request, ANSWER_S)
    return History.from_bytes([payload] if payload else [])


def marks_between(history: History, zones: Sequence[Zone], day: Day) -> list[Mark]:
    """Every movement that the keenest setting tells: how weak a setting still tells it, and whether this one does."""
    from fanlight.home.recorder.watch.preview import would_fire

    told = [(one.start_s, one.end_s) for one in would_fire(history, zones)]
    by_level = {}
    for level in LEVELS:
        eager = [replace(one, sensitivity=level) if one.purpose == "watch" else one for one in zones]
        by_level[level] = [(one.start_s, one.end_s) for one in would_fire(history, eager)]
    return marks_of(told, by_level, day.start_us / 1e6, day.end_us / 1e6)
