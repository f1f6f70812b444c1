"""One thread that only reads one stream of one camera: connects, hands on runs, and comes back after every fault."""

from __future__ import annotations

import logging
import random
import threading
from typing import Protocol

from fanlight.ground.clock import Clock
from fanlight.home.recorder.connection import Address, open_camera
from fanlight.home.recorder.reading import Reader, Stopped
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.trouble import CameraTrouble, HungUp, Silent

log = logging.getLogger(__name__)

STALL_S = 6.0
"""Nothing for so long and the connection is given up; FFmpeg's own time-out does not always fire."""
OPENING_S = 20.0
"""Name look-up, two transports and the search for a reason may take so long; then the thread counts as stuck."""
SETTLED_S = 20.0
"""A connection that lasted so long was a good one: the pauses begin anew."""


class Life(Protocol):
    """Who is told how a stream fares; called in the capture thread, must be quick."""

    def connecting(self, stream: Stream) -> None: ...

    def came(self, stream: Stream, run: Run) -> None:
        """A run begins: packets flow."""

    def went(self, stream: Stream, fault: CameraTrouble) -> None: ...


class Capture:
    """Its thread is replaced when it is stuck: a call in C cannot be killed, only abandoned."""

    def __init__(self, address: Address, stream: Stream, life: Life, clock: Clock) -> None:
        self._address, self._stream, self._life, self._clock = address, stream, life, clock
        self._ended = threading.Event()
        self._stopped = False
        self._generation = 0
        self._alive_until = 0.0
        self._tries = 0
        self._kind: type[CameraTrouble] = HungUp

    def start(self) -> None:
        self._lives(OPENING_S)
        name = f"capture-{self._stream.camera}-{self._stream.name}"
        threading.Thread(target=self._run, args=(self._generation,), name=name, daemon=True).start()

    def stop(self) -> None:
        """The thread ends with its next packet; one that is stuck ends with the process."""
        self._stopped = True
        self._ended.set()

    def watchdog(self) -> None:
        """Called about once a second by the process."""
        if self._ended.is_set() or self._clock.monotonic() < self._alive_until:
            return
        self._generation += 1
        log.warning("camera %d: nothing comes, its reading thread is replaced", self._stream.camera)
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
            with open_camera(self._address) as connection:
                self._lives(STALL_S)
                reader = Reader(connection, self._stream, self._clock)
                reader.read(lambda now: self._goes_on(generation, now), lambda run: self._life.came(self._stream, run))
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

    def _goes_on(self, generation: int, now: float) -> bool:
        if generation != self._generation or self._stopped:
            return False
        self._alive_until = now + STALL_S
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
