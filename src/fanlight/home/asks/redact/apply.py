"""The second pass: fills what the recipe names, writes the pixels anew, and checks what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av.error
import numpy as np

from fanlight.home.asks.redact.allowed import only_allowed
from fanlight.home.asks.redact.boxes import Box, Size
from fanlight.home.asks.redact.encoder import Encoder, Planes
from fanlight.home.asks.redact.faults import Cancelled, CannotRedact, OutputCannotBeWritten
from fanlight.home.asks.redact.frames import Clip, Frame
from fanlight.home.asks.redact.recipe import Recipe
from fanlight.home.asks.redact.report import FILL, Report, reported

Progress = Callable[[float], bool]


def apply(
    source: Path, recipe: Recipe, revealed: frozenset[int], out: Path, on_progress: Progress = lambda _: True
) -> Report:
    """Write `out` from `source`, in place of what lies there; what goes wrong leaves nothing behind.

    Raises CannotRedact where the source is not the one that was planned, Cancelled, OutputCannotBeWritten, LeftInside.
    """
    report = reported(recipe, revealed)
    beside = out.with_name(out.name + ".part")
    try:
        _write(source, recipe, revealed, beside, on_progress)
        only_allowed(beside)
        beside.replace(out)
    except (OSError, av.error.FFmpegError) as error:
        raise OutputCannotBeWritten(f"{out} could not be written.") from error
    finally:
        beside.unlink(missing_ok=True)
    return report


def _write(source: Path, recipe: Recipe, revealed: frozenset[int], out: Path, on_progress: Progress) -> None:
    whole = {one.frame for one in recipe.whole}
    encoder: Encoder | None = None
    written = 0
    try:
        with Clip(source) as clip:
            if clip.size != recipe.size:
                raise _changed(source)
            for frame in clip.frames():
                if frame.number >= len(recipe.times_us) or frame.at_us != recipe.times_us[frame.number]:
                    raise _changed(source)
                if encoder is None:
                    encoder = Encoder(out, shown(recipe.size), clip.aspect, frame.picture, clip.rate)
                boxes = None if frame.number in whole else recipe.boxes(frame.number, revealed)
                encoder.add(covered(frame, recipe.size, boxes), frame.at_us)
                written += 1
                if not on_progress(written / len(recipe.times_us)):
                    raise Cancelled
        if encoder is None or written != len(recipe.times_us):
            raise _changed(source)
        encoder.finish()
    except BaseException:
        if encoder is not None:
            encoder.abandon()
        raise


def shown(size: Size) -> Size:
    """The written picture: H.264 in 4:2:0 has even sides, so an odd last line is left out."""
    return size[0] & ~1, size[1] & ~1


def covered(frame: Frame, size: Size, boxes: list[Box] | None) -> Planes:
    """The frame's planes with `boxes` filled; None, or a frame without a picture, fills all of it."""
    width, height = shown(size)
    if boxes is None or frame.picture is None:
        planes = np.empty((height * 3 // 2, width), np.uint8)
        planes[:height], planes[height:] = FILL[0], FILL[1]
        return planes
    planes = _planes(frame, width, height)
    luma, chroma = planes[:height], planes[height:].reshape(2, height // 2, width // 2)
    for x0, y0, x1, y1 in boxes:
        luma[y0:y1, x0:x1] = FILL[0]
        chroma[:, y0 // 2 : (y1 + 1) // 2, x0 // 2 : (x1 + 1) // 2] = FILL[1]
    return planes


def _planes(frame: Frame, width: int, height: int) -> Planes:
    assert frame.picture is not None
    picture = frame.picture
    if picture.format.name not in ("yuv420p", "yuvj420p"):
        picture = picture.reformat(format="yuv420p")
    made = np.empty((height * 3 // 2, width), np.uint8)
    places = (made[:height], *made[height:].reshape(2, height // 2, width // 2))
    for plane, place in zip(picture.planes, places, strict=True):
        rows = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * plane.height]
        place[:] = rows.reshape(plane.height, plane.line_size)[: place.shape[0], : place.shape[1]]
    return made


def _changed(source: Path) -> CannotRedact:
    return CannotRedact(f"{source} is not the file that was looked through.", remedy="Look through it anew.")
