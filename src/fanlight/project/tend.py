"""The tend process: sends what waits, looks after what lasts; woken by a datagram, ends within 3 s of SIGTERM.

Rows are leased and written by the main thread alone; the threads of the pool only talk to the network. What may take
long (retention) has a thread of its own, so that no push waits for it.
"""

from __future__ import annotations

import logging
import os
import queue
import random
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from fanlight.ground.clock import Clock
from fanlight.ground.errors import FanlightError
from fanlight.ground.wake import tend_socket, wake_tend
from fanlight.project.environ import Environ

LOOK = 1.0  # s between looks without a datagram: retries and lamps to be switched off are due by the second
THREADS = 8  # of each outbox on their way at once; each may wait 10 s for its service, a lamp for no slow phone
COMPLAIN_EVERY = 60.0  # s: a database that is away fails every second, and says so once a minute
END_WITHIN = 2.0  # s that a message on its way may still take at the end; its lease runs out otherwise

_log = logging.getLogger(__name__)


class Outbox(Protocol):
    """Rows that want something done outside: leased, tried in a thread, written down."""

    def lease(self, now: datetime, room: int) -> Sequence[Any]:
        """At most `room`, so that none waits for a thread while its lease runs out."""
        ...

    def attempt(self, job: Any, now: datetime) -> Any:
        """In a thread, without the database."""
        ...

    def record(self, job: Any, outcome: Any, now: datetime, jitter: float) -> None: ...


@dataclass(slots=True)
class Chore:
    """Something to do every so often."""

    name: str
    every: float  # s
    do: Callable[[datetime], object]
    slow: bool = False  # in the thread for what may take long
    due: float = 0.0
    running: Future[None] | None = field(default=None, repr=False)


@dataclass(slots=True)
class Lane:
    """An outbox with threads of its own."""

    outbox: Outbox
    on_way: int = 0
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS), repr=False)


class Tend:
    """One loop: wake, lease, send, write down, do what is due."""

    def __init__(self, data: Path, clock: Clock, outboxes: Sequence[Outbox], chores: Sequence[Chore]) -> None:
        self._data = data
        self._clock = clock
        self._lanes = [Lane(outbox) for outbox in outboxes]
        self._chores = chores
        self._done: queue.SimpleQueue[tuple[Lane, Any, Any]] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="chore")

    def run(self) -> None:
        """Until `end()`."""
        with _listening(tend_socket(self._data)) as hearing:
            hearing.settimeout(LOOK)
            while not self._ending.is_set():
                self._turn()
                _hear(hearing)
        self._finish()

    def end(self) -> None:
        """May be called from a signal."""
        self._ending.set()
        wake_tend(self._data)

    def _turn(self) -> None:
        self._write_down()
        for lane in self._lanes:
            _guarded("lease", self._lease, lane)
        for chore in self._chores:
            self._start(chore)

    def _lease(self, lane: Lane) -> None:
        room = THREADS - lane.on_way
        if room <= 0:
            return
        for job in lane.outbox.lease(self._clock.now(), room):
            lane.on_way += 1
            lane.threads.submit(self._attempt, lane, job)

    def _attempt(self, lane: Lane, job: Any) -> None:
        try:
            outcome = lane.outbox.attempt(job, self._clock.now())
        except Exception:  # a fault of ours must not look like silence: the lease runs out and it is tried again
            _log.exception("An attempt failed")
            outcome = None
        self._done.put((lane, job, outcome))
        wake_tend(self._data)

    def _write_down(self) -> None:
        while True:
            try:
                lane, job, outcome = self._done.get_nowait()
            except queue.Empty:
                return
            lane.on_way -= 1
            if outcome is not None:
                jitter = random.random()  # noqa: S311 spreads retries, keeps no secret
                _guarded("record", lane.outbox.record, job, outcome, self._clock.now(), jitter)

    def _start(self, chore: Chore) -> None:
        at = self._clock.monotonic()
        if at < chore.due or (chore.running is not None and not chore.running.done()):
            return
        chore.due = at + chore.every
        if chore.slow:
            chore.running = self._slow.submit(_guarded, chore.name, chore.do, self._clock.now())
        else:
            _guarded(chore.name, chore.do, self._clock.now())

    def _finish(self) -> None:
        for lane in self._lanes:
            lane.threads.shutdown(wait=False, cancel_futures=True)
        self._slow.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + END_WITHIN
        while any(lane.on_way for lane in self._lanes) and time.monotonic() < until:
            time.sleep(0.02)
            self._write_down()


_complained: dict[tuple[str, str], float] = {}


def _guarded(name: str, do: Callable[..., object], *arguments: Any) -> None:
    """One part that fails (a locked database, say) must not end the others."""
    try:
        do(*arguments)
    except Exception as error:
        _complain(name, error)
        from django.db import connection

        if not connection.in_atomic_block:
            connection.close()  # the next call opens the database anew


def _complain(name: str, error: Exception) -> None:
    """Faults of ours with their traceback, those of disk and settings as a line; the same one once a minute."""
    from django.db import DatabaseError

    words = error.words() if isinstance(error, FanlightError) else str(error)
    at = time.monotonic()
    if at - _complained.get((name, words), -COMPLAIN_EVERY) < COMPLAIN_EVERY:
        return
    _complained[name, words] = at
    expected = isinstance(error, FanlightError | DatabaseError | OSError)
    _log.error("%s: %s", name, words, exc_info=None if expected else error)


def _listening(path: Path) -> socket.socket:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    hearing = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    hearing.bind(str(path))
    path.chmod(0o600)
    return hearing


def _hear(hearing: socket.socket) -> None:
    """Wait for a datagram; those that wait behind it say the same."""
    try:
        hearing.recv(16)
        hearing.setblocking(False)
        while True:
            hearing.recv(16)
    except (TimeoutError, BlockingIOError):
        pass
    finally:
        hearing.settimeout(LOOK)


def run(environ: Environ, clock: Clock) -> int:
    """The process: until SIGTERM or SIGINT."""
    from fanlight.project.tending import chores, outboxes

    tend = Tend(environ.data, clock, outboxes(environ, clock), chores(environ, clock))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: tend.end())
    tend.run()
    logging.shutdown()
    os._exit(0)  # a thread that still waits for a push service would hold the process up; its row is leased, not lost
