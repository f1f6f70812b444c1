"""The empty scene, from footage round the clip: who stands in the clip throughout would be part of one made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fanlight.home.asks.redact.boxes import Size
from fanlight.home.asks.redact.faults import CannotRedact
from fanlight.home.asks.redact.frames import Clip
from fanlight.home.asks.redact.look import Pixels
from fanlight.home.asks.redact.movement import Background, empty_scene, small, working

if TYPE_CHECKING:
    import av

SAMPLES = 60
"""Pictures that the middle value is taken of: half of twenty minutes is how long one may stand unnoticed."""

ENOUGH = 20
"""Key frames that a clip must have for them alone to show the empty scene; else some of all its pictures do."""


def from_pictures(pictures: Iterable[av.VideoFrame], size: Size) -> Background | None:
    """The empty scene of any number of pictures, thinned evenly while they come; None of none of this size."""
    kept: list[Pixels] = []
    every = 1
    for number, picture in enumerate(picture for picture in pictures if (picture.width, picture.height) == size):
        if number % every:
            continue
        kept.append(small(picture, working(size)).astype(np.uint8))
        if len(kept) == 2 * SAMPLES:
            kept = kept[::2]
            every *= 2
    return empty_scene(kept) if kept else None


def clip_pictures(path: Path) -> Iterator[av.VideoFrame]:
    """Some pictures of a clip from its whole length, for those who have nothing round it."""
    with Clip(path) as clip:
        keys = sum(1 for _ in clip.key_times())
    if keys >= ENOUGH:
        yield from key_pictures(path)
        return
    with Clip(path) as clip:
        every = max(1, clip.expected // SAMPLES)
        for frame in clip.frames():
            if frame.picture is not None and frame.number % every == 0:
                yield frame.picture


def key_pictures(path: Path) -> Iterator[av.VideoFrame]:
    """The key frames of footage round a clip, decoded alone, which is a small part of the cost; none of a torn file."""
    try:
        with Clip(path) as clip:
            yield from clip.key_pictures()
    except CannotRedact:
        return  # other files show the empty scene as well; if none does, the report says that the clip alone did
