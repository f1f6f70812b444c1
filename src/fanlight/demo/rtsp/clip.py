"""A file of recorded pictures and sound, read once without decoding: what a made-up camera plays."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from fanlight.demo.rtsp import nal
from fanlight.ground.errors import FanlightError

VIDEO_CLOCK = 90_000
G711 = {"pcm_alaw": 8, "pcm_mulaw": 0}
"""FFmpeg's names and RTP's static payload types (RFC 3551)."""
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
"""FFmpeg would also open text as pictures, and playlists that name other files and hosts."""
G711_SAMPLES = 320
"""Bytes in one packet of G.711: 40 ms, as most cameras send."""


class ClipLeftOut(FanlightError):
    """A file cannot be played as a camera."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One access unit or frame of sound, times in ticks of its track's clock from the clip's start."""

    data: bytes | memoryview
    pts: int
    dts: int
    is_key: bool


@dataclass(frozen=True, slots=True)
class Track:
    """One medium of a clip."""

    medium: Literal["video", "audio"]
    codec: str  # FFmpeg's name
    clock: int  # RTP ticks a second
    units: tuple[Unit, ...]
    duration: int  # ticks
    extradata: bytes = b""
    sets: nal.ParameterSets | None = None  # video only
    channels: int = 1
    rate: float = 0.0  # frames a second; video only


@dataclass(frozen=True, slots=True)
class Clip:
    """What is played: pictures, sound, or both."""

    video: Track | None
    audio: Track | None

    @property
    def tracks(self) -> tuple[Track, ...]:
        return tuple(track for track in (self.video, self.audio) if track is not None)

    @property
    def seconds(self) -> Fraction:
        leading = self.tracks[0]
        return Fraction(leading.duration, leading.clock)


def read_clip(path: Path, *, video: bool = True, audio: bool = True) -> Clip:
    """Read a file; raises ClipLeftOut, whose words say why it cannot be played."""
    try:
        with av.open(str(path), options={"format_whitelist": FORMATS}) as container, path.open("rb") as raw:
            file = memoryview(mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ))
            return _read(container, file, video=video, audio=audio)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise ClipLeftOut("it is not a video file that can be read.") from error


def _read(container: av.container.InputContainer, file: memoryview, *, video: bool, audio: bool) -> Clip:
    pictures = container.streams.video[0] if video and container.streams.video else None
    if pictures is not None and pictures.codec_context.name not in ("h264", "hevc"):
        raise ClipLeftOut(f"its pictures are {pictures.codec_context.name}, and cameras send H.264 or H.265.")
    sounds = next((s for s in container.streams.audio if audio and s.codec_context.name in ("aac", *G711)), None)
    wanted = [stream for stream in (pictures, sounds) if stream is not None]
    if not wanted:
        raise ClipLeftOut("it holds no pictures.")
    packets: dict[int, list[Unit]] = {stream.index: [] for stream in wanted}
    for packet in container.demux(wanted):
        if packet.size and packet.pts is not None and packet.dts is not None and packet.time_base is not None:
            clock = VIDEO_CLOCK if packet.stream is pictures else _sample_rate(sounds)
            scale = packet.time_base * clock
            pts, dts = round(packet.pts * scale), round(packet.dts * scale)
            packets[packet.stream.index].append(Unit(_bytes_of(packet, file), pts, dts, packet.is_keyframe))
    made = Clip(
        _video_track(pictures, packets[pictures.index]) if pictures is not None else None,
        _audio_track(sounds, packets[sounds.index]) if sounds is not None else None,
    )
    if not any(unit.is_key for unit in made.tracks[0].units):
        raise ClipLeftOut("it holds no whole picture to start from.")
    return made


def _sample_rate(stream: AudioStream | None) -> int:
    return stream.rate if stream is not None and stream.rate else 8000


def _bytes_of(packet: av.Packet[Any], file: memoryview) -> bytes | memoryview:
    """A view into the mapped file where the packet lies there in one piece: long clips need not fit into memory."""
    data = bytes(packet)
    there = file[packet.pos : packet.pos + len(data)] if packet.pos is not None and packet.pos >= 0 else None
    return there if there is not None and there == data else data


def _shift(units: list[Unit]) -> Iterator[Unit]:
    first = min(unit.dts for unit in units)
    last = -1
    for unit in units:
        last = max(unit.dts - first, last + 1)
        yield Unit(unit.data, unit.pts - first, last, unit.is_key)


def _video_track(stream: VideoStream, units: list[Unit]) -> Track:
    while units and not units[0].is_key:
        del units[0]
    if not units:
        raise ClipLeftOut("it holds no pictures.")
    codec: nal.VideoCodec = "h264" if stream.codec_context.name == "h264" else "hevc"
    placed = tuple(_shift(units))
    rate = float(stream.average_rate or 15)
    step = round(placed[-1].dts / (len(placed) - 1)) if len(placed) > 1 else round(VIDEO_CLOCK / rate)
    extradata = stream.codec_context.extradata or b""
    sets = nal.parameter_sets(codec, extradata)
    return Track("video", codec, VIDEO_CLOCK, placed, placed[-1].dts + step, extradata, sets, rate=rate)


def _audio_track(stream: AudioStream, units: list[Unit]) -> Track | None:
    if not units:
        return None
    rate, channels, codec = _sample_rate(stream), stream.channels, stream.codec_context.name
    if codec in G711:
        data = b"".join(bytes(unit.data) for unit in units)
        step = G711_SAMPLES * channels
        cut = [data[at : at + step] for at in range(0, len(data), step)]
        placed = tuple(Unit(one, at * G711_SAMPLES, at * G711_SAMPLES, True) for at, one in enumerate(cut))
        return Track("audio", codec, rate, placed, len(data) // channels, channels=channels)
    placed = tuple(_shift(units))
    extradata = stream.codec_context.extradata or b""
    samples = 1024  # AAC-LC, ISO/IEC 14496-3
    return Track("audio", codec, rate, placed, placed[-1].dts + samples, extradata, channels=channels)
