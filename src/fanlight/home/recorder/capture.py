"""One thread that only reads one stream of one camera: connects, hands on runs, and comes back after every fault."""

from __future__ import annotations

import logging
import random
import threading
from typing import Protocol

from fanlight.ground.clock import Clock
from fanlight.home.recorder.apart.reading import ReadingApart
from fanlight.home.recorder.connection import Address, hangs_up, open_camera
from fanlight.home.recorder.crashes import AtWork
from fanlight.home.recorder.reading import Reader, Stopped
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import CameraTrouble, HungUp, NoVideo, Silent

log = logging.getLogger(__name__)

STALL_S = 6.0
"""Nothing for so long and the connection is given up; FFmpeg's own time-out does not always fire."""
OPENING_S = 20.0
"""Name look-up, two transports and the search for a reason may take so long; then the thread counts as stuck."""
APART_FROM = 2
"""A thread that stuck so often is no accident: the camera is read in a process of its own, which can be ended."""
SETTLED_S = 20.0
"""A connection that lasted so long was a good one: the pauses begin anew."""


class Life(Protocol):
    """Who is told how a stream fares; called in the capture thread, must be quick."""

    def connecting(self, stream: Stream) -> None: ...

    def came(self, stream: Stream, run: Run) -> None:
        """A run begins: packets flow."""

    def went(self, stream: Stream, fault: CameraTrouble) -> None: ...

    def clock(self, stream: Stream, offset_us: int) -> None:
        """The camera's own clock is so far ahead of this computer's; negative: behind."""


class Capture:
    """Its thread is replaced when it is stuck: a call in C cannot be killed, only abandoned."""

    def __init__(
        self, address: Address, stream: Stream, life: Life, clock: Clock, at_work: AtWork, *, apart: bool = False
    ) -> None:
        self._address, self._stream, self._life, self._clock = address, stream, life, clock
        self._at_work, self._apart = at_work, apart
        self._reading: ReadingApart | None = None
        self._stuck = 0
        self._ended = threading.Event()
        self._stopped = False
        self._generation = 0
        self._alive_until = 0.0
        self._tries = 0
        self._has_sent = False
        self._kind: type[CameraTrouble] = HungUp

    def start(self) -> None:
        self._lives(OPENING_S)
        name = f"capture-{self._stream.camera}-{self._stream.name}"
        threading.Thread(target=self._run, args=(self._generation,), name=name, daemon=True).start()

    def stop(self) -> None:
        """The thread ends with its next packet; one that is stuck ends with the process."""
        self._stopped = True
        self._ended.set()
        self._end_reading()

    def watchdog(self) -> None:
        """Called about once a second by the process."""
        if self._ended.is_set() or self._clock.monotonic() < self._alive_until:
            return
        self._generation += 1
        self._stuck += 1
        self._end_reading()
        log.warning("camera %d: nothing comes, its reading thread is replaced", self._stream.camera)
        if self._stuck >= APART_FROM and not self._apart:
            self._apart = True
            log.warning("camera %d: from now on it is read in a process of its own", self._stream.camera)
        self._stream.end()
        self._life.went(self._stream, Silent())
        self.start()

    def _run(self, generation: int) -> None:
        while self._mine(generation):
            fault = self._connected(generation)
            if not self._mine(generation):
                return
            self._stream.end()
            self._life.went(self._stream, fault)
            pause = self._pause(fault)
            self._lives(pause + OPENING_S)
            self._ended.wait(pause)

    def _connected(self, generation: int) -> CameraTrouble:
        began = self._clock.monotonic()
        self._lives(OPENING_S)
        self._life.connecting(self._stream)
        try:
            if self._has_sent and hangs_up(self._address):
                raise NoVideo
            if self._apart:
                self._read_apart(generation)
            else:
                with self._at_work.on(self._stream.camera):
                    self._read_here(generation)
            fault: CameraTrouble = HungUp()
        except Stopped:
            fault = HungUp()
        except CameraTrouble as error:
            fault = error
        except Exception as error:  # whatever a camera's bytes set off must not end its recording for good
            log.error("camera %d: %s while reading", self._stream.camera, type(error).__name__)
            fault = HungUp()
        if self._clock.monotonic() - began > SETTLED_S:
            self._tries = 0
        return fault

    def _read_here(self, generation: int) -> None:
        with open_camera(self._address) as connection:
            self._lives(STALL_S)
            told = lambda offset_us: self._life.clock(self._stream, offset_us)  # noqa: E731
            reader = Reader(connection, self._stream, self._clock, told)
            reader.read(lambda now: self._goes_on(generation, now), lambda run: self._life.came(self._stream, run))

    def _read_apart(self, generation: int) -> None:
        reading = self._reading = ReadingApart(self._address)
        try:
            reading.read(
                self._stream,
                self._clock,
                opened=lambda: self._lives(STALL_S),
                go_on=lambda now: self._goes_on(generation, now),
                began=lambda run: self._life.came(self._stream, run),
            )
        finally:
            reading.close()

    def _end_reading(self) -> None:
        """A thread that waits for the process gets the end of its output; one in C here can only be left."""
        if self._reading is not None:
            self._reading.end()

    def _goes_on(self, generation: int, now: float) -> bool:
        if generation != self._generation or self._stopped:
            return False
        self._alive_until = now + STALL_S
        self._has_sent = True
        return True

    def _pause(self, fault: CameraTrouble) -> float:
        """Longer with each try of the same kind, and never two cameras in step."""
        if type(fault) is not self._kind:
            self._kind, self._tries = type(fault), 0
        pause = fault.pauses[min(self._tries, len(fault.pauses) - 1)]
        self._tries += 1
        return pause * random.uniform(0.8, 1.2)  # noqa: S311  (jitter, no secret)

    def _lives(self, seconds: float) -> None:
        self._alive_until = self._clock.monotonic() + seconds

    def _mine(self, generation: int) -> bool:
        return generation == self._generation and not self._ended.is_set()
