"""Frames of a recorded clip in the order of their times, and where one is missing because it could not be decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error

from fanlight.home.asks.redact.boxes import Size
from fanlight.home.asks.redact.faults import CannotRedact

if TYPE_CHECKING:
    from av.video.stream import VideoStream

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,h264,hevc,m4v,mjpeg,ogg"
"""FFmpeg would also open text as pictures, and playlists that name other files and hosts."""
SELF_DESCRIBING = ("h264", "hevc")
"""Decoders of these tell a torn picture as an error; those of older formats only mark it."""
MICROS = 1_000_000
LARGEST = 8192
"""Pixels a side: past this no camera, and a plane would need a gigabyte."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; `picture` is None where none came out of the decoder, or a torn one."""

    number: int
    at_us: int
    picture: av.VideoFrame | None


class Clip:
    """A file, opened anew for each pass: both passes see the same frames with the same numbers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._container = _opened(path)
        self._video = _moving(self._container, path)
        context = self._video.codec_context
        self.size: Size = (context.width, context.height)
        if not all(2 <= side <= LARGEST for side in self.size):
            self.close()
            raise CannotRedact(f"{path} has no picture of a usual size.")
        self.aspect = self._video.sample_aspect_ratio or Fraction(1)
        self.rate = float(self._video.average_rate or self._video.guessed_rate or 15)
        self.expected = self._video.frames or round(float((self._container.duration or 0) / MICROS) * self.rate)
        context.thread_type = "AUTO"
        context.thread_count = 2
        if context.name in SELF_DESCRIBING:
            context.options = {"err_detect": "explode"}

    def __enter__(self) -> Clip:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._container.close()

    def frames(self) -> Iterator[Frame]:
        """All frames once. Raises CannotRedact where not one can be decoded."""
        first: int | None = None
        last = -1
        number = 0
        torn = False
        for ticks, picture in self._decoded():
            if picture is None or picture.is_corrupt or (picture.width, picture.height) != self.size:
                torn = True
            elif picture.key_frame:
                torn = False
            if first is None:
                first = ticks
            at_us = max(last + 1, int((ticks - first) * (self._video.time_base or Fraction(1, MICROS)) * MICROS))
            last = at_us
            yield Frame(number, at_us, None if torn else picture)
            number += 1
        if not number:
            raise CannotRedact(f"{self.path} has no frame that can be decoded.")

    def key_times(self) -> Iterator[int]:
        """Times of the key frames in ticks, without decoding any."""
        for packet in self._packets():
            if packet.is_keyframe and packet.pts is not None:
                yield packet.pts

    def key_pictures(self) -> Iterator[av.VideoFrame]:
        """Key frames alone."""
        self._video.codec_context.skip_frame = "NONKEY"
        for pictures in self._pictures(set()):
            yield from (one for one in pictures if not one.is_corrupt)

    def _decoded(self) -> Iterator[tuple[int, av.VideoFrame | None]]:
        """Times in ticks with pictures; a packet whose picture never came gives None at its time."""
        awaited: set[int] = set()
        step = max(1, round(1 / self.rate / (self._video.time_base or Fraction(1, 1000))))
        newest = -step
        for pictures in self._pictures(awaited):
            for picture in pictures:
                ticks = int(picture.pts) if picture.pts is not None else newest + step
                for lost in sorted(time for time in awaited if time < ticks):
                    awaited.discard(lost)
                    yield lost, None
                awaited.discard(ticks)
                newest = max(newest, ticks)
                yield ticks, picture
        for lost in sorted(awaited):
            yield lost, None

    def _pictures(self, awaited: set[int]) -> Iterator[list[av.VideoFrame]]:
        """Pictures as the decoder gives them; times of packets go into `awaited` before their picture comes."""
        for packet in self._packets():
            ticks = packet.pts if packet.pts is not None else packet.dts
            if ticks is not None:
                awaited.add(ticks)
            yield self._given(packet)
        yield self._given(None)

    def _packets(self) -> Iterator[av.Packet[VideoStream]]:
        """Until the end, or until reading goes wrong: a file that was cut off gives what it has."""
        packets = self._container.demux(self._video)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, av.error.FFmpegError, OSError, ValueError):
                return
            if packet.size:  # the last one of FFmpeg's own is empty
                yield packet

    def _given(self, packet: av.Packet[VideoStream] | None) -> list[av.VideoFrame]:
        try:
            return self._video.codec_context.decode(packet)
        except (av.error.FFmpegError, ValueError):
            return []


def _opened(path: Path) -> av.container.InputContainer:
    if path.is_dir():
        raise CannotRedact(f"{path} is a directory.", remedy="Give one video file.")
    if not path.exists():
        raise CannotRedact(f"{path} does not exist.")
    try:
        return av.open(f"file:{path}", options={"protocol_whitelist": "file", "format_whitelist": FORMATS})
    except (av.error.FFmpegError, OSError, ValueError):
        raise CannotRedact(f"{path} cannot be opened as video.") from None


def _moving(container: av.container.InputContainer, path: Path) -> VideoStream:
    for video in container.streams.video:
        if not int(video.disposition) & 0x400 and video.codec_context is not None:  # AV_DISPOSITION_ATTACHED_PIC
            return video
    container.close()
    raise CannotRedact(f"{path} has no video in it that this machine can decode.")
