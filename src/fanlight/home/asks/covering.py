"""The process that covers one clip: reads job.json in its folder, writes plan.json once and film.mp4 with its report.

No Django, no network, low priority. Started by tend; `progress.json` says how far it is, so that the page may be left.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fanlight.ground.errors import FanlightError
from fanlight.home.asks.cover_files import (
    CLIP,
    FILM,
    JOB,
    PLAN,
    PROGRESS,
    REPORT,
    always,
    length_us,
    read_plan,
    zones_of,
)
from fanlight.home.asks.redact.apply import apply
from fanlight.home.asks.redact.background import key_pictures
from fanlight.home.asks.redact.frames import Clip
from fanlight.home.asks.redact.look import Detector
from fanlight.home.asks.redact.models import detectors
from fanlight.home.asks.redact.plan import plan

if TYPE_CHECKING:
    import av

NICE = 10  # recording and pages come first


def cover(folder: Path, looking: Callable[[], Sequence[Detector]]) -> dict[str, Any]:
    """Plan where no plan is there, then fill; returns version, SHA-256 and length (ms) of the film. FanlightError."""
    job = json.loads((folder / JOB).read_text())
    source, film = folder / CLIP, folder / FILM
    with Clip(source) as clip:
        told = Told(folder / PROGRESS, max(1, clip.expected))
    zones = zones_of(job["zones"])
    if not (folder / PLAN).exists():
        found = plan(source, _round(folder), zones, looking(), told.first)
        _write(folder / PLAN, json.dumps(dataclasses.asdict(found)))
    recipe = read_plan(folder / PLAN)
    if set(now := always(zones, recipe.size)) != set(recipe.zones):  # drawn anew since it was looked through
        recipe = dataclasses.replace(recipe, zones=now)
        _write(folder / PLAN, json.dumps(dataclasses.asdict(recipe)))
    film.unlink(missing_ok=True)
    report = apply(source, recipe, frozenset(job["revealed"]), film, told.second)
    (folder / REPORT).write_bytes(report.canonical())
    digest = hashlib.sha256(film.read_bytes()).hexdigest()
    return {"version": job["version"], "sha256": digest, "length_ms": length_us(recipe) // 1000}


def _round(folder: Path) -> Iterator[av.VideoFrame]:
    for path in sorted((folder / "round").glob("*.mp4")):
        yield from key_pictures(path)


def _write(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text)
    beside.replace(path)


class Told:
    """How far it is, for the page: two passes over the same frames, of which looking takes most of the time."""

    LOOKING = 0.7
    SURE_AFTER_S = 3.0  # before that nobody can say how long it takes

    def __init__(self, path: Path, frames: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._frames, self._clock = path, frames, clock
        self._began: tuple[float, float] | None = None  # when, and at which share
        self._told = -1

    def first(self, share: float) -> bool:
        """The first pass is done so far; always goes on."""
        return self._tell(share * self.LOOKING, "Looking", share)

    def second(self, share: float) -> bool:
        """Likewise."""
        return self._tell(self.LOOKING + share * (1 - self.LOOKING), "Filling", share)

    def _tell(self, done: float, what: str, share: float) -> bool:
        self._began = self._began or (self._clock(), done)
        if int(done * 100) != self._told:
            self._told = int(done * 100)
            frame = f"{what}: frame {max(1, round(share * self._frames))} of {self._frames}"
            _write(self._path, json.dumps({"percent": self._told, "words": frame + self._left(done)}))
        return True

    def _left(self, done: float) -> str:
        assert self._began is not None
        since, from_share = self._began
        taken, gone = self._clock() - since, done - from_share
        if taken < self.SURE_AFTER_S or gone <= 0:
            return ""
        seconds = max(1, round(taken / gone * (1 - done)))
        return f", about {f'{seconds} s' if seconds < 100 else f'{round(seconds / 60)} min'} left"


def main(arguments: list[str]) -> int:
    """`python -m fanlight.home.asks.covering FOLDER MODELS`; one JSON line: what came out, or `problem` in words."""
    os.nice(NICE)
    folder, models = Path(arguments[0]), Path(arguments[1])
    try:
        outcome = cover(folder, lambda: detectors(models))
    except FanlightError as error:
        outcome = {"problem": error.words(), "status": int(getattr(error, "exit_code", 2))}
    sys.stdout.write(json.dumps(outcome) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
