"""Talks to the recorder over its control socket, plainly or with asyncio; standard library only, for every process."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.frames import LENGTHS, Header, header_of, lengths, packed
from fanlight.home.recorder.frames import socket_path as socket_path

ANSWER_S = 15.0
"""For one answer: a picture may have to wait for a busy small computer."""
QUIET_S = 30.0
"""An endless answer that says nothing for so long comes from a recorder that is gone: `alive` comes every 10 s."""


class RecorderAway(FanlightError):
    """The recorder does not answer."""

    remedy = "It starts again by itself within seconds. If this lasts, look at the output of fanlight home."


class RecorderRefused(FanlightError):
    """The recorder cannot do this."""


def ask(data: Path, request: Header, timeout: float = ANSWER_S) -> tuple[Header, bytes]:
    """One request, one answer."""
    with _connected(data, timeout) as connection:
        header, payload = _sent_and_read(connection, request)
    return _accepted(header), payload


def status(data: Path) -> Header:
    """States of all cameras and the recorder's memory."""
    return ask(data, {"do": "status"})[0]


def reload(data: Path) -> None:
    """Cameras were added, changed or removed."""
    ask(data, {"do": "reload"})


def press(data: Path, camera: int) -> int:
    """The event that a press opened or joined."""
    return int(ask(data, {"do": "press", "camera": camera})[0]["event"])


def movement(data: Path, camera: int, kind: str = "movement") -> int:
    """The event that the camera's own finding, or an API's, opened or joined."""
    return int(ask(data, {"do": "movement", "camera": camera, "kind": kind})[0]["event"])


def picture(data: Path, camera: int, width: int = 960) -> bytes:
    """A JPEG of now."""
    return ask(data, {"do": "picture", "camera": camera, "width": width})[1]


def history(data: Path, camera: int, since_us: int, until_us: int) -> bytes:
    """The looks of a camera, for the zones preview."""
    return ask(data, {"do": "history", "camera": camera, "since_us": since_us, "until_us": until_us})[1]


def follow(data: Path, request: Header, quiet: float = QUIET_S) -> Iterator[tuple[Header, bytes]]:
    """The frames of an endless answer (`live`, `events`), until the recorder or the reader ends it."""
    with _connected(data, quiet) as connection:
        header, payload = _sent_and_read(connection, request)
        if header.get("ok") is False:
            _accepted(header)
        if "what" in header:
            yield header, payload
        while True:
            try:
                yield _read(connection)
            except RecorderAway:
                return


async def ask_async(data: Path, request: Header, timeout: float = ANSWER_S) -> tuple[Header, bytes]:
    """One request, one answer, without blocking."""
    try:
        async with asyncio.timeout(timeout), _opened(data) as (reader, writer):
            writer.write(packed(request))
            await writer.drain()
            header, payload = await _read_async(reader)
    except TimeoutError:
        raise RecorderAway from None
    return _accepted(header), payload


async def follow_async(data: Path, request: Header, quiet: float = QUIET_S) -> AsyncIterator[tuple[Header, bytes]]:
    """As `follow`; closing the iterator closes the connection."""
    async with _opened(data) as (reader, writer):
        writer.write(packed(request))
        await writer.drain()
        first = True
        while True:
            try:
                async with asyncio.timeout(quiet):
                    header, payload = await _read_async(reader)
            except (TimeoutError, RecorderAway):
                if first:
                    raise RecorderAway from None
                return
            if first and "what" not in header:
                _accepted(header)
            else:
                yield header, payload
            first = False


def _accepted(header: Header) -> Header:
    if header.get("ok") is not True:
        raise RecorderRefused(str(header.get("words", "")))
    return header


@contextlib.contextmanager
def _connected(data: Path, timeout: float) -> Iterator[socket.socket]:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(timeout)
    try:
        connection.connect(str(socket_path(data)))
        yield connection
    except OSError:
        raise RecorderAway from None
    finally:
        connection.close()


def _sent_and_read(connection: socket.socket, request: Header) -> tuple[Header, bytes]:
    connection.sendall(packed(request))
    return _read(connection)


def _read(connection: socket.socket) -> tuple[Header, bytes]:
    header, payload = lengths(_exactly(connection, LENGTHS.size))
    return header_of(_exactly(connection, header)), _exactly(connection, payload)


def _exactly(connection: socket.socket, count: int) -> bytes:
    got = bytearray()
    while len(got) < count:
        try:
            part = connection.recv(min(count - len(got), 1 << 18))
        except OSError:
            raise RecorderAway from None
        if not part:
            raise RecorderAway
        got += part
    return bytes(got)


@contextlib.asynccontextmanager
async def _opened(data: Path) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    try:
        reader, writer = await asyncio.open_unix_connection(str(socket_path(data)))
    except OSError:
        raise RecorderAway from None
    try:
        yield reader, writer
    finally:
        writer.close()


async def _read_async(reader: asyncio.StreamReader) -> tuple[Header, bytes]:
    try:
        header, payload = lengths(await reader.readexactly(LENGTHS.size))
        return header_of(await reader.readexactly(header)), await reader.readexactly(payload)
    except (asyncio.IncompleteReadError, OSError):
        raise RecorderAway from None
