"""How each camera is doing, in words: for the list, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Q
from django.urls import reverse

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import places
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.footage import Gap
from fanlight.home.archive.rules.camera_words import format_words, rate_words, state_words
from fanlight.home.archive.rules.days import span_words
from fanlight.home.archive.rules.headline import WORKING, clock_words
from fanlight.home.recorder import client

ANSWER_S = 2.0  # a page must not wait for a recorder that is being started again
GAP_DAYS = 7
MOST_GAPS = 30
SHORTEST_GAP_US = 1_000_000  # less than a second between two connections is nobody's question


@dataclass(frozen=True, slots=True)
class State:
    """One camera in the list."""

    id: int
    name: str
    words: str
    hint: str
    is_alive: bool
    is_doorbell: bool
    is_demo: bool
    href: str
    still: str  # address of its last picture, if there is one


@dataclass(frozen=True, slots=True)
class Health:
    """A camera's page: sentences, empty where nothing is known."""

    rate: str
    key: str
    ring: str
    main: str
    sub: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One time without footage."""

    at_us: int
    length: str
    words: str


def active() -> list[Camera]:
    """All cameras that were not removed, in the residents' order."""
    return list(Camera.objects.filter(removed_us=None))


def state_of(camera: Camera, *, now: datetime, zone: tzinfo) -> State:
    """What the recorder last said of it."""
    since = clock_words(from_micros(camera.state_since_us), now, zone) if camera.state_since_us else ""
    return State(
        id=camera.pk,
        name=camera.name,
        words=state_words(camera.state, camera.recording, since),
        hint=" ".join(part for part in (camera.state_words, camera.format_words) if part),
        is_alive=camera.state in WORKING,
        is_doorbell=camera.doorbell,
        is_demo=camera.demo,
        href=reverse("camera", args=[camera.pk]),
        still=reverse("last-picture", args=[camera.pk]) if places.last_picture(camera.pk).is_file() else "",
    )


def health_of(camera: Camera, *, now: datetime, zone: tzinfo) -> Health:
    """Asks the recorder; sentences stay empty where it does not answer."""
    said = _said(camera.pk)
    last_key = said.get("last_key_us")
    ring = float(said.get("ring_seconds") or 0)
    return Health(
        rate=rate_words(float(said.get("fps") or 0), float(said.get("bits") or 0)),
        key=f"Last key frame {from_micros(last_key).astimezone(zone):%H:%M:%S}." if last_key else "",
        ring=f"The last {span_words(ring)} are in memory, so that a clip begins before the movement." if ring else "",
        main=format_words(camera.main_format),
        sub=format_words(camera.sub_format) if camera.sub_url else "",
    )


def _said(camera: int) -> dict[str, Any]:
    try:
        header, _ = client.ask(places.data(), {"do": "status"}, ANSWER_S)
    except FanlightError:
        return {}
    return next((one for one in header.get("cameras", []) if one.get("id") == camera), {})


def gaps_of(camera: Camera, *, now: datetime) -> list[GapRow]:
    """The last week's, newest first."""
    since = micros(now - timedelta(days=GAP_DAYS))
    rows = Gap.objects.filter(Q(end_us=None) | Q(end_us__gte=since), camera=camera).order_by("-start_us")
    found = []
    for row in rows[:MOST_GAPS]:
        length = (row.end_us or micros(now)) - row.start_us
        if length >= SHORTEST_GAP_US:
            words = "still going on" if row.end_us is None else span_words(length / 1e6)
            found.append(GapRow(row.start_us, words, row.words))
    return found
