"""The files of a clip that is covered, and what its plan says; light: pages and tend need no video library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fanlight.home.asks.redact.boxes import Size, even
from fanlight.home.asks.redact.recipe import Model, Recipe, Track, Whole, Zone

CLIP, PLAN, FILM, REPORT, PROGRESS, JOB, CLIP_SIZE = (
    "clip.mp4", "plan.json", "film.mp4", "report.json", "progress.json", "job.json", "clip.size",
)  # fmt: skip
LAST_FRAME_US = 1_000_000


def is_whole(folder: Path) -> bool:
    """Whether the clip lies there as it was put together: a film of half of it would end early unsaid."""
    try:
        return (folder / CLIP).stat().st_size == int((folder / CLIP_SIZE).read_text())
    except (OSError, ValueError):
        return False


def length_us(recipe: Recipe) -> int:
    """From the first frame to the end of the last, which lasts as long as the one before it."""
    times = recipe.times_us
    return times[-1] + (times[-1] - times[-2] if len(times) > 1 else LAST_FRAME_US)


def zones_of(held: Sequence[dict[str, Any]]) -> tuple[Zone, ...]:
    """As they lie in plan and job."""
    return tuple(Zone(one["kind"], tuple(one["box"])) for one in held)


def always(zones: Sequence[Zone], size: Size) -> tuple[Zone, ...]:
    """What is left of them inside a picture of this size, as the second pass fills it."""
    return tuple(Zone(zone.kind, box) for zone in zones if (box := even(zone.box, size)) is not None)


def read_plan(path: Path) -> Recipe:
    """What `cover` wrote."""
    held = json.loads(path.read_text())
    return Recipe(
        size=tuple(held["size"]),
        times_us=tuple(held["times_us"]),
        tracks=tuple(_track(**one) for one in held["tracks"]),
        whole=tuple(Whole(**one) for one in held["whole"]),
        zones=zones_of(held["zones"]),
        models=tuple(Model(**one) for one in held["models"]),
        background=held["background"],
    )


def _track(*, boxes: list[list[int]], parts: Sequence[list[list[int]]] = (), **rest: Any) -> Track:
    """Plans that were made before tracks had `parts` have none."""
    outline = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in boxes)
    return Track(**rest, boxes=outline, parts=tuple(tuple((a, b, c, d) for a, b, c, d in one) for one in parts))
