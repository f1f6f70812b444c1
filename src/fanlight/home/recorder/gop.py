"""Collects packets until a fragment is whole: times from the segment's zero, bytes as MP4 has them, memory bounded."""

from __future__ import annotations

from dataclasses import dataclass, field

from fanlight.home.recorder.boxes.fragment import Sample, TrackRun
from fanlight.home.recorder.boxes.initialisation import AUDIO_TRACK, VIDEO_TRACK
from fanlight.home.recorder.boxes.nal import is_configuration, length_prefixed, parameter_sets
from fanlight.home.recorder.faults import BadStream
from fanlight.home.recorder.packet import VIDEO_HZ, AudioFormat, Packet, StreamFormat

MOST_BYTES = 8 << 20  # a GOP that grows over this is written in parts: eight cameras then wait in 64 MiB at most
MOST_SECONDS = 20  # and so is one that lasts longer, because what waits here is what a power cut costs
FRAME = {"aac": 1024, "opus": 960}  # samples in one packet: AAC's frame, and Opus at its usual 20 ms and 48 kHz


@dataclass(slots=True)
class _Unit:
    data: bytes
    time: int
    is_key: bool = True
    composition: int = 0


@dataclass(slots=True)
class GopBuffer:
    """The packets of the fragment to come."""

    format: StreamFormat
    size: int = 0
    _video: list[_Unit] = field(default_factory=list)
    _audio: list[_Unit] = field(default_factory=list)
    _zero: int | None = None  # the run's decode time at which the segment begins
    _last: int = -1  # newest decode time
    _last_audio: int = -1
    _sets: tuple[bytes, ...] | None = None
    _usual: int = 0  # duration of a picture where the next one is not known

    @property
    def holds_video(self) -> bool:
        return bool(self._video)

    def is_full_before(self, packet: Packet) -> bool:
        """Whether what is held becomes a fragment of its own before this packet."""
        if packet.medium != "video" or not self._video or self._zero is None:
            return False
        waited = packet.dts - self._zero - self._video[0].time
        return packet.is_key or self.size + packet.size > MOST_BYTES or waited >= MOST_SECONDS * VIDEO_HZ

    def add(self, packet: Packet) -> None:
        """Take a packet. Before the first key frame there is no zero, and nothing is taken."""
        if packet.medium == "audio":
            self._add_sound(packet)
            return
        if self._zero is None:
            if not packet.is_key:
                return
            self._zero = packet.dts
        time = max(packet.dts - self._zero, self._last + 1)  # decode times never stand still in MP4
        composition = packet.pts - self._zero - time
        if not -(1 << 31) <= composition < 1 << 31:
            raise BadStream("The camera's picture times make no sense.")
        data = self._as_stored(packet)
        if self._video:
            self._usual = time - self._last
        self._last = time
        self._video.append(_Unit(data, time, packet.is_key, composition))
        self.size += len(data)

    def _as_stored(self, packet: Packet) -> bytes:
        """Length-prefixed; sets of the sample entry stand there alone (ISO/IEC 14496-15 for avc1, hvc1)."""
        if is_configuration(self.format.extradata):
            return packet.data
        if self._sets is None:
            self._sets = tuple(parameter_sets(self.format.codec, self.format.extradata))
        return length_prefixed(packet.data, self._sets if packet.is_key else ()) or length_prefixed(packet.data)

    def _add_sound(self, packet: Packet) -> None:
        audio = self.format.audio
        if audio is None or self._zero is None or self.size > MOST_BYTES:
            return
        time = packet.pts - self._zero * audio.rate // VIDEO_HZ
        if -frame_length(audio) < time < 0 and not self._audio:
            time = 0  # the frame that lies across the beginning: kept, shortened
        if time < 0 or time <= self._last_audio:
            return
        self._last_audio = time
        self._audio.append(_Unit(packet.data, time))
        self.size += packet.size

    def take(self, next_dts: int | None) -> tuple[list[TrackRun], int, int]:
        """What was held, as runs of a fragment, with its video's start and duration; `next_dts` follows it."""
        assert self._zero is not None and self._video
        end = self._last + (self._usual or round(VIDEO_HZ / (self.format.rate or 15.0)))
        if next_dts is not None:
            end = max(next_dts - self._zero, self._last + 1)
        start = self._video[0].time
        runs = [_run(VIDEO_TRACK, self._video, end)]
        if self._audio and self.format.audio is not None:
            runs.append(_run(AUDIO_TRACK, self._audio, self._last_audio + frame_length(self.format.audio)))
        self._video, self._audio, self.size = [], [], 0
        return runs, start, end - start


def frame_length(audio: AudioFormat) -> int:
    """Samples in one packet of this sound."""
    return FRAME[audio.codec] * (audio.rate if audio.codec == "opus" else 48_000) // 48_000


def _run(track: int, units: list[_Unit], end: int) -> TrackRun:
    times = [unit.time for unit in units[1:]] + [end]
    samples = [Sample(u.data, after - u.time, u.is_key, u.composition) for u, after in zip(units, times, strict=True)]
    return TrackRun(track, units[0].time, samples)
