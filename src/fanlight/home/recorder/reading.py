"""Turns the packets of one connection into runs: where each begins, its format, and when it was by the wall clock."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import av
import av.error

from fanlight.ground.clock import Clock, micros
from fanlight.home.recorder.camera_clock import CameraClock, wall_us
from fanlight.home.recorder.connection import READ_ERRORS, READ_S, Connection, read_trouble
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.parameters import parameter_sets
from fanlight.home.recorder.sound import Sound
from fanlight.home.recorder.stream import Run, Stream
from fanlight.home.recorder.times import Times

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext
from fanlight.home.recorder.trouble import HungUp, KeyMissing, Silent

WAITED_S = 0.01
"""A packet that had to be waited for has come straight from the camera, not from a buffer: it tells the wall clock."""
BURST_S = 1.0
"""After so long the run begins even if packets still come faster than time."""
NO_KEY_S = 30.0
"""Packets without a key frame for so long are a fault that is said."""
DRIFT_S = 60.0
"""The camera's clock is compared with ours over so long; the least delay in it counts."""
USUAL_RATE = 15.0
HELD_S = READ_S - 0.5
"""A packet after such a wait is one that FFmpeg had kept and gives instead of its time-out."""


class Stopped(Exception):
    """The reading thread is wanted no more."""


