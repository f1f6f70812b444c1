"""A made-up still street as luma, and its encoding into packets, for tests of the watch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.packet import VIDEO_HZ, Packet, StreamFormat

WIDTH, HEIGHT, RATE = 320, 180, 15
Luma = NDArray[np.uint8]


def still(seed: int = 1, width: int = WIDTH, height: int = HEIGHT) -> Luma:
    """Texture at several sizes, between 60 and 180: what a wall, a hedge and a pavement look like."""
    rng = np.random.default_rng(seed)
    sum_of = np.zeros((height, width), np.float32)
    for cells in (4, 12, 40, 120):
        coarse = rng.normal(0, 1, (max(2, cells * height // width), cells)).astype(np.float32)
        sum_of += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(120 + 18 * sum_of, 60, 180).astype(np.uint8)


def noisy(luma: Luma, rng: np.random.Generator, sigma: float = 1.5) -> Luma:
    return np.clip(luma + rng.normal(0, sigma, luma.shape), 0, 255).astype(np.uint8)


def lit(luma: Luma, gain: float) -> Luma:
    return np.clip(luma * gain, 0, 255).astype(np.uint8)


def with_walker(luma: Luma, x: int, y: int = 70, width: int = 12, height: int = 30) -> Luma:
    """Somebody in dark clothes with a light bag."""
    out = luma.copy()
    left, right = max(0, x), max(0, min(luma.shape[1], x + width))
    out[y : y + height, left:right] = 30
    out[y + height // 3 : y + height // 2, left : max(left, right - width // 2)] = 220
    return out


def packets(
    picture_at: Callable[[float], Luma],
    seconds: float,
    gop: int = 30,
    bframes: int = 0,
    codec: str = "libx264",
    bits: int = 0,
) -> tuple[StreamFormat, list[Packet]]:
    """Encoded as a camera would: no scene cuts, a key frame every `gop` pictures."""
    first = picture_at(0.0)
    height, width = first.shape
    context = av.CodecContext.create(codec, "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, RATE), Fraction(RATE)
    context.gop_size, context.max_b_frames, context.thread_count = gop, bframes, 1
    context.options = {"preset": "ultrafast", "crf": "26", "x264-params": "scenecut=0:rc-lookahead=0"}
    if bits:
        context.bit_rate = bits
        context.options = {"preset": "ultrafast", "x264-params": "scenecut=0:rc-lookahead=0"}
    encoded: list[av.Packet] = []
    for number in range(int(seconds * RATE)):
        chroma = np.full((height // 2, width), 128, np.uint8)
        frame = av.VideoFrame.from_ndarray(np.vstack([picture_at(number / RATE), chroma]), format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        encoded += context.encode(frame)
    encoded += context.encode(None)
    tick = VIDEO_HZ // RATE
    first_dts = min(int(one.dts or 0) for one in encoded)
    out = [
        Packet(
            "video",
            bytes(one),
            (int(one.pts or 0) - first_dts) * tick,
            (int(one.dts or 0) - first_dts) * tick,
            one.is_keyframe,
        )
        for one in encoded
    ]
    name = "hevc" if "265" in codec else "h264"
    return StreamFormat(name, width, height, bytes(context.extradata or b""), float(RATE)), out


def fed(watcher: object, of: Iterable[Packet]) -> list[object]:
    """All signals of a run."""
    out: list[object] = []
    for one in of:
        out += watcher.feed(one)  # type: ignore[attr-defined]
    return out + watcher.finish()  # type: ignore[attr-defined]
