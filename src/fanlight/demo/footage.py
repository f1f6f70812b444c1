"""Clips of the past: encoded packets of a drawn scene at times of their own, written by the recorder's own parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av

from fanlight.demo.rtsp.clip import Track, Unit, read_clip
from fanlight.demo.scenes.place import HEIGHT, WIDTH
from fanlight.demo.scenes.shoot import GROUP, RATE, file_of
from fanlight.ground.clock import micros
from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.index import Index, NewSegment, Pair
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.segment import SegmentWriter, end_of_segment
from fanlight.home.recorder.store import Footage
from fanlight.home.recorder.watch.picture import DecodedPicture

TICKS = VIDEO_HZ // RATE


@dataclass(frozen=True)
class Film:
    """One drawn round with its packets."""

    track: Track
    format: StreamFormat = field(repr=False)

    @classmethod
    def of(cls, folder: Path, camera: str, version: str) -> Film:
        track = read_clip(file_of(folder, camera, version, "main"), audio=False).video
        assert track is not None
        return cls(track, StreamFormat(track.codec, WIDTH, HEIGHT, track.extradata, float(RATE)))

    def unit(self, frame: int) -> Unit:
        """Frames before the round's beginning and after its end are those of the round before and after."""
        return self.track.units[frame % len(self.track.units)]

    def picture(self, seconds: float) -> DecodedPicture:
        """The key frame before a moment of the round, as a decoder gives it."""
        frame = int(seconds * RATE) // GROUP * GROUP
        decoder: Any = av.CodecContext.create(self.track.codec, "r")
        decoder.extradata = self.track.extradata
        shown = [*decoder.decode(av.Packet(bytes(self.unit(frame).data))), *decoder.decode(None)]
        return DecodedPicture(shown[0], frame / RATE)

    def movement(self, seconds: float) -> float:
        """How much of the round's liveliest second this one has, by the bytes that its changes took: 0 to 1."""
        most = max(self._changed(at) for at in range(len(self.track.units) // RATE))
        return self._changed(int(seconds)) / max(1, most)

    def _changed(self, second: int) -> int:
        units = (self.unit(frame) for frame in range(second * RATE, (second + 1) * RATE))
        return sum(len(unit.data) for unit in units if not unit.is_key)


@dataclass(frozen=True)
class Keeping:
    """Where the past is written."""

    store: Footage
    pair: Pair
    index: Index


@dataclass(frozen=True)
class Span:
    """Seconds of a round, from one key frame to another, and when the first of them was."""

    first: int  # frame, a key frame; may lie before the round's beginning
    frames: int
    start: datetime

    @classmethod
    def around(cls, start_seconds: float, end_seconds: float, at: datetime) -> Span:
        """Whole groups that hold all from start to end; `at` is the time of the round's beginning."""
        first = int(start_seconds * RATE // GROUP) * GROUP
        last = -int(-end_seconds * RATE // GROUP) * GROUP
        return cls(first, last - first, at + timedelta(seconds=first / RATE))


def write_clip(keeping: Keeping, camera: int, run: bytes, film: Film, span: Span) -> None:
    """As the recorder does it: a new segment at a key frame once the old one's time is over."""
    segment: SegmentWriter | None = None
    start_us, ends_us = micros(span.start), 0
    for number in range(span.frames):
        unit, ticks = film.unit(span.first + number), number * TICKS
        wall_us = start_us + ticks * 1_000_000 // VIDEO_HZ
        if unit.is_key and (segment is None or wall_us >= ends_us):
            if segment is not None:
                segment.close(ticks)
            new = NewSegment(camera, "main", run, wall_us, film.format, mime(film.format))
            segment = SegmentWriter(keeping.store, keeping.index, keeping.pair, new, now=0.0)
            ends_us = end_of_segment(camera, wall_us)
        assert segment is not None
        segment.add(Packet("video", bytes(unit.data), ticks, ticks, unit.is_key))
    if segment is not None:
        segment.close(span.frames * TICKS)
