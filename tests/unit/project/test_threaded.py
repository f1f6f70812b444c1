"""Django in a fixed pool of threads: one thread a request, few threads for many, files and streams whole."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core import signals
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from fanlight.project.threaded import ThreadedHandler

seen: list[tuple[str, int]] = []


@login_not_required
def plain(request: HttpRequest) -> HttpResponse:
    seen.append(("view", threading.get_ident()))
    return HttpResponse(f"{request.method} {request.GET.get('q', '')} {len(request.body)}")


@login_not_required
def file(request: HttpRequest) -> FileResponse:
    return FileResponse(Path(__file__).open("rb"), content_type="text/plain")


@login_not_required
async def stream(request: HttpRequest) -> StreamingHttpResponse:
    async def parts() -> AsyncIterator[bytes]:
        for number in range(1000):
            seen.append(("part", number))
            yield b"x" * 10
            await asyncio.sleep(0)

    return StreamingHttpResponse(parts())


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise KeyError("ours")


urlpatterns = [path("plain", plain), path("file", file), path("stream", stream), path("broken", broken)]


@pytest.fixture(autouse=True)
def _addresses() -> Any:
    seen.clear()
    with override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "fanlight.project.middleware.csp.ContentSecurityPolicyMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
    ):
        yield


async def asked(handler: ThreadedHandler, where: str, body: bytes = b"", *, leaves_after: int = 0) -> tuple[int, bytes]:
    """Status and body; `leaves_after` parts the reader is gone."""
    address, _, query = where.partition("?")
    scope = {
        "type": "http", "method": "POST" if body else "GET", "path": address, "query_string": query.encode(),
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    given = [{"type": "http.request", "body": body, "more_body": False}]
    gone = asyncio.Event()
    got: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if given:
            return given.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        got.append(message)
        if leaves_after and len(got) > leaves_after:
            gone.set()

    await handler(scope, receive, send)
    return got[0]["status"], b"".join(one.get("body", b"") for one in got[1:])


def test_a_page_with_its_middleware_and_signals_is_one_threads() -> None:
    """Start, view and end of a request are in one thread, so that its connection is one."""
    marks: list[int] = []

    def mark(**_: object) -> None:
        marks.append(threading.get_ident())

    signals.request_started.connect(mark)
    signals.request_finished.connect(mark)
    try:
        assert asyncio.run(asked(ThreadedHandler(1), "/plain?q=1", b"body")) == (200, b"POST 1 4")
    finally:
        signals.request_started.disconnect(mark)
        signals.request_finished.disconnect(mark)
    assert len(marks) == 2 and set(marks) == {seen[0][1]} and marks[0] != threading.get_ident()


def test_many_requests_share_few_threads() -> None:
    """Forty at once, three threads."""

    async def all_at_once() -> list[tuple[int, bytes]]:
        handler = ThreadedHandler(3)
        return list(await asyncio.gather(*(asked(handler, f"/plain?q={one}") for one in range(40))))

    answers = asyncio.run(all_at_once())
    assert [body for _, body in answers] == [f"GET {one} 0".encode() for one in range(40)]
    assert len({thread for _, thread in seen}) <= 3


def test_files_and_streams_are_whole() -> None:
    """What a view streams arrives, byte for byte."""
    handler = ThreadedHandler(1)
    assert asyncio.run(asked(handler, "/file")) == (200, Path(__file__).read_bytes())
    assert asyncio.run(asked(handler, "/stream")) == (200, b"x" * 10_000)


def test_a_reader_who_leaves_ends_the_stream() -> None:
    """Nothing is read on for nobody."""
    asyncio.run(asked(ThreadedHandler(1), "/stream", leaves_after=3))
    assert len(seen) < 900


def test_a_fault_of_ours_and_an_absent_page_are_answers() -> None:
    """And the next request is served."""
    handler = ThreadedHandler(1)
    with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False):
        assert asyncio.run(asked(handler, "/broken"))[0] == 500
    assert asyncio.run(asked(handler, "/nowhere"))[0] == 404
    assert asyncio.run(asked(handler, "/plain"))[0] == 200
