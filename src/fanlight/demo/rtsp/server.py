"""A small RTSP server (RFC 2326) in one process: made-up cameras on one port of this machine."""

from __future__ import annotations

import asyncio
import socket

from fanlight.demo.rtsp.cameras import LOCAL, Cameras
from fanlight.demo.rtsp.connection import Connection
from fanlight.ground.errors import FanlightError

PAIRS_TRIED = 50


class NoPort(FanlightError):
    """No two neighbouring ports are free for a camera's datagrams."""

    remedy = "Close what holds so many ports open and start again."


class Server(Cameras):
    """Cameras that listen."""

    async def start(self, host: str = LOCAL, port: int = 0) -> None:
        """Listen; port 0 takes any free one."""
        loop = asyncio.get_running_loop()
        self.datagrams, self.datagram_ports = await _datagram_pair(loop, host)
        self._listener = await loop.create_server(lambda: Connection(self), host, port)
        self.host, self.port = host, self._listener.sockets[0].getsockname()[1]

    def drop_all(self) -> None:
        """Hang up on everybody, as a camera that starts anew."""
        for connection in list(self.connections):
            connection.close()

    async def stop(self) -> None:
        self._listener.close()
        self.drop_all()
        for datagrams in self.datagrams:
            datagrams.close()
        await asyncio.sleep(0)


async def _datagram_pair(
    loop: asyncio.AbstractEventLoop, host: str
) -> tuple[tuple[asyncio.DatagramTransport, asyncio.DatagramTransport], tuple[int, int]]:
    """An even port for RTP and the next one for RTCP (RFC 3550 §11)."""
    for _ in range(PAIRS_TRIED):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((host, 0))
            even = probe.getsockname()[1] & ~1
        pair: list[asyncio.DatagramTransport] = []
        try:
            for port in (even, even + 1):
                made = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=(host, port))
                pair.append(made[0])
        except OSError:
            for transport in pair:
                transport.close()
            continue
        return (pair[0], pair[1]), (even, even + 1)
    raise NoPort
