"""Exports keep sound in step, and carry H.265 under the name that players on phones take."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest

from fanlight.home.archive.export import export
from fanlight.home.archive.spans import coverage
from fanlight.home.recorder.index import NewSegment
from fanlight.home.recorder.packet import VIDEO_HZ, AudioFormat, Packet, StreamFormat
from fanlight.home.recorder.segment import SegmentWriter
from tests.flow.home.conftest import NOON_US, RATE, encoded

S = 1_000_000
SOUND_RATE = 16_000


def aac(seconds: int) -> tuple[AudioFormat, list[Packet]]:
    """A beep at the beginning of each second."""
    context = av.CodecContext.create("aac", "w")
    context.sample_rate, context.layout, context.format = SOUND_RATE, "mono", "fltp"
    context.time_base = Fraction(1, SOUND_RATE)
    context.open()
    wave = np.sin(np.arange(SOUND_RATE * seconds) * 0.3).astype(np.float32)
    wave *= (np.arange(len(wave)) % SOUND_RATE) < SOUND_RATE // 5
    packets: list[Packet] = []
    for start in range(0, len(wave) - 1023, 1024):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, context.time_base
        packets += [Packet("audio", bytes(p), p.pts, p.dts, True) for p in context.encode(frame) if p.pts >= 0]
    return AudioFormat("aac", SOUND_RATE, 1, bytes(context.extradata or b"")), packets


def film(home, camera, start_us: int, seconds: int, run: bytes) -> None:
    """A segment with sound; packets in the order of their times, as a camera sends them."""
    format, video = encoded(seconds)
    sound, audio = aac(seconds)
    format = StreamFormat(format.codec, format.width, format.height, format.extradata, format.rate, sound)
    new = NewSegment(camera.pk, "main", run, start_us, format, "video/mp4")
    writer = SegmentWriter(home.store, home.index, home.pair, new, now=0.0)
    both = [(p.dts / VIDEO_HZ, 0, p) for p in video] + [(p.dts / SOUND_RATE, 1, p) for p in audio]
    for _, _, packet in sorted(both, key=lambda one: one[:2]):
        writer.add(packet)
    writer.close(seconds * VIDEO_HZ)


def test_sound_stays_in_step_over_two_connections(home):
    """Sound of each connection begins where its pictures do, also when a hole is left out."""
    camera = home.camera()
    film(home, camera, NOON_US, 5, b"r" * 16)
    film(home, camera, NOON_US + 9 * S, 5, b"s" * 16)
    out = home.data / "clip.mp4"
    result = export(coverage(camera, NOON_US, NOON_US + 14 * S), out)
    assert len(result.words) == 1
    with av.open(str(out)) as container:
        loud = []
        for frame in container.decode(audio=0):
            samples = np.abs(frame.to_ndarray()[0]) > 0.3
            loud += [float(frame.time) + number / SOUND_RATE for number in np.flatnonzero(samples)]
    begins = [at for before, at in pairwise([-1.0, *loud]) if at - before > 0.5]
    assert len(begins) == 10
    assert begins == pytest.approx(range(10), abs=0.15)
    with av.open(str(out)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert len(times) == 100
    assert times[-1] == pytest.approx(9.9, abs=0.02)


def test_h265_is_hvc1(home):
    """Apple's players refuse H.265 under its other name."""
    context = av.CodecContext.create("libx265", "w")
    context.width, context.height, context.pix_fmt = 320, 192, "yuv420p"
    context.time_base, context.framerate = Fraction(1, VIDEO_HZ), Fraction(RATE)
    context.options = {"preset": "ultrafast", "x265-params": f"keyint={RATE}:bframes=0:log-level=none:repeat-headers=1"}
    packets = []
    for number in range(3 * RATE):
        frame = av.VideoFrame.from_ndarray(np.full((192, 320, 3), number * 5, np.uint8), format="rgb24")
        frame.pts, frame.time_base = number * VIDEO_HZ // RATE, Fraction(1, VIDEO_HZ)
        packets += context.encode(frame)
    packets += context.encode(None)
    first = bytes(packets[0])
    format = StreamFormat("hevc", 320, 192, bytes(context.extradata or b"") or first, RATE)
    camera = home.camera()
    new = NewSegment(camera.pk, "main", b"r" * 16, NOON_US, format, "video/mp4")
    writer = SegmentWriter(home.store, home.index, home.pair, new, now=0.0)
    for packet in packets:
        writer.add(Packet("video", bytes(packet), packet.pts, packet.pts, packet.is_keyframe))
    writer.close(3 * VIDEO_HZ)
    out = home.data / "clip.mp4"
    export(coverage(camera, NOON_US, NOON_US + 3 * S), out)
    with av.open(str(out)) as container:
        assert container.streams.video[0].codec_context.codec_tag == "hvc1"
        assert len(list(container.decode(video=0))) == 3 * RATE
