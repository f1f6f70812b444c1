"""The adapter to FFmpeg's decoders: key frames alone, or all pictures; broken input gives none, never an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, cast

import av
import av.error

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat
from fanlight.home.recorder.watch.picture import DecodedPicture

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext

SELF_DESCRIBING = ("h264", "hevc")
"""Streams that carry their own resolution; what a camera announces elsewhere may be wrong."""
TICK = Fraction(1, VIDEO_HZ)
CHEAP = {"skip_loop_filter": "all", "flags": "+low_delay"}
"""Deblocking is a quarter of the cost and changes nothing at 320 x 180; low delay gives a key frame back at once."""
STRICT = {**CHEAP, "err_detect": "explode"}
"""A torn picture is an error then, and not patched up with grey that looks like movement."""
PATIENCE = 5
"""Torn groups in a row after which a stream is taken as it is: some cameras never keep to the letter."""


class Decodes(Protocol):
    """What the watch needs of a decoder: ours, or one in a process of its own."""

    torn: bool
    failures: int
    pictures: int

    @property
    def follows(self) -> bool: ...

    def leave(self) -> None: ...

    def key(self, packet: Packet) -> DecodedPicture | None: ...

    def follow(self, packets: Iterable[Packet], from_key: bool) -> Iterator[DecodedPicture]: ...


class DecoderMissing(FanlightError):
    """This machine cannot decode the camera's video."""

    remedy = "Set the camera to H.264 or H.265."


class Decoder:
    """One stream's decoder, single-threaded and outside any container."""

    def __init__(self, stream: StreamFormat) -> None:
        self._stream = stream
        self.torn = False  # a picture since the last key frame was broken: smears follow until the next
        self._torn_groups = 0
        self._context: VideoCodecContext | None = self._opened()  # so that a missing decoder is told at once
        self._follows = False
        self.failures = 0  # packets in a row that gave an error
        self.pictures = 0

    @property
    def follows(self) -> bool:
        """Whether the next packet can be decoded without going back to the last key frame."""
        return self._follows

    @property
    def _strict(self) -> bool:
        """Whether a torn picture is an error; files in older formats seldom keep to the letter."""
        return self._torn_groups < PATIENCE and self._stream.codec in SELF_DESCRIBING

    def leave(self) -> None:
        """Packets will be left out from here on: the decoder's pictures, 9 MB of a 1080p stream, are given back."""
        self._follows = False
        self._context = None

    def key(self, packet: Packet) -> DecodedPicture | None:
        """One key frame alone."""
        self._count_torn()
        self._context = self._opened()  # 0.1 ms; a used one holds the pictures of what it followed
        self._follows = True
        pictures = self._decoded(packet)
        if not pictures:
            pictures = self._drained(packet)
            self._follows = False
        return pictures[0] if pictures else None

    def follow(self, packets: Iterable[Packet], from_key: bool) -> Iterator[DecodedPicture]:
        """All pictures of `packets`; `from_key` when they begin with a key frame after a gap."""
        if from_key:
            self._count_torn()
            self._context = self._opened()
            self._follows = True
        for packet in packets:
            if packet.is_key and not from_key:
                self._count_torn()
            yield from self._decoded(packet)

    def _count_torn(self) -> None:
        """A group ends here."""
        if self._torn_groups < PATIENCE:
            self._torn_groups = self._torn_groups + 1 if self.torn else 0
            if self._torn_groups == PATIENCE:
                self._context = self._opened()
        self.torn = False

    def _decoded(self, packet: Packet) -> list[DecodedPicture]:
        if not packet.data or self._context is None:
            return []
        unit = av.Packet(packet.data)
        unit.pts, unit.dts, unit.time_base = packet.pts, packet.dts, TICK
        try:
            frames = self._context.decode(unit)
        except (av.error.FFmpegError, ValueError):
            self.failures += 1
            self.torn = self._strict
            return []
        self.failures = 0
        return [self._picture(frame, packet) for frame in frames]

    def _drained(self, packet: Packet) -> list[DecodedPicture]:
        try:
            frames = self._context.decode(None) if self._context is not None else []
        except (av.error.FFmpegError, ValueError):
            frames = []
        self._context = None
        return [self._picture(frame, packet) for frame in frames]

    def _picture(self, frame: av.VideoFrame, packet: Packet) -> DecodedPicture:
        self.pictures += 1
        ticks = frame.pts if frame.pts is not None else packet.pts
        return DecodedPicture(frame, ticks / VIDEO_HZ)

    def _opened(self) -> VideoCodecContext:
        for options in (STRICT if self._strict else CHEAP, CHEAP, {}):
            try:
                context = cast("VideoCodecContext", av.CodecContext.create(self._stream.codec, "r"))
                context.thread_type = "NONE"
                context.thread_count = 1
                if self._stream.extradata:
                    context.extradata = self._stream.extradata
                if self._stream.codec not in SELF_DESCRIBING and self._stream.width > 0 < self._stream.height:
                    context.width, context.height = self._stream.width, self._stream.height
                context.options = options
                context.open()
                return context
            except (av.error.FFmpegError, ValueError):
                continue
        raise DecoderMissing(f"This machine cannot decode the camera's video ({self._stream.codec}).")
