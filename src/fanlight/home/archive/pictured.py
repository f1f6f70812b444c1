"""Cameras as tiles show them: what moves live, what shows its last picture, what has none and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.urls import reverse

from fanlight.ground.clock import from_micros
from fanlight.home.archive import places
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.headline import WORKING, clock_words
from fanlight.home.recorder.mending import progress


@dataclass(frozen=True, slots=True)
class Tile:
    """One camera on a page."""

    id: int
    name: str
    is_alive: bool
    words: str  # why there is no picture, and since when; empty while there is one
    cure: str  # address of the camera's page
    stream: str  # the stream to look at live
    has_sub: bool
    still: str  # address of the last picture; empty where there is none
    live: str  # address of the live page that shows it large


def tiles(cameras: Iterable[Camera], *, now: datetime, zone: tzinfo, small: bool = True) -> list[Tile]:
    """Tiles in the residents' order; `small` takes the sub stream where there is one."""
    return [_tile(camera, now=now, zone=zone, small=small) for camera in cameras]


def _tile(camera: Camera, *, now: datetime, zone: tzinfo, small: bool) -> Tile:
    is_alive = camera.state in WORKING
    since = clock_words(from_micros(camera.state_since_us), now, zone) if camera.state_since_us else ""
    has_sub = bool(camera.sub_url)
    return Tile(
        id=camera.pk,
        name=camera.name,
        is_alive=is_alive,
        words="" if is_alive else _words(camera, since),
        cure=reverse("camera", args=[camera.pk]),
        stream="sub" if small and has_sub else "main",
        has_sub=has_sub,
        still=reverse("last-picture", args=[camera.pk]) if places.last_picture(camera.pk).is_file() else "",
        live=f"{reverse('live')}?camera={camera.pk}",
    )


def _words(camera: Camera, since: str) -> str:
    if camera.state == "connecting" and not camera.main_format:
        return "Connecting"
    return f"No picture since {since}" if since else "No picture"


def needs(cameras: Iterable[Camera], *, now: datetime, zone: tzinfo) -> list[tuple[str, str]]:
    """What needs a resident: a sentence and where to mend it."""
    going_on = progress(places.data())
    if going_on is not None:
        words = (
            f"The end of the last recordings is being mended: {going_on[0]} of {going_on[1]}. Then it records again."
        )
        return [(words, reverse("storage"))]  # until then no camera can say anything
    found = []
    for camera in cameras:
        if camera.state in WORKING or (camera.state == "connecting" and not camera.main_format):
            continue
        since = clock_words(from_micros(camera.state_since_us), now, zone)
        found.append((f"{camera.name} has sent no picture since {since}.", reverse("camera", args=[camera.pk])))
    return found


def front_door(cameras: Iterable[Camera]) -> Camera | None:
    """The camera that Today shows large: the doorbell, else the first."""
    known = list(cameras)
    return next((camera for camera in known if camera.doorbell), known[0] if known else None)
