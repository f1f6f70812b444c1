"""Short films that tests encode for themselves, as packets of the form in which a camera sends them."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import av
import numpy as np

from fanlight.home.recorder.boxes.nal import parameter_sets
from fanlight.home.recorder.packet import VIDEO_HZ, AudioFormat, Packet, StreamFormat

RATE = 15
ENCODERS = {"h264": "libx264", "hevc": "libx265"}
QUIET = {"h264": {"preset": "ultrafast"}, "hevc": {"preset": "ultrafast"}}


@cache
def film(
    codec: str = "h264",
    *,
    seconds: int = 4,
    gop: int = RATE,
    b_frames: int = 0,
    size: int = 64,
    sound: str = "",
    pixels: str = "",
) -> tuple[StreamFormat, tuple[Packet, ...]]:
    """A moving square; Annex B with parameter sets before each key frame, sound between the pictures."""
    pictures = _pictures(codec, seconds, gop, b_frames, size, pixels)
    sets = parameter_sets(codec, pictures[0].data)
    audio, heard = _sound(sound, seconds) if sound else (None, [])
    extradata = b"".join(b"\0\0\0\1" + unit for unit in sets)
    format = StreamFormat(codec, size, size, extradata, float(RATE), audio)

    def moment(packet: Packet) -> float:
        return packet.dts / (VIDEO_HZ if packet.medium == "video" else audio.rate if audio else 1)

    return format, tuple(sorted([*pictures, *heard], key=moment))


def _pictures(codec: str, seconds: int, gop: int, b_frames: int, size: int, pixels: str) -> list[Packet]:
    context = av.CodecContext.create(ENCODERS[codec], "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width = context.height = size
    context.pix_fmt = pixels or "yuv420p"
    context.framerate, context.time_base = Fraction(RATE), Fraction(1, RATE)
    private = {"h264": "x264-params", "hevc": "x265-params"}[codec]
    rules = f"keyint={gop}:min-keyint={gop}:scenecut=0:bframes={b_frames}:b-adapt=0:log-level=none"
    context.options = {**QUIET[codec], private: rules + ":open-gop=0:repeat-headers=1"}
    packets = []
    for number in range(seconds * RATE):
        picture = np.full((size, size, 3), 90, np.uint8)
        picture[8:24, number % (size - 16) :][:, :16] = 230
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=pixels or "yuv420p")
        frame.pts = number
        packets += context.encode(frame)
    packets += context.encode(None)
    tick = VIDEO_HZ // RATE
    assert all(packet.pts is not None and packet.dts is not None for packet in packets)
    return [Packet("video", bytes(p), p.pts * tick, p.dts * tick, p.is_keyframe) for p in packets]


def _sound(codec: str, seconds: int) -> tuple[AudioFormat, list[Packet]]:
    rate = 48_000
    context = av.CodecContext.create({"aac": "aac", "opus": "libopus"}[codec], "w")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate, context.layout, context.time_base = rate, "mono", Fraction(1, rate)
    context.format = {"aac": "fltp", "opus": "flt"}[codec]
    context.open()
    packets = []
    step = context.frame_size
    for at in range(0, seconds * rate - step, step):
        wave = np.sin(np.arange(at, at + step) * (440 * 2 * np.pi / rate)).astype(np.float32)[None]
        frame = av.AudioFrame.from_ndarray(wave, format=context.format.name, layout="mono")
        frame.pts, frame.sample_rate = at, rate
        packets += context.encode(frame)
    packets += context.encode(None)
    sent = [Packet("audio", bytes(p), p.pts, p.pts, True) for p in packets if p.pts is not None]
    return AudioFormat(codec, rate, 1, context.extradata or b""), sent
