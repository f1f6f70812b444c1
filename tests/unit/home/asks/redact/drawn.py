"""Clips drawn for the tests: a still scene with structure, what moves through it, sound and text where wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Box
from fanlight.home.asks.redact.look import Look, Seen, SeenKind
from fanlight.home.asks.redact.recipe import Model, Recipe

WIDTH, HEIGHT, RATE = 320, 180, 10
Luma = NDArray[np.uint8]


def still() -> Luma:
    """The empty scene: a fixed texture in cells, as of walls and paving."""
    cells = np.random.default_rng(1).integers(60, 160, (HEIGHT // 12, WIDTH // 16))
    return np.kron(cells, np.ones((12, 16))).astype(np.uint8)


def with_square(luma: Luma, box: Box) -> Luma:
    """Something bright with a dark stripe in it."""
    x0, y0, x1, y1 = box
    drawn = luma.copy()
    drawn[y0:y1, x0:x1] = 235
    drawn[(y0 + y1) // 2 - 2 : (y0 + y1) // 2 + 2, x0:x1] = 20
    return drawn


def walking(number: int) -> Box:
    """Where the square of the usual clip is: it crosses the scene in thirty frames."""
    return (20 + 8 * number, 70, 50 + 8 * number, 130)


def frame(luma: Luma) -> av.VideoFrame:
    planes = np.vstack([luma, np.full((HEIGHT // 2, WIDTH), 128, np.uint8)])
    return av.VideoFrame.from_ndarray(planes, format="yuv420p")


def clip(
    path: Path, lumas: Iterable[Luma], times: Callable[[int], float] | None = None, title: str = "", gop: int = 10
) -> Path:
    """Write them as H.264; with a title also sound, a subtitle-like comment and the title on the track."""
    with av.open(str(path), "w") as out:
        if title:
            out.metadata.update({"title": title, "comment": title, "location": title})
        video = out.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "crf": "12"})
        video.width, video.height, video.pix_fmt, video.gop_size = WIDTH, HEIGHT, "yuv420p", gop
        video.time_base = video.codec_context.time_base = Fraction(1, 1000)
        sound = out.add_stream("aac", rate=8000, layout="mono") if title else None
        if title:
            video.metadata.update({"title": title, "handler_name": title})
        for number, luma in enumerate(lumas):
            one = frame(luma)
            seconds = times(number) if times else number / RATE
            one.pts, one.time_base = round(seconds * 1000), Fraction(1, 1000)
            out.mux(video.encode(one))
        out.mux(video.encode(None))
        if sound is not None:
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            silence.sample_rate, silence.pts = 8000, 0
            out.mux(sound.encode(silence))
            out.mux(sound.encode(None))
    return path


def lumas(path: Path) -> list[Luma]:
    with av.open(str(path)) as container:
        return [one.to_ndarray(format="yuv420p")[:HEIGHT] for one in container.decode(video=0)]


class Fake:
    """A detector that sees what it is told at its n-th look, or raises there."""

    model = Model("fake", "1", "00" * 32)

    def __init__(self, kind: SeenKind, boxes: Callable[[int], Box | None], raises: int = -1) -> None:
        self._kind, self._boxes, self._raises = kind, boxes, raises
        self.looks = 0

    def seen(self, look: Look) -> list[Seen]:
        number = self.looks
        self.looks += 1
        if number == self._raises:
            raise RuntimeError("the network broke")
        box = self._boxes(number)
        return [Seen(self._kind, box)] if box is not None else []


def covers(recipe: Recipe, number: int, box: Box) -> bool:
    """Whether all of `box` is filled in that frame."""
    mask = np.zeros((recipe.size[1], recipe.size[0]), bool)
    for x0, y0, x1, y1 in recipe.boxes(number):
        mask[y0:y1, x0:x1] = True
    if any(one.frame == number for one in recipe.whole):
        mask[:] = True
    x0, y0, x1, y1 = box
    return bool(mask[y0:y1, x0:x1].all())
