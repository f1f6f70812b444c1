"""The demo's lamp: an address on this machine that switches it (HTTP/1.1, RFC 9112), as a household's relay has one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus

from fanlight.demo.rtsp.cameras import LOCAL

MOST_HEAD, MOST_BODY = 4096, 256
"""Bytes; a switch wants a word."""
PATIENCE = 5.0
"""Seconds for one request to arrive."""
PATH = "/lamp"


class NotAnswered(Exception):
    """The status that ends one request."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Lamp:
    """POST /lamp {"on": true} switches it, GET /lamp tells; both want the token."""

    def __init__(self, token: str, switched: Callable[[bool], None]) -> None:
        self._token, self._switched = token, switched
        self.on = False
        self.port = 0

    async def start(self, port: int) -> None:
        """Listen on this machine alone; port 0 takes any free one."""
        self._server = await asyncio.start_server(self._serve, LOCAL, port, limit=MOST_HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self._answered(reader)
        except NotAnswered as refusal:
            status = refusal.status
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            status = HTTPStatus.BAD_REQUEST
        body = json.dumps({"on": self.on}) if status == HTTPStatus.OK else ""
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        writer.close()

    async def _answered(self, reader: asyncio.StreamReader) -> HTTPStatus:
        method, headers = _head(await reader.readuntil(b"\r\n\r\n"))
        if not compare_digest(headers.get("authorization", "").encode(), f"Bearer {self._token}".encode()):
            raise NotAnswered(HTTPStatus.UNAUTHORIZED)
        if method == "POST":
            length = headers.get("content-length", "")
            if not (length.isascii() and length.isdigit() and 0 < int(length[:9]) <= MOST_BODY):
                raise NotAnswered(HTTPStatus.BAD_REQUEST)
            self._switch(_wish(await reader.readexactly(int(length))))
        elif method != "GET":
            raise NotAnswered(HTTPStatus.METHOD_NOT_ALLOWED)
        return HTTPStatus.OK

    def _switch(self, on: bool) -> None:
        self.on = on
        self._switched(on)


def _head(untrusted_head: bytes) -> tuple[str, dict[str, str]]:
    """Method and headers of a request for the lamp's path."""
    first, *lines = untrusted_head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, _, rest = first.partition(" ")
    path, _, version = rest.partition(" ")
    if not version.startswith("HTTP/1."):
        raise NotAnswered(HTTPStatus.BAD_REQUEST)
    if path != PATH:
        raise NotAnswered(HTTPStatus.NOT_FOUND)
    pairs = (line.partition(":") for line in lines)
    return method, {name.strip().lower(): value.strip() for name, _, value in pairs}


def _wish(untrusted_body: bytes) -> bool:
    try:
        wish = json.loads(untrusted_body)["on"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NotAnswered(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(wish, bool):
        raise NotAnswered(HTTPStatus.BAD_REQUEST)
    return wish
