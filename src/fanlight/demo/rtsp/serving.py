"""A made-up camera for the length of a `with`: the server in a thread of its own, for tests and tools."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fanlight.demo.rtsp.cameras import LOCAL, Playing
from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.server import Server
from fanlight.ground.clock import Clock


class Served:
    """The running server as another thread sees it."""

    def __init__(self, server: Server, loop: asyncio.AbstractEventLoop) -> None:
        self._server, self._loop = server, loop

    def url(self, name: str, *, with_password: bool = True) -> str:
        return self._server.url(name, with_password=with_password)

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def clients(self) -> int:
        return len(self._server.connections)

    @property
    def asked(self) -> list[str]:
        """The methods of all requests so far."""
        return list(self._server.asked)

    def misbehave(self, faults: Faults) -> None:
        """From now on; `Faults()` mends it."""
        self._server.faults = faults

    def show(self, name: str, version: str) -> None:
        self._loop.call_soon_threadsafe(self._server.mounts[name].show, version)

    def drop_all(self) -> None:
        self._loop.call_soon_threadsafe(self._server.drop_all)


@contextmanager
def serving(
    cameras: Mapping[str, Playing],
    *,
    port: int = 0,
    user: str = "",
    password: str = "",
    faults: Faults | None = None,
    clock: Clock | None = None,
) -> Iterator[Served]:
    """Serve while the block runs; connections are closed at its end."""
    loop = asyncio.new_event_loop()
    server = Server(cameras, user=user, password=password, faults=faults, clock=clock)
    thread = threading.Thread(target=loop.run_forever, name="made-up cameras", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(LOCAL, port), loop).result(timeout=10)
        try:
            yield Served(server, loop)
        finally:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result(timeout=10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()
