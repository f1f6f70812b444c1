"""Short clips made on the spot: one second of pictures and sound in the codecs that cameras send."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 15
ENCODERS = {"h264": "libx264", "hevc": "libx265"}


def film(
    path: Path,
    *,
    codec: str | None = "h264",
    sound: str | None = None,
    size: tuple[int, int] = (320, 240),
    seconds: float = 1.0,
    noise: float = 20,
) -> Path:
    """Write a clip; `sound` is an encoder's name: aac, pcm_alaw, pcm_mulaw."""
    random = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        pictures = _pictures(container, codec, size) if codec else None
        heard = container.add_stream(sound, rate=16000 if sound == "aac" else 8000, layout="mono") if sound else None
        if pictures is not None:
            for number in range(round(seconds * RATE)):
                image = np.full((size[1], size[0], 3), 90, np.float64) + random.normal(0, noise, (size[1], size[0], 3))
                image[:, number * 8 : number * 8 + 30] = 230
                frame = av.VideoFrame.from_ndarray(np.clip(image, 0, 255).astype(np.uint8), format="bgr24")
                frame.pts = number
                container.mux(pictures.encode(frame))
            container.mux(pictures.encode(None))
        if heard is not None:
            _tone(container, heard, seconds)
    return path


def _pictures(container, codec, size):
    stream = container.add_stream(ENCODERS[codec], rate=RATE)
    stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
    stream.time_base = Fraction(1, RATE)
    stream.options = {"preset": "ultrafast", "tune": "zerolatency"}
    if codec == "hevc":
        stream.options |= {"x265-params": "log-level=none:keyint=15:bframes=0"}
    stream.codec_context.gop_size = RATE
    stream.codec_context.max_b_frames = 0
    return stream


def _tone(container, stream, seconds):
    rate = stream.codec_context.rate or stream.codec_context.sample_rate
    count = round(seconds * rate)
    wave = (8000 * np.sin(np.arange(count) * 2 * np.pi * 440 / rate)).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(wave[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts = rate, 0
    resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate)
    fifo = av.AudioFifo()
    for one in [*resampler.resample(frame), *resampler.resample(None)]:
        one.pts = None
        fifo.write(one)
    size, at = 1024, 0
    while (part := fifo.read(size, partial=True)) is not None:
        part.pts, part.time_base = at, Fraction(1, rate)
        at += part.samples
        container.mux(stream.encode(part))
    container.mux(stream.encode(None))
