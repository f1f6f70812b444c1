"""The demo's past: yesterday and today until now, written once with the recorder's own segments and index."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from fanlight.demo.cast import DEMO_CAMERAS, demo_folder
from fanlight.demo.footage import Film, Keeping, Span, write_clip
from fanlight.demo.happenings import POST_ROLL, PRE_ROLL, Happening, happenings, outage
from fanlight.demo.scenes.shoot import scene_folder
from fanlight.ground.clock import Clock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Segment
from fanlight.home.recorder.index import EventKind
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.pictures import EVENT_WIDE, EVERY_S, Previews, jpeg
from fanlight.home.recorder.states import NOT_ANSWERING
from fanlight.home.recorder.store import Footage

Say = Callable[[str], None]

CONFIRMED_AFTER = timedelta(seconds=1)
PRESS_LASTS = timedelta(seconds=10)
"""As home.recorder.events has them: the second look, and a press without another one."""
NOT_SEEN = 2
"""The newest events that nobody has looked at yet."""
DRAWN = 1.0  # of 1: what was drawn is known for certain


@dataclass(frozen=True)
class Writing:
    """What all happenings share while the past is written."""

    data: Path
    keeping: Keeping
    cameras: dict[str, int]  # by key
    runs: dict[str, bytes]


def write_past(data: Path, clock: Clock, say: Say, zone: tzinfo | None = None) -> int:
    """Write what is not there yet and return how many events that were; `zone` is the household's, else this machine's.

    The caller holds the data directory's lock. After an interruption the same past is written on.
    """
    mark = demo_folder(data) / "past.json"
    begun: dict[str, Any] = {"until": clock.now().isoformat(), "done": False}
    if mark.exists():
        begun = json.loads(mark.read_text())
    if begun["done"]:
        return 0
    mark.write_text(json.dumps(begun))
    until = datetime.fromisoformat(begun["until"])
    local = zone or until.astimezone().tzinfo or until.tzinfo
    assert local is not None
    cameras = _cameras()
    index = ArchiveIndex(clock, demo_past=True)
    footage = data / "footage"
    footage.mkdir(mode=0o700, exist_ok=True)
    with Footage(footage) as store:
        keeping = Keeping(store, claim(store, index), index)
        writing = Writing(data, keeping, cameras, {key: secrets.token_bytes(16) for key in cameras})
        written = _write(writing, [one for one in happenings(until, local) if one.camera in cameras], say)
    _write_outage(writing, until, local)
    _look_through(cameras)
    mark.write_text(json.dumps(begun | {"done": True}))
    return written


def _cameras() -> dict[str, int]:
    """The demo's own rows, by the key at the end of their address."""
    rows = Camera.objects.filter(demo=True, removed_us=None)
    by_path = {urlsplit(row.url).path.strip("/"): row.pk for row in rows}
    return {one.key: by_path[one.key] for one in DEMO_CAMERAS if one.key in by_path}


def _write(writing: Writing, past: Sequence[Happening], say: Say) -> int:
    scenes = scene_folder(demo_folder(writing.data))
    films: dict[tuple[str, str], Film] = {}
    written = 0
    for number, one in enumerate(past, 1):
        if Event.objects.filter(camera_id=writing.cameras[one.camera], demo=True, start_us=micros(one.start)).exists():
            continue
        film = films.setdefault((one.camera, one.version), Film.of(scenes, one.camera, one.version))
        _write_footage(writing, one, film)
        with transaction.atomic():
            written += _write_events(writing, one, film)
        if number % 5 == 0 or number == len(past):
            say(f"Writing the demo's past: {number} of {len(past)} clips.")
    return written


def _write_footage(writing: Writing, one: Happening, film: Film) -> None:
    """The clip with what led to it and what came of it, and its row of previews."""
    camera = writing.cameras[one.camera]
    round_began = one.start - timedelta(seconds=one.moment.start)
    before, after = PRE_ROLL.total_seconds(), POST_ROLL.total_seconds()
    span = Span.around(one.moment.start - before, one.moment.end + after, round_began)
    if not Segment.objects.filter(camera_id=camera, demo=True, start_us=micros(span.start)).exists():
        write_clip(writing.keeping, camera, writing.runs[one.camera], film, span)
    previews = Previews(writing.data, camera)
    for second in range(int(one.moment.start - before), int(one.moment.end + after), EVERY_S):
        previews.seen(micros(round_began + timedelta(seconds=second)), film.picture(second))
    previews.close()


def _write_events(writing: Writing, one: Happening, film: Film) -> int:
    index, camera = writing.keeping.index, writing.cameras[one.camera]
    _event(writing, one, film, one.kind, one.start, one.end, one.moment.best)
    if one.press is None:
        return 1
    press = index.open_event(camera, "press", micros(one.press), micros(one.press), None, DRAWN)
    assert one.moment.press is not None
    index.name_event(press, "press", DRAWN, jpeg(film.picture(one.moment.press).bgr(EVENT_WIDE)))
    index.close_event(press, micros(one.press + PRESS_LASTS))
    return 2


def _event(
    writing: Writing, one: Happening, film: Film, kind: EventKind, start: datetime, end: datetime, best: float
) -> None:
    index, camera = writing.keeping.index, writing.cameras[one.camera]
    confirmed = start + CONFIRMED_AFTER
    score = film.movement(one.moment.start)
    event = index.open_event(camera, "movement", micros(start), micros(confirmed), None, score)
    for second in range(int((end - start).total_seconds())):
        at = start + timedelta(seconds=second)
        index.extend_event(event, micros(at), film.movement(one.moment.start + second))
    index.name_event(event, kind, DRAWN, jpeg(film.picture(best).bgr(EVENT_WIDE)))
    index.close_event(event, micros(end))


def _write_outage(writing: Writing, until: datetime, zone: tzinfo) -> None:
    found = outage(until, zone)
    camera = writing.cameras.get(found.camera)
    if camera is not None:
        writing.keeping.index.add_gap(camera, micros(found.start), micros(found.end), "camera", NOT_ANSWERING)


def _look_through(cameras: dict[str, int]) -> None:
    """Somebody has seen all but the newest."""
    rows = Event.objects.filter(camera_id__in=cameras.values(), demo=True)
    newest = list(rows.order_by("-start_us").values_list("pk", flat=True)[:NOT_SEEN])
    rows.exclude(pk__in=newest).update(seen=True)
