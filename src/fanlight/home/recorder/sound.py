"""A camera's sound: AAC and Opus as they come, G.711 made into AAC, anything else left out with words that say so."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import av
import av.error

from fanlight.home.recorder.packet import VIDEO_HZ, AudioFormat, Packet

if TYPE_CHECKING:
    from av.audio.codeccontext import AudioCodecContext
    from av.audio.stream import AudioStream

G711 = ("pcm_alaw", "pcm_mulaw")  # ITU-T G.711: MP4 does not take it
AAC_BITS = 32_000
"""A second; more than telephone quality holds."""
AAC_FRAME = 1024
APART_S = 1.0
"""Sound further from the picture than this is moved to it: some cameras stamp both from different clocks."""


class Sound:
    """One connection's."""

    def __init__(self, stream: AudioStream) -> None:
        context = stream.codec_context
        self._unit = stream.time_base or Fraction(1, context.sample_rate or 8000)
        self._offset = 0
        self._last = -1
        self._maker: _AacMaker | None = None
        self.format: AudioFormat | None = None
        self.words = ""
        name, rate, channels = context.name, context.sample_rate, context.layout.nb_channels
        if name in ("aac", "opus") and rate and channels:
            self.format = AudioFormat(name, rate, channels, context.extradata or b"")
        elif name in G711 and rate:
            self._maker = _AacMaker(name, rate)
            self.format = AudioFormat("aac", rate, 1, self._maker.extradata)
        else:
            self.words = f"Its sound ({name}) cannot be recorded. Set the camera's sound to AAC."

    def packets(self, unit: av.Packet[Any], zero: int, now: int) -> list[Packet]:
        """What is kept of one unit; `zero` is the picture's stamp at tick 0, `now` its newest tick."""
        if self.format is None or unit.pts is None:
            return []
        rate = self.format.rate
        at = round((unit.pts * self._unit - Fraction(zero, VIDEO_HZ)) * rate) + self._offset
        picture = now * rate // VIDEO_HZ
        if abs(at - picture) > APART_S * rate:
            self._offset += picture - at
            at = picture
        made = [(bytes(unit), at)] if self._maker is None else self._maker.feed(bytes(unit), at)
        out = []
        for data, pts in made:
            if pts > self._last and pts >= 0:
                self._last = pts
                out.append(Packet("audio", data, pts, pts, True))
        return out

    def restart(self) -> None:
        """A new run counts from zero."""
        self._offset, self._last = 0, -1


class _AacMaker:
    """G.711 in, AAC out; the one thing that is ever transcoded while recording."""

    def __init__(self, name: str, rate: int) -> None:
        self._rate = rate
        self._decoder = cast("AudioCodecContext", av.CodecContext.create(name, "r"))
        self._decoder.sample_rate, self._decoder.layout = rate, "mono"
        self._encoder = av.CodecContext.create("aac", "w")
        self._encoder.sample_rate, self._encoder.layout, self._encoder.format = rate, "mono", "fltp"
        self._encoder.bit_rate = AAC_BITS
        self._encoder.time_base = Fraction(1, rate)
        self._encoder.open()
        self.extradata = self._encoder.extradata or b""
        self._frames = av.AudioResampler("fltp", "mono", rate, AAC_FRAME)
        self._next: int | None = None  # time of the next frame that comes out
        self._given = 0  # samples put in since `_next` was set anew

    def feed(self, data: bytes, at: int) -> list[tuple[bytes, int]]:
        """Frames that are whole now, with their times; a gap in the sound moves what follows."""
        expected = None if self._next is None else self._next + self._given
        if expected is None or abs(expected - at) > self._rate // 4:
            self._next, self._given = at - (self._given if self._next is not None else 0), self._given
        self._given += len(data)
        out: list[tuple[bytes, int]] = []
        try:
            for frame in self._decoder.decode(av.Packet(data)):
                frame.pts = None
                for whole in self._frames.resample(frame):
                    whole.pts = None
                    out += [(bytes(packet), 0) for packet in self._encoder.encode(whole)]
        except (av.error.FFmpegError, ValueError):
            return []
        assert self._next is not None
        timed = [(frame, self._next + number * AAC_FRAME) for number, (frame, _) in enumerate(out)]
        self._next += len(out) * AAC_FRAME
        self._given -= len(out) * AAC_FRAME
        return timed
