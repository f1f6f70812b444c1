"""A stream of a camera as those who read it see it: runs one after the other, each with its format, clock and ring."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat, StreamName
from fanlight.home.recorder.ring import Budget, Ring

Told = Callable[[Packet], None]


class Run:
    """All packets of one connection without a jump."""

    def __init__(self, number: int, stream_format: StreamFormat, epoch_us: int, budget: Budget) -> None:
        self.id = secrets.token_bytes(16)
        self.number = number
        self.format = stream_format
        self.words = ""  # what of the stream cannot be used
        self.epoch_us = epoch_us  # wall clock of tick 0; follows the camera's drift
        self.ring = Ring(budget)
        self.closed = False
        self.successor: Run | None = None

    def wall_us(self, ticks: int) -> int:
        """Wall clock of a time in the run."""
        return self.epoch_us + ticks * 1_000_000 // VIDEO_HZ

    def ticks_at(self, wall_us: int) -> int:
        return (wall_us - self.epoch_us) * VIDEO_HZ // 1_000_000


class Stream:
    """What capture writes to and the others read from; listeners are called in the capture thread and must be quick."""

    def __init__(self, camera: int, name: StreamName, budget: Budget) -> None:
        self.camera, self.name = camera, name
        self.run: Run | None = None  # the newest, open or closed
        self.before: Run | None = None
        self.last_key_us = 0
        self._budget = budget
        self._told: tuple[Told, ...] = ()
        self._told_keys: tuple[Told, ...] = ()
        self._lock = threading.Lock()

    def begin(self, stream_format: StreamFormat, epoch_us: int) -> Run:
        """A new run; the one before the last gives its memory back."""
        with self._lock:
            run = Run(self.run.number + 1 if self.run else 0, stream_format, epoch_us, self._budget)
            if self.before is not None:
                self.before.ring.forget()
            if self.run is not None:
                self.run.successor = run
            self.before, self.run = self.run, run
            return run

    def feed(self, run: Run, packet: Packet) -> None:
        run.ring.append(packet)
        if packet.is_key and packet.medium == "video":
            self.last_key_us = run.wall_us(packet.dts)
            for told in self._told_keys:
                told(packet)
        for told in self._told:
            told(packet)

    @property
    def flows(self) -> bool:
        return self.run is not None and not self.run.closed

    def end(self) -> None:
        """No packet will follow in this run."""
        if self.run is not None:
            self.run.closed = True

    def forget(self) -> None:
        """The camera is taken out of work: its memory is given back."""
        self.end()
        for run in (self.before, self.run):
            if run is not None:
                run.ring.forget()

    def listen(self, told: Told, *, keys_only: bool = False) -> Callable[[], None]:
        """From now on called for every packet, or every key frame; the answer ends it."""
        with self._lock:
            if keys_only:
                self._told_keys = (*self._told_keys, told)
            else:
                self._told = (*self._told, told)

        def stop() -> None:
            with self._lock:
                self._told = tuple(one for one in self._told if one is not told)
                self._told_keys = tuple(one for one in self._told_keys if one is not told)

        return stop
