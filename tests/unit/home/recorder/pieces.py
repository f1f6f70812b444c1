"""Packets, plans and a clock that tests of the recorder's parts make for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fanlight.home.recorder.index import CameraPlan, Recording
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat

RATE = 15
STEP = VIDEO_HZ // RATE
BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FORMAT = StreamFormat("h264", 320, 180, b"", float(RATE))


class HandClock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.passed_s = 0.0

    def now(self) -> datetime:
        return BEGAN + timedelta(seconds=self.passed_s)

    def monotonic(self) -> float:
        return self.passed_s


def packets(count: int, *, gop: int = RATE, size: int = 1000, first: int = 0) -> Iterator[Packet]:
    """Pictures of a stream, a key frame every `gop`."""
    for number in range(first, first + count):
        ticks = number * STEP
        yield Packet("video", bytes(size), ticks, ticks, number % gop == 0)


def plan(number: int = 1, recording: Recording = "events") -> CameraPlan:
    return CameraPlan(number, "yard", "rtsp://127.0.0.1:1/x", None, "", "", recording=recording)
