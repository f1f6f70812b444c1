"""Local hours to seconds, with care at clock changes: an hour may come twice, or not at all. Pure; PEP 495."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instants(day: date, at: time, zone: ZoneInfo) -> list[int]:
    """The seconds at which a clock on the wall shows this: one, two where the clocks go back, none where forward."""
    found = []
    for fold in (0, 1):
        local = datetime.combine(day, at, tzinfo=zone).replace(fold=fold)
        seconds = int(local.timestamp())
        back = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
        if back.replace(tzinfo=None) == local.replace(tzinfo=None) and seconds not in found:
            found.append(seconds)
    return found


def end_day(day: date, start: time, end: time) -> date:
    """An end that is not after the start is on the next day."""
    return day if end > start else day + timedelta(days=1)
