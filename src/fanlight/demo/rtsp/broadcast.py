"""One running stream: a reel paced in real time, each packet sent to every viewer (RTP and RTCP, RFC 3550)."""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fanlight.demo.rtsp.faults import Faults
from fanlight.demo.rtsp.payload import payloads
from fanlight.demo.rtsp.reel import Entry, Reel
from fanlight.demo.rtsp.sdp import payload_type
from fanlight.demo.rtsp.viewers import Viewer
from fanlight.ground.clock import Clock

REPORT_EVERY = 5.0
"""Seconds between sender reports, RFC 3550's least interval."""
NTP_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
LATE = 0.05
"""Seconds: who joins gets what was due so shortly before; above all the first key frame of a server that just began."""
EARLY = 0.002
"""Seconds: what is due within this is sent together."""


@dataclass(slots=True)
class Sender:
    """The RTP state of one track."""

    ssrc: int = field(default_factory=lambda: secrets.randbits(32))
    base: int = field(default_factory=lambda: secrets.randbits(32))
    sequence: int = field(default_factory=lambda: secrets.randbits(16))
    packets: int = 0
    octets: int = 0

    def stamp(self, ticks: int) -> int:
        return (self.base + ticks) & 0xFFFFFFFF

    def wrap(self, kind: int, ticks: int, bodies: list[bytes]) -> list[bytes]:
        made = []
        for number, body in enumerate(bodies, 1):
            marker = 0x80 if number == len(bodies) else 0
            head = struct.pack("!BBHII", 0x80, marker | kind, self.sequence, self.stamp(ticks), self.ssrc)
            self.sequence = (self.sequence + 1) & 0xFFFF
            made.append(head + body)
            self.octets += len(body)
        self.packets += len(bodies)
        return made

    def report(self, at: datetime, ticks: int) -> bytes:
        """A sender report (RFC 3550 §6.4.1) with the name that §6.5 asks for."""
        since = at - NTP_EPOCH
        seconds, fraction = since.days * 86_400 + since.seconds, (since.microseconds << 32) // 1_000_000
        counts = (self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF)
        report = struct.pack("!BBHIIIIII", 0x80, 200, 6, self.ssrc, seconds, fraction, self.stamp(ticks), *counts)
        name = b"demo"
        items = struct.pack("!BB", 1, len(name)) + name + b"\x00\x00"
        return report + struct.pack("!BBHI", 0x81, 202, 1 + len(items) // 4, self.ssrc) + items


class Broadcast:
    """The running stream of one camera; all times are seconds since the server's first PLAY."""

    def __init__(
        self, reels: dict[str, Reel], clock: Clock, faults: Callable[[], Faults], since: Callable[[], float]
    ) -> None:
        self.reels = reels
        self.showing = self.wanted = next(iter(reels))
        self.clock, self.faults, self.since = clock, faults, since
        self.viewers: dict[Viewer, Callable[[], None]] = {}  # with how to hang up
        self.senders = [Sender() for _ in self.reel.clips[0].tracks]
        self._task: asyncio.Task[None] | None = None
        self._reported = -REPORT_EVERY

    @property
    def reel(self) -> Reel:
        return self.reels[self.showing]

    def want(self, version: str) -> None:
        """Shown from the next key frame on; at once where nobody watches."""
        self.wanted = version
        if not self.viewers:
            self.showing = version

    def add(self, viewer: Viewer, hang_up: Callable[[], None]) -> None:
        self.viewers[viewer] = hang_up
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def remove(self, viewer: Viewer) -> None:
        self.viewers.pop(viewer, None)
        if not self.viewers and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        rounds, index = self.reel.place(max(0.0, self.since() - LATE))
        clip = self.reel.entries[index].clip
        while self.viewers:
            wait = self.reel.due(rounds, index) - self.since()
            if wait > EARLY:
                await asyncio.sleep(wait)
            entry = self.reel.entries[index]
            if entry.clip != clip and self.faults().close_between_clips:
                self._hang_up()
                return
            clip = entry.clip
            if entry.unit.is_key and entry.track.medium == "video":
                self.showing = self.wanted
                entry = self.reel.entries[index]
            if not self.faults().silent:
                self._emit(entry, self.reel.ticks(rounds, entry))
            index += 1
            if index == len(self.reel.entries):
                rounds, index = rounds + 1, 0

    def _hang_up(self) -> None:
        for hang_up in list(self.viewers.values()):
            hang_up()

    def _emit(self, entry: Entry, ticks: int) -> None:
        self._report()
        packets = self.senders[entry.index].wrap(payload_type(entry.track), ticks, payloads(entry.track, entry.unit))
        framed: dict[int, bytes] = {}
        leads = entry.index == 0 and entry.unit.is_key
        for viewer in list(self.viewers):
            viewer.started = viewer.started or leads
            target = viewer.targets.get(entry.index)
            if viewer.started and target is not None:
                if not viewer.greeted:
                    self._greet(viewer)
                target.rtp(packets, framed)

    def _report(self) -> None:
        if self.since() - self._reported >= REPORT_EVERY:
            self._reported = self.since()
            for viewer in self.viewers:
                self._greet(viewer)

    def _greet(self, viewer: Viewer) -> None:
        viewer.greeted = True
        at, since = self.clock.now() + timedelta(seconds=self.faults().clock_off_s), self.since()
        for index, target in viewer.targets.items():
            clock = self.reel.clips[0].tracks[index].clock
            target.rtcp(self.senders[index].report(at, int(since * clock)))
