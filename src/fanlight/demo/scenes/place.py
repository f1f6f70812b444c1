"""What a camera looks at: the still picture behind, things in front of it by depth, and how large a person is where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fanlight.demo.scenes.canvas import Canvas

WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True)
class Light:
    """When it is, and whether the demo's lamp is on."""

    night: bool
    lamp: bool = False


Draw = Callable[[Canvas, Light], None]


@dataclass(frozen=True)
class Lamp:
    """Where the demo's lamp shines: the middle of its light and how far it reaches, in pixels."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True)
class Place:
    """One camera's view."""

    behind: Draw
    fronts: tuple[tuple[float, Draw], ...]  # with the ground line that it stands on
    rim: Draw | None  # what is nearest: the edge of the doorbell's own frame
    horizon: float  # where a person would be a point
    growth: float  # height of a person in pixels for each pixel below the horizon
    lamp: Lamp | None = None

    def scale(self, ground: float) -> float:
        """Pixels for one of the hundred units of a person who stands there."""
        return max(0.05, (ground - self.horizon) * self.growth / 100)
