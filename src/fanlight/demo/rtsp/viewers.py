"""How packets reach one client: inside its RTSP connection (RFC 2326 §10.12) or as datagrams."""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from collections.abc import Sequence
from typing import Protocol

MOST_WAITING = 8 * 2**20
"""Bytes that may wait for a slow client, ten seconds of a large stream; then it is dropped, as by a camera."""
DATAGRAMS_AT_ONCE = 16
"""Datagrams sent in one go: a burst of a whole key frame would overflow a client's socket."""
DATAGRAM_PAUSE = 0.002

Address = tuple[str, int]


class Target(Protocol):
    """Where one track of one client goes."""

    def rtp(self, packets: Sequence[bytes], framed: dict[int, bytes]) -> None: ...

    def rtcp(self, packet: bytes) -> None: ...


class Interleaved:
    """`$`, channel, length, packet: in the connection itself."""

    def __init__(self, transport: asyncio.Transport, channel: int) -> None:
        self.transport, self.channel = transport, channel

    def rtp(self, packets: Sequence[bytes], framed: dict[int, bytes]) -> None:
        """`framed` keeps the framing for the next client with the same channel."""
        if (data := framed.get(self.channel)) is None:
            data = framed[self.channel] = frame(packets, self.channel)
        self._write(data)

    def rtcp(self, packet: bytes) -> None:
        self._write(frame([packet], self.channel + 1))

    def _write(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        self.transport.write(data)
        if self.transport.get_write_buffer_size() > MOST_WAITING:
            self.transport.abort()


class Datagrams:
    """Two ports of the client's own host."""

    def __init__(self, sockets: tuple[asyncio.DatagramTransport, ...], host: str, ports: tuple[int, int]) -> None:
        self.sockets = sockets
        self.addresses: tuple[Address, Address] = ((host, ports[0]), (host, ports[1]))
        self._waiting: deque[bytes] = deque(maxlen=8192)
        self._timer: asyncio.TimerHandle | None = None

    def rtp(self, packets: Sequence[bytes], framed: dict[int, bytes]) -> None:
        self._waiting.extend(packets)
        if self._timer is None:
            self._send()

    def rtcp(self, packet: bytes) -> None:
        if not self.sockets[1].is_closing():
            self.sockets[1].sendto(packet, self.addresses[1])

    def _send(self) -> None:
        self._timer = None
        for _ in range(min(DATAGRAMS_AT_ONCE, len(self._waiting))):
            packet = self._waiting.popleft()
            if not self.sockets[0].is_closing():
                self.sockets[0].sendto(packet, self.addresses[0])
        if self._waiting:
            self._timer = asyncio.get_running_loop().call_later(DATAGRAM_PAUSE, self._send)


def frame(packets: Sequence[bytes], channel: int) -> bytes:
    parts: list[bytes] = []
    for packet in packets:
        parts += (struct.pack("!BBH", 0x24, channel, len(packet)), packet)
    return b"".join(parts)


class Viewer:
    """One session that plays: its targets by track, and whether it has had its first key frame."""

    def __init__(self, targets: dict[int, Target], *, at_once: bool) -> None:
        self.targets = targets
        self.started = at_once
        self.greeted = False  # has had a sender report: with it, sound and pictures fit from the first packet on
