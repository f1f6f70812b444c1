"""A packet's way through one camera: capture -> ring -> watch -> event -> segment, live, pictures. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fanlight.ground.clock import Clock
from fanlight.home.recorder.apart.decoding import DecodingApart
from fanlight.home.recorder.bulletin import Bulletin
from fanlight.home.recorder.capture import Capture
from fanlight.home.recorder.connection import Address
from fanlight.home.recorder.crashes import AtWork, Crashes
from fanlight.home.recorder.events import CameraEvents, Names
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.live import LiveView
from fanlight.home.recorder.packet import StreamFormat, StreamName
from fanlight.home.recorder.recording import Keep, Recording
from fanlight.home.recorder.ring import Budget
from fanlight.home.recorder.states import CameraLife
from fanlight.home.recorder.stream import Stream
from fanlight.home.recorder.watch.decoder import Decoder, Decodes
from fanlight.home.recorder.watching import Watched, Worker
from fanlight.home.recorder.writer import Writer

PATIENCE_S = 10.0
"""A sub stream that is away for less is only coming back; a watch that begins anew decodes everything for a while."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all cameras of a home share."""

    data: Path
    budget: Budget
    writer: Writer
    bulletin: Bulletin
    clock: Clock
    keep: Keep | None  # None: nothing may be written here
    why_not: str
    names: Names
    at_work: AtWork
    crashes: Crashes


class Pipeline:
    """One camera at work."""

    def __init__(self, plan: CameraPlan, shared: Shared, worker: Worker) -> None:
        self.plan, self._worker = plan, worker
        self._clock = clock = shared.clock

        # its state, as residents see it
        self.life = CameraLife(plan, shared.writer, shared.bulletin, clock)

        # capture: one thread per stream that only reads, into that stream's ring
        self.main = Stream(plan.id, "main", shared.budget)
        self.sub = Stream(plan.id, "sub", shared.budget) if plan.sub_url else None
        self._sub_until = clock.monotonic() + PATIENCE_S
        self.is_apart = shared.crashes.is_apart(plan)
        self._captures = [
            Capture(address(plan, stream.name), stream, self.life, clock, shared.at_work, apart=self.is_apart)
            for stream in self.streams
        ]

        # watch: a worker takes packets from the ring of the smaller stream; signals become events
        self.events = CameraEvents(plan, shared.writer, shared.bulletin, shared.names, clock)
        # (a camera that crashed the recorder twice is read and decoded in processes of its own)
        self._decoding = DecodingApart() if self.is_apart else None
        self.decoder: Callable[[StreamFormat], Decodes] = self._decoding.decoder if self._decoding else Decoder
        self.watch = Watched(plan, self.watched, self.events, shared.data, self.life.watching, self.decoder)
        self._deaf = [stream.listen(worker.heard, keys_only=not plan.prompt) for stream in self.streams]
        worker.add(plan.id, self.watch)

        # recording: whole GOPs from the main stream's ring to disk, while events or the plan want it
        self._recording: Recording | None = None
        if shared.keep is not None and plan.recording != "never":
            self._recording = Recording(self.main, shared.keep, clock, self.events.wanted, self.life.recording)
        elif shared.keep is None:
            self.life.recording(False, shared.why_not)

    @property
    def streams(self) -> list[Stream]:
        return [self.main] if self.sub is None else [self.main, self.sub]

    def start(self) -> None:
        for capture in self._captures:
            capture.start()
        if self._recording is not None:
            self._recording.start()

    def watched(self) -> Stream:
        """The sub stream costs a quarter; when it has been missing for a while the main stream is watched."""
        if self.sub is None:
            return self.main
        now = self._clock.monotonic()
        if self.sub.flows:
            self._sub_until = now + PATIENCE_S
        return self.main if now >= self._sub_until and self.main.flows else self.sub

    def view(self, name: StreamName) -> LiveView:
        """For one viewer."""
        stream = self.sub if name == "sub" and self.sub is not None else self.main
        return LiveView(stream, self.life.now)

    def tick(self) -> None:
        """About once a second."""
        for capture in self._captures:
            capture.watchdog()
        self.events.tick()

    def stop(self) -> None:
        """First half of the end: no packet more, events closed, segments closing."""
        for capture in self._captures:
            capture.stop()
        self._worker.remove(self.plan.id)
        self.events.close()
        if self._recording is not None:
            self._recording.stop()

    def join(self, timeout: float) -> None:
        """Second half: everything is on disk and in the index."""
        if self._recording is not None:
            self._recording.join(timeout)
        for deaf in self._deaf:
            deaf()
        if self._decoding is not None:
            self._decoding.end()
        for stream in self.streams:
            stream.forget()
        self.life.close()


def address(plan: CameraPlan, name: StreamName) -> Address:
    """Where a stream of the camera is, with the credentials of the camera."""
    url = plan.sub_url if name == "sub" and plan.sub_url else plan.url
    return Address(url, plan.username, plan.password, plan.transport, plan.sound and name == "main")
