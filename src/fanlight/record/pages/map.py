"""The map of partners: Albers' equal-area projection (Snyder 1987), Alaska and Hawaii set beside, no tiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import Any

from fanlight.record.pages.summary import AgencyRecord

# The picture of us-atlas “albers-10m” (d3-geo's geoAlbersUsa at this scale), so that its outlines fit our points.
WIDTH, HEIGHT = 975, 610
SCALE = 1300.0
CENTRE = (487.5, 305.0)
BIGGEST = 9.0  # px radius of the largest stack of agencies
SMALLEST = 2.2


@dataclass(frozen=True, slots=True)
class Albers:
    """One conic: standard parallels, rotation, centre and where its centre comes to lie."""

    first: float
    second: float
    west: float  # longitude of the middle meridian
    centre: tuple[float, float]  # relative longitude, latitude
    scale: float
    at: tuple[float, float]

    def raw(self, longitude: float, latitude: float) -> tuple[float, float]:
        south, north = sin(radians(self.first)), sin(radians(self.second))
        n = (south + north) / 2
        c = 1 + south * (2 * n - south)
        rho = sqrt(max(0.0, c - 2 * n * sin(radians(latitude)))) / n
        middle = sqrt(c) / n
        angle = n * radians(longitude)
        return rho * sin(angle), middle - rho * cos(angle)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Degrees to the picture."""
        turned = (longitude - self.west + 180) % 360 - 180
        x, y = self.raw(turned, latitude)
        x0, y0 = self.raw(*self.centre)
        return self.at[0] + self.scale * (x - x0), self.at[1] - self.scale * (y - y0)


LOWER = Albers(29.5, 45.5, -96.0, (-0.6, 38.7), SCALE, CENTRE)
ALASKA = Albers(55.0, 65.0, -154.0, (-2.0, 58.5), SCALE * 0.35, (CENTRE[0] - 0.307 * SCALE, CENTRE[1] + 0.201 * SCALE))
HAWAII = Albers(8.0, 18.0, -157.0, (-3.0, 19.9), SCALE, (CENTRE[0] - 0.205 * SCALE, CENTRE[1] + 0.212 * SCALE))
BOXES = {"AK": ALASKA, "HI": HAWAII}
INSIDE = (24.0, 50.0, -125.5, -66.0)  # degrees of the lower states


@dataclass(frozen=True, slots=True)
class Stack:
    """Agencies at one point."""

    x: str
    y: str
    r: str
    agencies: tuple[AgencyRecord, ...]


def project(state: str, latitude: float, longitude: float) -> tuple[float, float] | None:
    """A point in the picture; none for the territories, which have no box in it."""
    box = BOXES.get(state)
    if box is None:
        south, north, west, east = INSIDE
        if not (south <= latitude <= north and west <= longitude <= east):
            return None
        box = LOWER
    return box.place(latitude, longitude)


def draw_map(
    agencies: Iterable[AgencyRecord],
    shapes: Mapping[str, Any] | None = None,
    signed: Iterable[AgencyRecord] = (),
) -> dict[str, Any]:
    """Points by count, and outlines where a file of shapes is given, else a graticule.

    `signed` have a partnership with a community: marks of another shape, on top.
    """
    stacks, left_out = _stacked(agencies)
    communities, communities_left_out = _stacked(signed)
    most = max((len(found) for found in stacks.values()), default=1)
    points = [
        Stack(f"{x:.1f}", f"{y:.1f}", f"{radius(len(found), most):.1f}", tuple(found))
        for (x, y), found in sorted(stacks.items())
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "points": sorted(points, key=lambda one: -len(one.agencies)),
        "most": most,
        "left_out": left_out,
        "signed": [{"d": DIAMOND.format(x=x, y=y), "agencies": found} for (x, y), found in sorted(communities.items())],
        "signed_left_out": communities_left_out,
        "outlines": outlines(shapes) if shapes else [],
        "graticule": [] if shapes else graticule(),
        "boxes": [] if shapes else BOX_NAMES,
    }


DIAMOND = "M{x:.1f} {y:.1f}m0 -9l7 9l-7 9l-7 -9z"


def _stacked(agencies: Iterable[AgencyRecord]) -> tuple[dict[tuple[float, float], list[AgencyRecord]], int]:
    """Agencies by their place in the picture, and how many have none."""
    stacks: dict[tuple[float, float], list[AgencyRecord]] = {}
    left_out = 0
    for agency in agencies:
        at = project(agency.state, *agency.point) if agency.point else None
        if at is None:
            left_out += 1
            continue
        stacks.setdefault((round(at[0], 1), round(at[1], 1)), []).append(agency)
    return stacks, left_out


BOX_NAMES = [{"name": "Alaska", "x": 40, "y": 596}, {"name": "Hawaii", "x": 262, "y": 606}]


def radius(number: int, most: int) -> float:
    """Area by count."""
    return max(SMALLEST, BIGGEST * sqrt(number / most)) if most > 1 else SMALLEST


def graticule() -> list[dict[str, str]]:
    """Lines of every five degrees over the lower states, with their names at the edge."""
    lines = []
    for latitude in range(25, 50, 5):
        path = [LOWER.place(latitude, west / 2) for west in range(-250, -131)]
        lines.append(_line(path, f"{latitude}° N", at=-1, shift=(-48.0, -5.0)))
    for west in range(-120, -69, 10):
        lines.append(
            _line([LOWER.place(half / 2, west) for half in range(49, 99)], f"{-west}° W", at=-1, shift=(4.0, 12.0))
        )
    return lines


def _line(path: list[tuple[float, float]], name: str, *, at: int, shift: tuple[float, float]) -> dict[str, str]:
    words = " ".join(f"{x:.1f} {y:.1f}" for x, y in path)
    return {
        "d": f"M{words}",
        "name": name,
        "x": f"{min(path[at][0] + shift[0], WIDTH - 48):.1f}",
        "y": f"{path[at][1] + shift[1]:.1f}",
    }


def outlines(shapes: Mapping[str, Any]) -> list[str]:
    """The paths of TopoJSON's states, already projected (us-atlas, states-albers-10m)."""
    scale, shift = shapes["transform"]["scale"], shapes["transform"]["translate"]
    arcs = []
    for arc in shapes["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    found = []
    for state in shapes["objects"]["states"]["geometries"]:
        polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
        parts = []
        for ring in (ring for polygon in polygons for ring in polygon):
            points = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
        found.append("".join(parts))
    return found
