"""What the templates of a day's strips need: numbers for SVG attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from fanlight.home.archive import daybook
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules import strips
from fanlight.home.archive.rules.days import Day, date_words, day_of
from fanlight.home.archive.rules.nights import nights
from fanlight.home.archive.rules.phrases import count_words
from fanlight.home.household.house import place

STRIP_BASE = 36  # px: marks of the merged strip stand on this line
STRIP_MARK = 1.6  # and are this much taller than on a lane


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the week's picker, with its words for the ear."""

    date: date
    levels: tuple[int, ...]
    words: str
    count: int
    heat: int
    is_now: bool


def week(today: Day, *, shown: date | None = None) -> list[Cell]:
    """Seven days that end today, or that hold the day shown in their middle."""
    last = today.date if shown is None or shown > today.date - timedelta(days=6) else shown + timedelta(days=3)
    return [cell(one) for one in daybook.cells(last - timedelta(days=6), last, today)]


def cell(one: daybook.DayCell) -> Cell:
    return Cell(one.date, one.levels, count_words(one.count), one.count, one.heat, one.is_now)


def of_day(day: Day, cameras: Sequence[Camera], events: Sequence[Event], *, now_us: int, prefix: str) -> dict[str, Any]:
    """Lanes, merged strip, hours, the dark of the day where the house's place is known, and the line of now."""
    lanes, everything = daybook.lanes(day, cameras, events, now_us)
    scale = strips.Scale(day.start_us, day.end_us)
    is_today = day.start_us <= now_us < day.end_us
    bottom = strips.LANE * len(lanes) + 4
    today = day_of(now_us, day.zone).date
    return {
        "lanes": lanes,
        "strip": _taller(everything),
        "nights": _nights(day, scale),
        "ticks": strips.hour_ticks(day),
        "now_x": scale.x(now_us) if is_today else None,
        "lanes_bottom": bottom,
        "lanes_labels": bottom + 18,
        "lanes_height": bottom + 24,
        "prefix": prefix,
        "shown_date": day.date,
        "shown_words": date_words(day.date, today),
        "day_start_us": day.start_us,
        "day_end_us": day.end_us,
    }


def _nights(day: Day, scale: strips.Scale) -> list[strips.Bar]:
    where = place()
    if where is None:
        return []
    return [bar for start, end in nights(day, *where) if (bar := scale.bar(start, end))]


def _taller(lane: strips.Lane) -> strips.Lane:
    """The merged strip's marks grow from its own base line."""

    def grown(bar: strips.Bar) -> strips.Bar:
        height = round(bar.height * STRIP_MARK, 1)
        return replace(bar, y=round(STRIP_BASE - height, 1), height=height)

    lane.moves = [grown(bar) for bar in lane.moves]
    lane.presses = [grown(bar) for bar in lane.presses]
    return lane
