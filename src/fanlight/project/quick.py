"""Group commit before Django: messages that come together are answered by one go in one thread, in one commit.

A commit costs a write that must reach the disk, and Django's way through its middleware costs more than a signature
does. Here the event loop gathers what waits while the last go is on its way; the next go takes it all. Nobody is
answered before the go that held their message is over, so an answer still means that it is durable. What a go does not
answer takes the usual way through Django, as if it had just come.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from fanlight.project.middleware.body_limit import Application, Message, Receive, Send

MOST = 64  # messages in one go: the last of them waits for all

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came; `peer` is who the connection comes from, `headers` by lower-case name."""

    path: str
    headers: dict[str, str]
    peer: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Redirect:
    location: str
    headers: dict[str, str]


Go = Callable[[Sequence[Posted]], Sequence[Redirect | None]]


class Quick:
    """ASGI 3. `is_quick` says of a path whether `go` may answer what is posted there; None leaves it to Django."""

    def __init__(self, application: Application, is_quick: Callable[[str], bool], go: Go) -> None:
        self._application = application
        self._is_quick = is_quick
        self._do = go
        self._waiting: list[tuple[Posted, asyncio.Future[Redirect | None]]] = []
        self._going: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="quick")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not self._is_quick(scope["path"]):
            await self._application(scope, receive, send)
            return
        body = await _read(receive)
        if body is None:  # gone before all was said
            return
        answer = await self._answered(_posted(scope, body))
        if answer is None:
            await self._application(scope, _again(body, receive), send)
            return
        headers = [(b"location", answer.location.encode()), (b"content-length", b"0")]
        headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _answered(self, posted: Posted) -> Redirect | None:
        future: asyncio.Future[Redirect | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((posted, future))
        if self._going is None or self._going.done():
            self._going = asyncio.ensure_future(self._go())
        return await future

    async def _go(self) -> None:
        """One go after another, until nobody waits."""
        loop = asyncio.get_running_loop()
        while self._waiting:
            taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            answers: Sequence[Redirect | None] = [None] * len(taken)
            try:
                answers = await loop.run_in_executor(self._thread, self._do, [posted for posted, _ in taken])
            except Exception:  # Django's way says what is wrong to each of them
                _log.exception("A go failed")
            for (_, future), answer in zip(taken, answers, strict=True):
                if not future.done():  # who left meanwhile is not answered
                    future.set_result(answer)


def _posted(scope: Message, body: bytes) -> Posted:
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]},{text}" if key in headers else text
    client = scope.get("client")
    return Posted(scope["path"], headers, client[0] if client else "", body)


async def _read(receive: Receive) -> bytes | None:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read, once more; then the connection."""
    left: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return left.pop() if left else await receive()

    return receive_again
