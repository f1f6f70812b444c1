"""When a day of the home is dark: between civil dusk and dawn, as ground/sun.py reckons them. Pure."""

from __future__ import annotations

from fanlight.ground import sun
from fanlight.ground.clock import from_micros, micros
from fanlight.home.archive.rules.days import Day


def nights(day: Day, latitude: float, longitude: float) -> list[tuple[int, int]]:
    """Dark spans of a day in microseconds, oldest first: mostly two, one or none near the poles."""
    found: list[tuple[int, int]] = []
    at_us = day.start_us
    while at_us < day.end_us:
        at = from_micros(at_us)
        change = sun.next_change(at, latitude, longitude)
        until_us = day.end_us if change is None else min(micros(change), day.end_us)
        if sun.is_dark(at, latitude, longitude):
            found.append((at_us, until_us))
        at_us = until_us
    return found
