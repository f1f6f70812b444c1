"""Bytes of footage and pictures, by index and by event; all of it is hostile content and none of it without sign-in."""

from __future__ import annotations

import re
from pathlib import Path

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import access, moments, places, proving, reading
from fanlight.home.household.hostile import harden, hostile
from fanlight.home.recorder import client

MP4, JPEG = "video/mp4", "image/jpeg"
FOR_EVER = 31_536_000  # s: bytes that never change
SETTLED = 600  # s: the moment does not change, but its footage may be deleted
SETTLING = 10  # s: the recorder rewrites this picture about so often
DAMAGED = 422  # the row is there, its bytes are not what was listed: the player goes round it
NOW_WIDTH = 960  # px: as the pictures of events
SHEET_NAME = re.compile(r"[0-9]{8}-[0-9]{4}\Z")


@require_safe
@hostile
def footage_start(request: HttpRequest, segment: int) -> HttpResponse:
    """A segment's initialisation."""
    row = access.segment_for(request.user, segment)
    try:
        return _bytes(reading.initialisation(row), MP4, FOR_EVER)
    except reading.FootageMissing as error:
        return _damaged(error)


@require_safe
@hostile
def footage(request: HttpRequest, segment: int, number: int) -> HttpResponse:
    """One listed fragment."""
    row = access.segment_for(request.user, segment)
    try:
        found = proving.proved_fragment(row, number)
    except (reading.FootageMissing, proving.FootageDamaged) as error:
        return _damaged(error)
    if found is None:
        raise Http404
    return _bytes(found, MP4, FOR_EVER)


@require_safe
@hostile
def picture(request: HttpRequest, event: int) -> HttpResponse:
    """The picture of an event; the small one where the large one was deleted with its footage."""
    row = access.event_for(request.user, event)
    large = places.picture(row.pk)
    return _file(large if large.is_file() else places.picture(row.pk, small=True), FOR_EVER)


@require_safe
@hostile
def picture_small(request: HttpRequest, event: int) -> HttpResponse:
    """The picture of an event as lists show it."""
    return _file(places.picture(access.event_for(request.user, event).pk, small=True), FOR_EVER)


@require_safe
@hostile
def last_picture(request: HttpRequest, camera: int) -> HttpResponse:
    """What a camera showed last."""
    return _file(places.last_picture(access.camera_for(request.user, camera).pk), 0)


@require_safe
@hostile
def picture_at(request: HttpRequest, camera: int, moment_us: int) -> HttpResponse:
    """What a camera showed at a moment that was recorded."""
    row = access.camera_for(request.user, camera)
    found = moments.still_at(row, moment_us) if moment_us <= access.LARGEST else None
    if found is None:
        raise Http404
    return _bytes(found, JPEG, SETTLED)


@require_safe
async def picture_of_now(request: HttpRequest, camera: int) -> HttpResponse:
    """What a camera shows now, decoded on demand; the last picture where the recorder has none."""
    row = await sync_to_async(access.camera_for)(request.user, camera)
    try:
        _, now = await client.ask_async(places.data(), {"do": "picture", "camera": row.pk, "width": NOW_WIDTH})
    except (client.RecorderAway, client.RecorderRefused):
        return await sync_to_async(_file)(places.last_picture(row.pk), 0)
    return _bytes(now, JPEG, 0)


@require_safe
@hostile
def preview(request: HttpRequest, camera: int, name: str) -> HttpResponse:
    """Ten minutes of a camera as sixty small pictures. A time without any is an empty answer, not a fault."""
    row = access.any_camera_for(request.user, camera)
    if not SHEET_NAME.match(name):
        raise Http404
    sheet = places.previews(row.pk) / f"{name}.jpg"
    if not sheet.is_file():
        return HttpResponse(status=204)
    return _file(sheet, SETTLING)


def _file(path: Path, cache_s: int) -> HttpResponse:
    try:
        return _bytes(path.read_bytes(), JPEG, cache_s)
    except OSError:
        raise Http404 from None


def _bytes(content: bytes, kind: str, cache_s: int) -> HttpResponse:
    return harden(HttpResponse(content, content_type=kind), cache_s=cache_s)


def _damaged(error: FanlightError) -> HttpResponse:
    return HttpResponse(error.words(), status=DAMAGED, content_type="text/plain; charset=utf-8")
