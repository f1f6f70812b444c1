"""A clip as a plain MP4; long ones are made ready first, with words for the time that takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from fanlight.home.archive import access, clips, downloads
from fanlight.home.archive.rules.days import local
from fanlight.home.household.hostile import harden
from fanlight.home.household.house import zone

BLOCK = 262_144  # bytes read and sent at once
LOOKS_S = 0.1  # between looks whether the file is ready


@require_GET
async def download(request: HttpRequest, event: int) -> HttpResponseBase:
    """The file, once it is ready; a browser without scripts waits here."""
    making, name = await sync_to_async(_making)(request, event)
    while not making.done.is_set():
        await asyncio.sleep(LOOKS_S)
    if making.problem:
        return HttpResponse(making.problem, status=410, content_type="text/plain; charset=utf-8")
    response = StreamingHttpResponse(_blocks(making.out), content_type="video/mp4")
    response["Content-Length"] = str((await asyncio.to_thread(making.out.stat)).st_size)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return harden(response)


@require_GET
async def download_state(request: HttpRequest, event: int) -> HttpResponse:
    """Begins the work and says how far it is."""
    making, _ = await sync_to_async(_making)(request, event)
    state = {"ready": making.is_ready, "problem": bool(making.problem), "words": await asyncio.to_thread(making.words)}
    return JsonResponse(state, headers={"Cache-Control": "no-store"})


def _making(request: HttpRequest, event: int) -> tuple[downloads.Making, str]:
    row = access.event_for(request.user, event)
    at = local(row.start_us, zone())
    return downloads.make(row.pk, clips.clip_of(row)), f"{slugify(row.camera.name) or 'clip'}-{at:%Y-%m-%d-%H%M%S}.mp4"


async def _blocks(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while block := await asyncio.to_thread(file.read, BLOCK):
            yield block
    finally:
        file.close()
