"""A log read over one kept connection with a few requests under way: HTTP/1.1 pipelining, RFC 9112 §9.3.2.

Every request has the same few headers and nothing that tells who asks: no agent, cookie, language, condition. Redirects
are not followed. A server that sends slowly, much or nothing costs a bounded time and memory.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from fanlight.ground.clock import Clock
from fanlight.trust.ledger.faults import Unreachable
from fanlight.trust.ledger.source import NotThere, TooLong

UNDER_WAY = 8  # requests sent before their answers are read
PATIENCE = 10.0  # s without a byte
WHOLE = 60.0  # s for one answer, however it trickles; doubled for every 8 MiB of its limit
_ATTEMPTS = 2  # connections that broke over a single request before the log counts as unreachable
_CHUNK = 64 * 1024

Answer = bytes | NotThere | TooLong


class HttpSource:
    """A log under an http or https address. Not for several threads at once."""

    def __init__(self, url: str, clock: Clock) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise Unreachable("A log's address is http:// or https:// with a host.")
        self._secure = parts.scheme == "https"
        self._host, self._port = parts.hostname, parts.port or (443 if self._secure else 80)
        self._named = parts.netloc.rpartition("@")[2]
        self._prefix = parts.path.rstrip("/")
        self._clock = clock
        self._idle: list[_Line] = []

    def fetch(self, path: str, limit: int) -> bytes:
        (answer,) = self.fetch_all([(path, limit)])
        if isinstance(answer, bytes):
            return answer
        raise answer

    def fetch_all(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Answer]:
        """Answers in order. What a broken connection left unanswered is asked once more on a new one.

        Whoever fetches something else between two of these answers gets a second connection for it.
        """
        coming = iter(wanted)
        waiting: deque[tuple[str, int]] = deque()
        line: _Line | None = None
        failures = 0  # connections that broke over a single request, without an answer in between
        try:
            while True:
                while len(waiting) < (line.room if line else 1) and (one := next(coming, None)):
                    waiting.append(one)
                if not waiting:
                    return
                try:
                    line = line or self._any_line()
                    line.send([self._request(path) for path, _ in islice(waiting, line.unanswered, line.room)])
                    answer = line.answer(*waiting[0])
                except (OSError, http.client.HTTPException, ValueError) as error:
                    failures += line is None or line.room == 1
                    if line:
                        line.close()
                    line = None
                    if failures >= _ATTEMPTS:
                        raise Unreachable(f"{self._named} cannot be read: {_reason(error)}.") from None
                    continue
                failures = 0
                waiting.popleft()
                if not line.kept:
                    line.close()
                    line = None
                yield answer
        finally:
            if line and line.unanswered:
                line.close()  # answers that nobody will read stand in the way of the next
            elif line:
                self._idle.append(line)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _request(self, path: str) -> bytes:
        return (
            f"GET {self._prefix}/{path} HTTP/1.1\r\nHost: {self._named}\r\nAccept-Encoding: identity\r\n\r\n"
        ).encode("ascii")

    def _any_line(self) -> _Line:
        if self._idle:
            return self._idle.pop()
        plain = socket.create_connection((self._host, self._port), PATIENCE)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            context = ssl.create_default_context() if self._secure else None
            return _Line(context.wrap_socket(plain, server_hostname=self._host) if context else plain, self._clock)
        except BaseException:
            plain.close()
            raise


class _Line:
    """One connection: requests go out, answers come in by one shared reader."""

    def __init__(self, kept: socket.socket, clock: Clock) -> None:
        self._socket = kept
        self._raw = _Patient(kept, clock)
        self._reader = io.BufferedReader(self._raw, _CHUNK)
        self.room = 1  # requests under way: one until the server has shown that it keeps a connection
        self.unanswered = 0
        self.kept = True

    def send(self, requests: list[bytes]) -> None:
        self._socket.settimeout(PATIENCE)
        self._socket.sendall(b"".join(requests))
        self.unanswered += len(requests)

    def answer(self, path: str, limit: int) -> Answer:
        """The next answer; `kept` says afterwards whether the connection may be used on."""
        self._raw.until(WHOLE * (1 + limit // (8 << 20)))
        response = http.client.HTTPResponse(_Shared(self._reader), method="GET")  # type: ignore[arg-type]
        response.begin()
        if response.status not in (200, 404, 410):
            raise http.client.HTTPException(f"it answered with status {response.status}")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise http.client.HTTPException("it answered in an encoding that was not asked for")
        content = bytearray()
        while len(content) <= limit and (part := response.read(min(_CHUNK, limit + 1 - len(content)))):
            content += part
        if len(content) <= limit and response.length:
            raise http.client.IncompleteRead(bytes(content), response.length)
        self.kept = not response.will_close and len(content) <= limit
        self.unanswered -= 1
        self.room = UNDER_WAY
        if response.status != 200:
            return NotThere(f"{path} is not there.")
        return bytes(content) if len(content) <= limit else TooLong(f"{path} is longer than {limit} bytes.")

    def close(self) -> None:
        self._reader.close()
        self._socket.close()


class _Patient(io.RawIOBase):
    """Reads of a socket that end by a deadline, however the bytes trickle."""

    def __init__(self, kept: socket.socket, clock: Clock) -> None:
        self._socket = kept
        self._clock = clock
        self._end = 0.0

    def until(self, seconds: float) -> None:
        self._end = self._clock.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        rest = self._end - self._clock.monotonic()
        if rest <= 0:
            raise TimeoutError("it answers too slowly")
        self._socket.settimeout(min(PATIENCE, rest))
        return self._socket.recv_into(buffer)


class _Shared:
    """What HTTPResponse takes for a socket: it reads the one reader and does not close it."""

    def __init__(self, reader: io.BufferedReader) -> None:
        self._reader = reader

    def makefile(self, mode: str) -> _Unclosed:
        return _Unclosed(self._reader)


class _Unclosed(io.BufferedIOBase):
    def __init__(self, reader: io.BufferedReader) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> bytes:
        return self._reader.readline(size)

    def read(self, size: int | None = -1) -> bytes:
        return self._reader.read(size)

    def read1(self, size: int = -1) -> bytes:
        return self._reader.read1(size)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._reader.readinto(buffer)

    def peek(self, size: int = 0) -> bytes:
        return self._reader.peek(size)


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
