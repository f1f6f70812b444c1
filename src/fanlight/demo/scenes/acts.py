"""What moves in a scene, and when: somebody or something that goes from place to place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import Protocol

from fanlight.demo.scenes.animals import Fur, draw_animal
from fanlight.demo.scenes.canvas import Canvas
from fanlight.demo.scenes.people import Facing, Person, Pose, draw_person
from fanlight.demo.scenes.vehicles import Paint, draw_car_side

STEPS = 0.95
"""Double steps a second of somebody who walks without haste."""

Stop = tuple[float, float, float]  # seconds, x, ground line
Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


class Act(Protocol):
    """One actor over a span of the loop."""

    stops: Sequence[Stop]

    def ground(self, seconds: float) -> float: ...

    def box(self, seconds: float, scale: float) -> Box: ...

    def draw(self, canvas: Canvas, seconds: float) -> None:
        """Feet at the canvas's origin."""
        ...


def place_at(stops: Sequence[Stop], seconds: float) -> tuple[float, float, float, float]:
    """Where, and how fast: x, ground line and their speeds in pixels a second."""
    after = min(max(bisect_right(stops, seconds, key=lambda stop: stop[0]), 1), len(stops) - 1)
    (start, x, y), (end, to_x, to_y) = stops[after - 1], stops[after]
    share = min(1.0, max(0.0, (seconds - start) / (end - start)))
    across, down = (to_x - x) / (end - start), (to_y - y) / (end - start)
    return x + (to_x - x) * share, y + (to_y - y) * share, across, down


class _Moving:
    def __init__(self, stops: Sequence[Stop]) -> None:
        self.stops = stops

    def ground(self, seconds: float) -> float:
        return place_at(self.stops, seconds)[1]

    def _box(self, seconds: float, scale: float, units: Box) -> Box:
        x, y, _, _ = place_at(self.stops, seconds)
        left, top, right, bottom = (value * scale for value in units)
        return x + left, y + top, x + right, y + bottom


@dataclass(frozen=True)
class Errand:
    """What somebody does on the way, in seconds of the loop."""

    carries: tuple[float, float] | None = None
    rings: tuple[float, float] | None = None
    stands: Facing = "front"


class Walk(_Moving):
    """A person on the way; stands where two stops are at the same place."""

    def __init__(self, person: Person, stops: Sequence[Stop], errand: Errand | None = None) -> None:
        super().__init__(stops)
        self.person, self.errand = person, errand or Errand()

    def box(self, seconds: float, scale: float) -> Box:
        return self._box(seconds, scale, (-24, -104, 24, 6))

    def draw(self, canvas: Canvas, seconds: float) -> None:
        draw_person(canvas, self.person, self._pose(seconds))

    def _pose(self, seconds: float) -> Pose:
        _, _, across, down = place_at(self.stops, seconds)
        walking = abs(across) + abs(down) > 0.5
        facing: Facing = self.errand.stands
        if walking and abs(across) > abs(down) * 1.2:
            facing = "right" if across > 0 else "left"
        elif walking:
            facing = "front" if down > 0 else "back"
        carries, rings = self.errand.carries, self.errand.rings
        raised = 0.0
        if rings is not None and rings[0] <= seconds <= rings[1]:
            raised = min(1.0, (seconds - rings[0]) / 0.4, (rings[1] - seconds) / 0.4)
        parcel = carries is not None and carries[0] <= seconds < carries[1]
        return Pose(facing, walking, seconds * STEPS * 2 * pi, parcel, raised)


class Drive(_Moving):
    """A car that passes, seen from its side."""

    def __init__(self, paint: Paint, stops: Sequence[Stop], size: float, *, lights: bool) -> None:
        super().__init__(stops)
        self.paint, self.size, self.lights = paint, size, lights

    def box(self, seconds: float, scale: float) -> Box:
        reach = 60 if self.lights else 8
        left, right = -(104 + reach) * self.size, (104 + reach) * self.size
        x, y, _, _ = place_at(self.stops, seconds)
        return x + left, y - 86 * self.size, x + right, y + 12 * self.size

    def draw(self, canvas: Canvas, seconds: float) -> None:
        x, _, across, _ = place_at(self.stops, seconds)
        own = canvas.at(0, 0, self.size, mirrored=across < 0)
        draw_car_side(own.at(-100, 0), self.paint, x / (15.5 * self.size), lights=self.lights)


class Prowl(_Moving):
    """An animal on its round."""

    def __init__(self, fur: Fur, stops: Sequence[Stop], size: float = 1.0) -> None:
        super().__init__(stops)
        self.fur, self.size = fur, size

    def box(self, seconds: float, scale: float) -> Box:
        return self._box(seconds, scale, (-60 * self.size, -60 * self.size, 60 * self.size, 6))

    def draw(self, canvas: Canvas, seconds: float) -> None:
        _, _, across, down = place_at(self.stops, seconds)
        own = canvas.at(0, 0, self.size, mirrored=across < 0)
        draw_animal(own, self.fur, seconds * 9.5, walking=abs(across) + abs(down) > 0.5)
