"""A home with real footage: pictures encoded once, written to disk by the recorder's own segment writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from django.test import override_settings

from fanlight.ground.clock import micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.recorder.index import NewSegment, Pair
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.segment import SegmentWriter
from fanlight.home.recorder.store import Footage

RATE = 10
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NOON_US = micros(NOON)


@cache
def encoded(seconds: int, width: int = 320, height: int = 180) -> tuple[StreamFormat, tuple[Packet, ...]]:
    """H.264 with a key frame a second and a bar that moves, so that each picture tells its time."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, VIDEO_HZ), Fraction(RATE)
    context.options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(RATE), "bf": "0"}
    packets: list[Packet] = []
    for number in range(seconds * RATE):
        picture = np.full((height, width, 3), 60, np.uint8)
        picture[:, number % width] = 255
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number * VIDEO_HZ // RATE, Fraction(1, VIDEO_HZ)
        packets += [_packet(unit) for unit in context.encode(frame)]
    packets += [_packet(unit) for unit in context.encode(None)]
    head = packets[0].data
    format = StreamFormat("h264", width, height, bytes(context.extradata or b"") or head[: head.index(b"\x65")], RATE)
    return format, tuple(packets)


def _packet(unit: av.Packet) -> Packet:
    assert unit.pts is not None and unit.dts is not None
    return Packet("video", bytes(unit), unit.pts, unit.dts, unit.is_keyframe)


class Standing:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@dataclass
class Home:
    """A data directory with its index and its footage."""

    data: Path
    clock: Standing
    index: ArchiveIndex
    store: Footage
    pair: Pair

    def camera(self, name: str = "Front door", **facts: object) -> Camera:
        return Camera.objects.create(name=name, place="on the path", url="rtsp://127.0.0.1:1/", **facts)

    def film(
        self,
        camera: Camera,
        start_us: int,
        seconds: int,
        *,
        run: bytes = b"r" * 16,
        size: tuple[int, int] = (320, 180),
        close: bool = True,
    ) -> int:
        """One segment of so many seconds; its number."""
        format, packets = encoded(seconds, *size)
        new = NewSegment(camera.pk, "main", run, start_us, format, 'video/mp4; codecs="avc1.42c00d"')
        writer = SegmentWriter(self.store, self.index, self.pair, new, now=0.0)
        for packet in packets:
            writer.add(packet)
        if close:
            writer.close(seconds * VIDEO_HZ)
        else:
            writer.sync(100.0)
        return writer.id


@pytest.fixture
def home(db: None, tmp_path: Path) -> Iterator[Home]:
    (tmp_path / "footage").mkdir()
    with override_settings(DATA=tmp_path), Footage(tmp_path / "footage") as store:
        clock = Standing()
        index = ArchiveIndex(clock)
        yield Home(tmp_path, clock, index, store, claim(store, index))


@pytest.fixture
def decoded() -> Callable[[Path], list[float]]:
    """Times of all pictures of a file, in seconds, decoded."""

    def times(path: Path) -> list[float]:
        with av.open(str(path)) as container:
            return [float(frame.time) for frame in container.decode(video=0)]

    return times
