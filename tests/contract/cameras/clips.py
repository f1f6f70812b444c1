"""Small clips made for tests: real H.264 or H.265 with something that moves, with or without sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 15


def make(
    path: Path,
    *,
    seconds: float = 10.0,
    size: tuple[int, int] = (320, 180),
    codec: str = "libx264",
    sound: str = "",
    sound_rate: int = 16000,
    picture: bool = True,
) -> Path:
    """One clip with a key frame each second."""
    with av.open(str(path), "w") as out:
        video = out.add_stream(codec, rate=RATE) if picture else None
        if video is not None:
            video.width, video.height = size
            video.pix_fmt, video.gop_size = "yuv420p", RATE
            video.options = {"preset": "ultrafast", "bf": "0", "g": str(RATE)}
            if codec == "libx265":
                video.options = {"preset": "ultrafast", "x265-params": f"keyint={RATE}:bframes=0:log-level=none"}
        audio = out.add_stream(sound, rate=sound_rate) if sound else None
        if audio is not None:
            audio.layout = "mono"
        if video is not None:
            for number in range(int(seconds * RATE)):
                out.mux(video.encode(_frame(number, size)))
            out.mux(video.encode(None))
        if audio is not None:
            _tone(out, audio, seconds, sound_rate)
    return path


def _frame(number: int, size: tuple[int, int]) -> av.VideoFrame:
    width, height = size
    picture = np.full((height, width, 3), 90, np.uint8)
    picture[:, :, 1] = np.linspace(60, 160, width, dtype=np.uint8)
    left = number * 3 % (width - 40)
    picture[height // 3 : height // 3 + 60, left : left + 30] = (220, 40, 40)
    frame = av.VideoFrame.from_ndarray(picture, "rgb24")
    frame.pts = number
    return frame


def _tone(out: av.container.OutputContainer, audio: av.AudioStream, seconds: float, rate: int) -> None:
    size = audio.codec_context.frame_size or 320
    wave = (8000 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)).astype(np.int16)
    for at in range(0, len(wave) - size, size):
        frame = av.AudioFrame.from_ndarray(wave[at : at + size].reshape(1, -1), "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        out.mux(audio.encode(frame))
    out.mux(audio.encode(None))
