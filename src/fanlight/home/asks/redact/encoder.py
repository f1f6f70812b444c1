"""Writes pictures as H.264 in MP4 (ISO/IEC 14496-12) with nothing beside them: no text of the encoder, no metadata."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.bitstream import BitStreamFilterContext
from av.codec.context import Flags
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Size

HZ = 90_000
"""Ticks a second of the written times, as in Fanlight's own recordings."""
MICROS = 1_000_000
OPTIONS = {"preset": "ultrafast", "crf": "22", "bf": "0"}
"""Without pictures that look ahead, decoding order is showing order: no edit list, no composition offsets."""
MUXER = {"fflags": "+bitexact", "use_editlist": "0", "video_track_timescale": str(HZ), "empty_hdlr_name": "1"}
"""No name of the program, no edit list, no name of the track."""
SEI = "filter_units=remove_types=6"
"""Supplemental enhancement information (ITU-T H.264 annex D): x264 writes its version and options there."""
Planes = NDArray[np.uint8]
"""Y, then U, then V of 4:2:0 as one array of height * 3 / 2 rows."""


class Encoder:
    """One file that is being written; times must rise."""

    def __init__(self, out: Path, size: Size, aspect: Fraction, like: av.VideoFrame | None, rate: float) -> None:
        self._out = out
        self._container = av.open(
            f"file:{out}",
            "w",
            format="mp4",
            options=MUXER,
        )
        self._stream = self._container.add_stream("libx264", options=OPTIONS)
        context = self._stream.codec_context
        context.width, context.height = size
        context.pix_fmt = "yuv420p"
        context.time_base = Fraction(1, HZ)
        context.framerate = Fraction(rate).limit_denominator(1001)
        context.gop_size = 60
        context.thread_count = 2
        context.sample_aspect_ratio = aspect
        if like is not None:
            context.color_range, context.colorspace = like.color_range, like.colorspace
        self._stream.time_base = Fraction(1, HZ)
        context.flags |= int(Flags.global_header) | int(Flags.bitexact)
        self._filter: BitStreamFilterContext | None = None

    def add(self, planes: Planes, at_us: int) -> None:
        """One more picture."""
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = round(at_us * HZ / MICROS), Fraction(1, HZ)
        self._mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Write what is left and close."""
        self._mux(self._stream.encode(None))
        if self._filter is not None:
            for packet in self._filter.filter(None):
                self._container.mux(packet)
        self._container.close()
        _without_text(self._out)

    def abandon(self) -> None:
        self._container.close()

    def _mux(self, packets: list[av.Packet[av.VideoStream]]) -> None:
        if packets and self._filter is None:
            self._filter = BitStreamFilterContext(SEI, self._stream)
        for packet in packets:
            assert self._filter is not None
            for bare in self._filter.filter(packet):
                self._container.mux(bare)


def _without_text(path: Path) -> None:
    """FFmpeg ends `moov`, which comes last, with an empty list of tags (`udta`); cut it off."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        at = 0
        while at < end:
            file.seek(at)
            length, kind = struct.unpack(">I4s", file.read(8))
            if length == 1:
                length = int.from_bytes(file.read(8))
            if kind == b"moov" and at + length == end:
                file.seek(at)
                moov = file.read(length)
                tags = moov.rfind(b"udta") - 4
                if tags > 0 and tags + int.from_bytes(moov[tags : tags + 4]) == length:
                    file.seek(at)
                    file.write(struct.pack(">I", tags))
                    file.truncate(at + tags)
            at += max(8, length)
