"""Endless answers: all live pictures of a page on one connection, and what the home says as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import access, places, spoken
from fanlight.home.household.hostile import harden
from fanlight.home.recorder import client
from fanlight.home.recorder.frames import Header, packed

MOST = 16  # cameras on one connection: more than a page of the grid holds
ALIVE_S = 2.0  # a page takes six seconds without a sign as a dead connection
AGAIN_S = 2.0  # before the recorder is asked again


@require_GET
async def live(request: HttpRequest) -> HttpResponseBase:
    """`?camera=1-main&camera=2-sub`: frames as on the control socket (docs/design/processes.md)."""
    wanted = await sync_to_async(_wanted)(request)
    response = StreamingHttpResponse(_live(wanted), content_type="application/octet-stream")
    response["X-Accel-Buffering"] = "no"
    return harden(response)


def _wanted(request: HttpRequest) -> list[Header]:
    found = []
    for text in request.GET.getlist("camera")[:MOST]:
        number, _, stream = text.partition("-")
        if not number.isdecimal() or len(number) >= 18 or stream not in ("main", "sub"):
            raise Http404
        found.append({"id": access.camera_for(request.user, int(number)).pk, "stream": stream})
    if not found:
        raise Http404
    return found


async def _live(wanted: list[Header]) -> AsyncIterator[bytes]:
    try:
        async for frame in _with_signs_of_life(client.follow_async(places.data(), {"do": "live", "cameras": wanted})):
            header, payload = frame if frame is not None else ({"what": "alive"}, b"")
            yield packed(header, payload)
    except (client.RecorderAway, client.RecorderRefused) as error:
        yield packed({"what": "words", "words": error.words()})


@require_GET
async def events(request: HttpRequest) -> HttpResponseBase:
    """Server-Sent Events (WHATWG HTML 9.2): events, camera states; a comment every two seconds keeps it alive."""
    response = StreamingHttpResponse(_events(), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return harden(response)


async def _events() -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n"
    was_away = False
    while True:
        frames = client.follow_async(places.data(), {"do": "events"})
        is_first = True
        with contextlib.suppress(client.RecorderAway, client.RecorderRefused):
            async for frame in _with_signs_of_life(frames):
                if is_first and frame is not None:  # from here on nothing is missed; what was missed is told once
                    is_first = False
                    if was_away:  # its cameras may have said how they are before anybody listened
                        yield _said({"what": "recorder", "words": ""})
                    for press in await sync_to_async(spoken.ringing)(micros(SystemClock().now())):
                        yield _said(press)
                header = frame[0] if frame is not None else {"what": "alive"}
                if header.get("what") in ("event", "camera"):
                    yield _said(await sync_to_async(spoken.enriched)(header))
                else:
                    yield b": alive\n\n"
        was_away = True
        yield _said({"what": "recorder", "words": client.RecorderAway().words()})
        await asyncio.sleep(AGAIN_S)


def _said(header: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(header, ensure_ascii=False)}\n\n".encode()


async def _with_signs_of_life(
    frames: AsyncIterator[tuple[Header, bytes]],
) -> AsyncIterator[tuple[Header, bytes] | None]:
    """The frames, and None after each two seconds without one; ends with them and closes them when left."""
    pending: asyncio.Task[tuple[Header, bytes]] | None = None
    try:
        while True:
            pending = pending or asyncio.ensure_future(anext(frames))
            done, _ = await asyncio.wait({pending}, timeout=ALIVE_S)
            if not done:
                yield None
                continue
            try:
                frame = pending.result()
            except StopAsyncIteration:
                return
            pending = None
            yield frame
    finally:
        if pending is not None:
            pending.cancel()
            with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration, client.RecorderAway):
                await pending
        await frames.aclose()  # type: ignore[attr-defined]
