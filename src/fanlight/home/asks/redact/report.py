"""The report of a redaction: what was filled, where, why, by which models; canonical bytes, integers only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fanlight.home.asks.redact.recipe import REASONS, Recipe, Track

VERSION = 2
FILL = (60, 128)
"""Y and both of U, V: one dark grey for everything; black is what night and screens look like."""
NOT_LOOKED_FOR = (
    "number plates",
    "house numbers and other writing",
    "reflections in glass and water",
    "pictures of faces",
    "clothing",
    "gait",
    "the place itself",
    "a person who neither moves nor is found by a detector",
)


@dataclass(frozen=True, slots=True)
class Report:
    """`redaction_report.json`; format in docs/reference/formats/redaction-report.md."""

    recipe: Recipe
    revealed: tuple[int, ...]

    def members(self) -> dict[str, Any]:
        """The report as plain values: integers, text, lists."""
        recipe = self.recipe
        reasons = {one.frame: one.reason for one in recipe.whole}
        return {
            "v": VERSION,
            "size": list(recipe.size),
            "fill": {"y": FILL[0], "u": FILL[1], "v": FILL[1]},
            "background": recipe.background,
            "audio": "removed",
            "models": [{"name": one.name, "version": one.version, "sha256": one.sha256} for one in recipe.models],
            "zones": [{"kind": zone.kind, "box": list(zone.box)} for zone in recipe.zones],
            "tracks": [
                {
                    "id": track.id,
                    "kind": track.kind,
                    "first": track.first,
                    "boxes": [list(box) for box in track.boxes],
                    "parts": [_parts(track, number) for number in range(len(track.boxes))],
                    "revealed": track.id in self.revealed,
                }
                for track in recipe.tracks
            ],
            "frames": [
                {"t": time, "whole": reasons[number]} if number in reasons else {"t": time}
                for number, time in enumerate(recipe.times_us)
            ],
            "reasons": dict(REASONS),
            "not_looked_for": list(NOT_LOOKED_FOR),
        }

    def canonical(self) -> bytes:
        """RFC 8785: ASCII names and integers only, so sorting and tight separators are all of it."""
        return json.dumps(self.members(), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _parts(track: Track, number: int) -> list[list[int]]:
    """What is filled of the box, where that is not all of it."""
    parts = track.filled(track.first + number)
    return [] if parts == (track.boxes[number],) else [list(part) for part in parts]


def reported(recipe: Recipe, revealed: frozenset[int]) -> Report:
    known = {track.id for track in recipe.tracks}
    return Report(recipe, tuple(sorted(revealed & known)))
