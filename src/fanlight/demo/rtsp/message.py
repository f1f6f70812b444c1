"""RTSP messages as bytes (RFC 2326): what comes from a client that nobody vouches for, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from fanlight.ground.errors import FanlightError

MOST_HEADER = 8192
MOST_BODY = 65536
"""Bytes of one request: far more than any client sends, far less than would hurt."""

REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    501: "Not Implemented",
    505: "RTSP Version Not Supported",
    551: "Option not supported",
}


class BadMessage(FanlightError):
    """These bytes are not an RTSP request."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names in lower case."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path without slashes at its ends, unquoted; empty for `*`."""
        try:
            return unquote(urlsplit(self.url).path).strip("/") if self.url != "*" else ""
        except ValueError:
            return ""

    @property
    def cseq(self) -> str:
        value = self.headers.get("cseq", "").strip()
        return value if value.isascii() and value.isdigit() and len(value) <= 10 else "0"


class Inbox:
    """Turns the bytes of one connection into requests; what is interleaved (RTCP from the client) is dropped."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, untrusted_data: bytes) -> Iterator[Request]:
        """Yields whole requests; raises BadMessage, after which the connection is of no use."""
        self._pending += untrusted_data
        while (found := self._next()) is not None:
            if isinstance(found, Request):
                yield found

    def _next(self) -> Request | bytes | None:
        pending = self._pending
        while pending and pending[0] in b"\r\n":
            del pending[0]
        if pending[:1] == b"$":
            whole = 4 + int.from_bytes(pending[2:4]) if len(pending) >= 4 else MOST_BODY * 2
            return self._cut(whole) if len(pending) >= whole else None
        end = pending.find(b"\r\n\r\n", 0, MOST_HEADER)
        if end < 0:
            if len(pending) > MOST_HEADER:
                raise BadMessage
            return None
        request = parse_request(bytes(pending[:end]))
        body = request.headers.get("content-length", "0").strip()
        if not (body.isascii() and body.isdigit() and len(body) < 9 and int(body) <= MOST_BODY):
            raise BadMessage
        whole = end + 4 + int(body)
        if len(pending) < whole:
            return None
        self._cut(whole)
        return request

    def _cut(self, size: int) -> bytes:
        taken = bytes(self._pending[:size])
        del self._pending[:size]
        return taken


def parse_request(untrusted_head: bytes) -> Request:
    try:
        first, *rest = untrusted_head.decode("utf-8").split("\r\n")
    except UnicodeDecodeError as error:
        raise BadMessage from error
    words = first.split(" ")
    if len(words) != 3 or not words[0].isascii() or not words[2].startswith("RTSP/") or not words[1]:
        raise BadMessage
    headers: dict[str, str] = {}
    for line in rest:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadMessage
        headers[name.strip().lower()] = value.strip()
    return Request(words[0], words[1], headers)


def answer(status: int, cseq: str, headers: dict[str, str] | None = None, body: str = "") -> bytes:
    lines = [f"RTSP/1.0 {status} {REASONS[status]}", f"CSeq: {cseq}", "Server: Fanlight demo"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    encoded = body.encode()
    if encoded:
        lines.append(f"Content-Length: {len(encoded)}")
    return "\r\n".join([*lines, "", ""]).encode() + encoded
