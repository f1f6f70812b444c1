"""Why quiet pixels are covered: each one goes to the first cause that explains it.

`python benchmarks/redact_causes.py NOTES redact FILE …` runs `fanlight redact` as its command does and notes what the
first pass saw; the bench reads the notes and divides the quiet pixels that are covered.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact import plan, tracks
from fanlight.home.asks.redact.recipe import Track

CAUSES = ("whole", "face", "body", "vehicle", "movement", "grown", "gaps", "ends")
"""Frames filled whole; what detectors saw, by kind, with the union between two looks; what moved in that very frame;
what detectors' boxes are grown by; what stands in for frames between or just round sightings; the second at the ends.
"""
Boxes = list[list[int]]
Notes = list[dict[str, Any]]


def noted(growing: tracks.Growing, made: Track) -> dict[str, Any]:
    """One track as it was seen and as it is filled, frame by frame."""
    looked, moved = sorted(growing.looked.items()), growing.moved
    between: dict[int, Boxes] = {}
    for (here, box), (there, other) in zip(looked, looked[1:] + looked[-1:], strict=True):
        for frame in range(here, max(there, here + 1) if there - here <= tracks.GAP else here + 1):
            between[frame] = [list(box), list(other)]
    sightings = np.array(sorted({*growing.looked, *moved}))
    span = range(made.first, made.first + len(made.boxes))
    return {
        "kind": made.kind,
        "seen": between,
        "moved": {frame: [list(part) for part in one.parts] for frame, one in moved.items()},
        "filled": {frame: [list(part) for part in made.filled(frame)] for frame in span},
        "near": {frame: bool(np.abs(sightings - frame).min() <= tracks.GAP) for frame in span},
    }


def shares(
    notes: Notes, whole: Sequence[int], frame: int, quiet: NDArray[np.bool_], size: Sequence[int]
) -> list[float]:
    """Quiet pixels of one frame by cause, in the order of CAUSES. `quiet`: at a smaller size, height x width."""

    def mask(boxes: Iterable[Sequence[int]]) -> NDArray[np.float32]:
        full = np.zeros((size[1], size[0]), np.float32)
        for x0, y0, x1, y1 in boxes:
            full[y0:y1, x0:x1] = 1
        return np.asarray(cv2.resize(full, quiet.shape[::-1], interpolation=cv2.INTER_AREA), np.float32)

    def of(member: str, want: Callable[[dict[str, Any]], bool] = lambda _: True) -> NDArray[np.float32]:
        return mask(box for one in notes if want(one) for box in one[member].get(str(frame), ()))

    key = str(frame)
    layers = [
        np.full(quiet.shape, float(frame in whole), np.float32),
        *(of("seen", lambda one, kind=kind: one["kind"] == kind) for kind in ("face", "body", "vehicle")),  # type: ignore[misc]
        of("moved"),
        of("filled", lambda one: key in one["seen"]),
        of("filled", lambda one: bool(one["near"].get(key))),
        of("filled"),
    ]
    found, before = [], np.zeros(quiet.shape, np.float32)
    for layer in layers:
        after = np.maximum(before, layer)
        found.append(float((after - before)[quiet].sum()))
        before = after
    return found


def main(arguments: list[str]) -> None:
    from fanlight.project.cli import entry

    notes: Notes = []
    filled = plan.filled

    def note(growing: tracks.Growing, number: int, times_us: Sequence[int], size: tuple[int, int]) -> Track:
        made = filled(growing, number, times_us, size)
        notes.append(noted(growing, made))
        return made

    plan.filled = note
    try:
        sys.argv = ["fanlight", *arguments[1:]]
        entry.main()
    finally:
        Path(arguments[0]).write_text(json.dumps(notes))


if __name__ == "__main__":
    main(sys.argv[1:])
