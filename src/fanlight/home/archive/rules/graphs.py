"""The movement graph of a clip and its reel of previews, as numbers for SVG attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.ground.clock import from_micros
from fanlight.home.archive.rules.strips import Bar, Scale

BARS = 50  # as many as a phone's width can tell apart
BASE, TALLEST, LOWEST = 20.0, 18.0, 1.5  # px: ground line, highest bar, a bar for "nothing"
TILE_US = 10_000_000  # previews are ten seconds apart
SHEET_US = 600_000_000  # and sixty of them lie on one sheet of 10 x 6 tiles
TILE_WIDTH, TILE_HEIGHT, ACROSS = 160, 90, 10


def movement(scale: Scale, event_start_us: int, scores: bytes) -> list[Bar]:
    """Bars over the whole clip; `scores` holds one byte a second from the movement's start."""
    length = (scale.end_us - scale.start_us) / BARS
    width = 100 / BARS
    bars = []
    for number in range(BARS):
        begin = scale.start_us + number * length - event_start_us
        first, last = int(begin // 1_000_000), int((begin + length) // 1_000_000)
        spoken = scores[max(0, first) : max(0, last + 1)]
        height = max(LOWEST, max(spoken, default=0) / 255 * TALLEST)
        bars.append(
            Bar(round(number * width + 0.3, 2), round(width - 0.6, 2), round(BASE - height, 1), round(height, 1))
        )
    return bars


@dataclass(frozen=True, slots=True)
class Tile:
    """One preview: its sheet's name and the part of the sheet that shows it, as an SVG viewBox."""

    sheet: str
    x: int
    y: int

    @property
    def view_box(self) -> str:
        return f"{self.x} {self.y} {TILE_WIDTH} {TILE_HEIGHT}"


def tile(at_us: int) -> Tile:
    """Where the preview of a moment lies."""
    number = at_us % SHEET_US // TILE_US
    return Tile(
        f"{from_micros(at_us - at_us % SHEET_US):%Y%m%d-%H%M}",
        number % ACROSS * TILE_WIDTH,
        number // ACROSS * TILE_HEIGHT,
    )


def reel(start_us: int, end_us: int, pictures: int) -> Sequence[Tile]:
    """Previews spread evenly over a clip."""
    step = (end_us - start_us) / pictures
    return [tile(round(start_us + (number + 0.5) * step)) for number in range(pictures)]
