"""What travels through the recorder: encoded packets and the description of the stream that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VIDEO_HZ = 90_000
"""Ticks a second of all video times inside Fanlight: the RTP clock of H.264 and H.265 (RFC 6184, RFC 7798)."""

Medium = Literal["video", "audio"]
StreamName = Literal["main", "sub"]


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """Sound as it lies in the segments: AAC or Opus as the camera sends it, or AAC made from G.711."""

    codec: str  # FFmpeg's name: aac, opus
    rate: int  # samples a second
    channels: int
    extradata: bytes


@dataclass(frozen=True, slots=True)
class StreamFormat:
    """All that a decoder or a muxer needs to know of one run's stream."""

    codec: str  # FFmpeg's name: h264, hevc
    width: int  # pixels
    height: int
    extradata: bytes  # parameter sets, Annex B or avcC / hvcC as FFmpeg gives them
    rate: float  # frames a second as announced or measured; 15.0 where unknown
    audio: AudioFormat | None = None


@dataclass(frozen=True, slots=True)
class Packet:
    """One encoded unit, undecoded, times in ticks of 1/VIDEO_HZ (sound: 1/AudioFormat.rate) from the run's start."""

    medium: Medium
    data: bytes
    pts: int
    dts: int
    is_key: bool

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def seconds(self) -> float:
        """Decode time in seconds from the start of the run; video only."""
        return self.dts / VIDEO_HZ
