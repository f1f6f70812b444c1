"""How much a message to the commons may hold, before any of it is read: ASGI 3, around Django.

Django writes what arrives to a temporary file of whatever size, and only then calls a view.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class BodyLimit:
    """Refuses with 413 what announces too much, and ends a message that holds more than it may."""

    def __init__(self, application: Application, limit_of: Callable[[str, str], int]) -> None:
        self._application = application
        self._limit_of = limit_of

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        limit = self._limit_of(scope["method"], scope["path"])
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced[:20]) > limit:
            await _too_large(send, limit)
            return
        arrived = 0

        async def bounded() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            return {"type": "http.disconnect"} if arrived > limit else message

        await self._application(scope, bounded, send)


async def _too_large(send: Send, limit: int) -> None:
    words = f"At most {limit} bytes.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(words)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})
