"""The made-up cameras of one server and what they share: time, faults, who may watch."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol
from urllib.parse import quote

from fanlight.demo.rtsp.broadcast import Broadcast
from fanlight.demo.rtsp.clip import Clip
from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.reel import Reel
from fanlight.ground.clock import Clock, SystemClock

LOCAL = "127.0.0.1"

Playing = Clip | Sequence[Clip] | Mapping[str, Clip | Sequence[Clip]]
"""One clip; clips one after another; or versions of one scene by name, the first one shown at first."""


class Closable(Protocol):
    """A connection, as far as its camera knows it."""

    def close(self) -> None: ...


class Mount:
    """One camera's stream under its path."""

    def __init__(
        self, playing: Playing, clock: Clock, faults: Callable[[], Faults], since: Callable[[], float]
    ) -> None:
        if isinstance(playing, Mapping):
            reels = {name: _reel(version) for name, version in playing.items()}
        else:
            reels = {"": _reel(playing)}
        if len({len(reel.entries) for reel in reels.values()}) != 1:
            raise ValueError("versions of one scene have the same packets at the same times")
        self.since = since
        self.broadcast = Broadcast(reels, clock, faults, since)

    def current_clip(self) -> Clip:
        reel = self.broadcast.reel
        return reel.clips[reel.clip_at(self.since())]

    def show(self, *versions: str) -> None:
        """From the next key frame on, the first of these versions that the scene has."""
        for version in versions:
            if version in self.broadcast.reels:
                self.broadcast.want(version)
                return


def _reel(playing: Clip | Sequence[Clip]) -> Reel:
    return Reel([playing] if isinstance(playing, Clip) else playing)


class Cameras:
    """Made-up cameras by path. Their time begins with the first PLAY and goes on whether anybody watches or not."""

    def __init__(
        self,
        cameras: Mapping[str, Playing],
        *,
        user: str = "",
        password: str = "",
        faults: Faults | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.user, self.password = user, password
        self.faults = faults or Faults()
        self.clock = clock or SystemClock()
        self.connections: set[Closable] = set()
        self.asked: deque[str] = deque(maxlen=1000)  # methods, for tests that look on
        self.host, self.port = LOCAL, 0
        self.datagrams: tuple[asyncio.DatagramTransport, ...] = ()
        self.datagram_ports = (0, 0)
        self._began: float | None = None
        self.mounts = {
            name: Mount(playing, self.clock, lambda: self.faults, self.since) for name, playing in cameras.items()
        }

    def begin(self) -> None:
        if self._began is None:
            self._began = self.clock.monotonic()

    def since(self) -> float:
        return 0.0 if self._began is None else self.clock.monotonic() - self._began

    def url(self, name: str, *, with_password: bool = True) -> str:
        who = f"{quote(self.user)}:{quote(self.password, safe='')}@" if with_password and self.password else ""
        return f"rtsp://{who}{self.host}:{self.port}/{quote(name)}"
