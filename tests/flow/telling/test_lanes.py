"""The loop of tend: one outbox waits for no other, none is given more than its threads carry, faults end nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from fanlight.ground.clock import SystemClock
from fanlight.ground.wake import wake_tend
from fanlight.project.tend import THREADS, Chore, Tend


class Slow:
    """An outbox whose other side does not answer until it is let."""

    def __init__(self, rows: int) -> None:
        self.rows, self.rooms, self.let = rows, [0], threading.Event()
        self.recorded = 0

    def lease(self, now: datetime, room: int) -> Sequence[int]:
        self.rooms.append(room)
        given = min(room, self.rows)
        self.rows -= given
        return list(range(given))

    def attempt(self, job: int, now: datetime) -> str:
        self.let.wait(10)
        return "sent"

    def record(self, job: int, outcome: str, now: datetime, jitter: float) -> None:
        self.recorded += 1


class Broken(Slow):
    """One whose rows cannot be read."""

    def lease(self, now: datetime, room: int) -> Sequence[int]:
        raise OSError("the disk is away")


class Running:
    """A loop in a thread of the test."""

    def __init__(self, tend: Tend) -> None:
        self._tend = tend
        self._thread = threading.Thread(target=tend.run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._tend.end()
        self._thread.join(10)
        assert not self._thread.is_alive()


def _until(what, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_one_outbox_waits_for_no_other(tmp_path: Path) -> None:
    """Lamps go on while every push service is silent; and nobody holds more leases than threads."""
    silent, quick = Slow(rows=100), Slow(rows=20)
    quick.let.set()
    with Running(Tend(tmp_path, SystemClock(), [silent, quick], [])):
        _until(lambda: quick.recorded == 20)
        assert silent.recorded == 0 and silent.rows == 100 - THREADS
        silent.let.set()
        _until(lambda: silent.recorded == 100)


def test_a_broken_part_ends_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And complains once a minute, not once a turn."""
    good, done = Slow(rows=3), []
    good.let.set()
    chores = [Chore("failing", 0.01, lambda now: 1 / 0), Chore("counting", 0.01, done.append, slow=True)]
    with Running(Tend(tmp_path, SystemClock(), [Broken(0), good], chores)):
        for _ in range(50):
            wake_tend(tmp_path)
            time.sleep(0.005)
        _until(lambda: good.recorded == 3 and len(done) > 3)
    said = [record.getMessage() for record in caplog.records]
    assert said.count("lease: the disk is away") == 1
    assert said.count("failing: division by zero") == 1


def test_a_datagram_wakes_it_at_once(tmp_path: Path) -> None:
    """Not only the look of each second: that would be half a second at the bell."""
    late = Slow(rows=0)
    late.let.set()
    with Running(Tend(tmp_path, SystemClock(), [late], [])):
        _until(lambda: len(late.rooms) > 1)
        time.sleep(0.1)
        began, late.rows = time.monotonic(), 1
        assert wake_tend(tmp_path)
        _until(lambda: late.recorded == 1)
        assert time.monotonic() - began < 0.5
