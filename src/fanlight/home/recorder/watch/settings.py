"""What a household sets for one camera's watch: zones with a purpose and a sensitivity, thrifty or prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fanlight.ground.errors import FanlightError

Purpose = Literal["watch", "ignore", "private"]

SCALE = 10_000
"""Zone points are whole ten-thousandths of width and height, so that a zone outlives a change of resolution."""


class ZoneUnusable(FanlightError):
    """This zone cannot be used."""

    remedy = "Draw at least three points inside the picture."


@dataclass(frozen=True, slots=True)
class Zone:
    """A polygon on the picture with a purpose; `sensitivity` 0..100, where 50 is the measured setting."""

    name: str
    purpose: Purpose
    points: tuple[tuple[int, int], ...]
    sensitivity: int = 50

    def __post_init__(self) -> None:
        if self.purpose not in ("watch", "ignore", "private"):
            raise ZoneUnusable(f"Zone {self.name}: its purpose is watch, ignore or private.")
        if len(self.points) < 3:
            raise ZoneUnusable(f"Zone {self.name} has fewer than three points.")
        if any(not (0 <= x <= SCALE and 0 <= y <= SCALE) for x, y in self.points):
            raise ZoneUnusable(f"Zone {self.name} has a point outside the picture.")
        if not 0 <= self.sensitivity <= 100:
            raise ZoneUnusable(f"Zone {self.name}: sensitivity is a number from 0 to 100.")

    @property
    def factor(self) -> float:
        """What the change threshold is multiplied with: 2 at sensitivity 0, 1 at 50, a half at 100."""
        return float(2.0 ** ((50 - self.sensitivity) / 50))


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """All that decides how one stream is watched."""

    zones: tuple[Zone, ...] = field(default=())
    prompt: bool = False  # decode every picture: for the front door, on the sub stream