class Reader:
    """One connection's."""

    def __init__(
        self,
        connection: Connection,
        stream: Stream,
        clock: Clock,
        told_clock: Callable[[int], None] = lambda offset_us: None,
    ) -> None:
        self._connection, self._stream, self._clock = connection, stream, clock
        self._codec = connection.codec
        base = connection.video.time_base or Fraction(1, VIDEO_HZ)
        self._factor = base * VIDEO_HZ
        self._same_unit = self._factor == 1
        self._rate = float(connection.video.average_rate or connection.video.guessed_rate or USUAL_RATE)
        self._sets = b""
        self._format: StreamFormat | None = None
        self._sound = Sound(connection.audio) if connection.audio is not None else None
        self._run: Run | None = None
        self._times: Times | None = None
        self._pending: list[Packet] = []
        self._began = self._arrived = clock.monotonic()
        self._drift_since, self._drift_us = 0.0, 0
        self._camera_clock = CameraClock(told_clock)

    def read(self, go_on: Callable[[float], bool], began: Callable[[Run], None]) -> None:
        """Until the camera ends it (CameraTrouble) or `go_on`, told the monotonic time, says no (Stopped)."""
        try:
            self._read(go_on, began)
        except READ_ERRORS as error:
            raise read_trouble(error) from None
        raise HungUp

    def _read(self, go_on: Callable[[float], bool], began: Callable[[Run], None]) -> None:
        """The hot loop: what is done here is done for every packet of every camera."""
        monotonic, with_sound = self._clock.monotonic, self._sound is not None
        feed = self._stream.feed
        for unit in self._connection.packets():
            data = bytes(unit)
            now = monotonic()
            if not go_on(now):
                raise Stopped
            waited_s, self._arrived = now - self._arrived, now
            if waited_s > HELD_S:
                raise Silent
            if not data:
                continue
            if with_sound and unit.stream.type == "audio":
                self._hear(unit)
                continue
            run, times = self._run, self._times
            if run is None or times is None or not self._same_unit or unit.is_keyframe:
                self._video(unit, data, waited_s, began)
                continue
            placed = times.place(unit.pts, unit.dts, now)
            if placed is None:
                self._leave()
            else:
                feed(run, Packet("video", data, placed[0], placed[1], False))

    def _video(self, unit: av.Packet[Any], data: bytes, waited_s: float, began: Callable[[Run], None]) -> None:
        key = unit.is_keyframe
        if key:
            self._look_at_key(data)
            if (camera_us := wall_us(unit)) is not None:
                self._camera_clock.seen(camera_us, micros(self._clock.now()), self._arrived)
        if self._times is None:
            if not key or self._format is None:
                if self._arrived - self._began > NO_KEY_S:
                    raise KeyMissing
                return
            self._times = Times(self._rate)
        placed = self._times.place(self._scaled(unit.pts), self._scaled(unit.dts), self._arrived)
        if placed is None:
            self._leave()
            if key:
                self._video(unit, data, waited_s, began)
            return
        packet = Packet("video", data, placed[0], placed[1], key)
        if self._run is None:
            self._wait_for_clock(packet, waited_s, began)
        else:
            self._stream.feed(self._run, packet)
            self._follow_clock(self._run, packet)

    def _hear(self, unit: av.Packet[Any]) -> None:
        if self._sound is not None and self._run is not None and self._times is not None:
            for packet in self._sound.packets(unit, self._times.base, self._times.last):
                self._stream.feed(self._run, packet)

    def _look_at_key(self, data: bytes) -> None:
        """A new run begins where the camera's clock has jumped or its parameter sets have changed."""
        if self._times is not None and self._times.jumped:
            self._leave()
        sets = parameter_sets(self._codec, data)
        if self._format is None:
            self._sets = sets
            self._format = self._described(sets, data)
        elif sets and sets != self._sets:
            size = picture_size(self._codec, sets, data)
            if size is None:
                return  # damaged on the way: the old description stays
            self._leave()
            self._sets = sets
            self._format = self._format_of(size, sets)

    def _described(self, sets: bytes, data: bytes) -> StreamFormat | None:
        """None where neither the camera nor its key frame tells a size: the next one may."""
        context = self._connection.video.codec_context
        announced = context.extradata or b""
        size: tuple[int, int] | None = (context.width, context.height)
        if not context.width or (sets and sets != parameter_sets(self._codec, announced)):
            size = picture_size(self._codec, sets or announced, data) or size
        return self._format_of(size, sets or announced) if size is not None and size[0] else None

    def _format_of(self, size: tuple[int, int], sets: bytes) -> StreamFormat:
        return StreamFormat(self._codec, *size, sets, self._rate, self._sound.format if self._sound else None)

    def _wait_for_clock(self, packet: Packet, waited_s: float, began: Callable[[Run], None]) -> None:
        """Opening has kept packets back; the first that was waited for says when the run was."""
        self._pending.append(packet)
        long = packet.dts > BURST_S * VIDEO_HZ or self._arrived - self._began > BURST_S
        if self._format is None or len(self._pending) < 2 or not (waited_s > WAITED_S or long):
            return
        now_us = micros(self._clock.now())
        self._run = self._stream.begin(self._format, now_us - packet.dts * 1_000_000 // VIDEO_HZ)
        self._drift_since, self._drift_us = self._arrived, 1 << 62
        self._run.words = self._sound.words if self._sound else ""
        pending, self._pending = self._pending, []
        began(self._run)
        for one in pending:
            self._stream.feed(self._run, one)

    def _follow_clock(self, run: Run, packet: Packet) -> None:
        """The wall clock of the run follows the drift between the camera's clock and ours, and steps of ours."""
        if not packet.is_key:
            return
        self._drift_us = min(self._drift_us, micros(self._clock.now()) - run.wall_us(packet.dts))
        if self._arrived - self._drift_since > DRIFT_S:
            run.epoch_us += self._drift_us
            self._drift_since, self._drift_us = self._arrived, 1 << 62

    def _leave(self) -> None:
        if self._run is not None:
            self._stream.end()
        if self._sound is not None:
            self._sound.restart()
        self._run, self._times, self._pending = None, None, []
        self._began = self._arrived

    def _scaled(self, stamp: int | None) -> int | None:
        return stamp if stamp is None or self._same_unit else int(stamp * self._factor)


def picture_size(codec: str, extradata: bytes, key_frame: bytes) -> tuple[int, int] | None:
    """Width and height that a key frame decodes to; None where it does not."""
    context = cast("VideoCodecContext", av.CodecContext.create(codec, "r"))
    context.extradata = extradata or None
    try:
        frames = context.decode(av.Packet(key_frame)) or context.decode(None)
    except (av.error.FFmpegError, ValueError):
        return None
    return (frames[0].width, frames[0].height) if frames else None
