"""Sentences about a request, made from its paper alone: by rules, with tests. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


def asks_for(agency: str, since: datetime, until: datetime, zone: tzinfo) -> str:
    """The heading: who asks, for which hours, in the request's own zone."""
    return f"{agency} ask for footage of {hours(since.astimezone(zone), until.astimezone(zone))}"


def hours(begin: datetime, end: datetime) -> str:
    """ "Sunday evening, 22 November, 21:10 to 21:40"; both days where it goes over midnight."""
    part = next(word for last, word in PARTS if begin.hour < last)
    day = f"{begin:%A} {part}, {begin.day} {begin:%B}"
    other = f" on {end.day} {end:%B}" if end.date() != begin.date() else ""
    return f"{day}, {begin:%H:%M} to {end:%H:%M}{other}"


def day_and_hour(at: datetime) -> str:
    """ "Friday 27 November, 18:00"."""
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"


def clips(number: int) -> str:
    """What fits, as an inbox says it."""
    if not number:
        return "Nothing of this house fits"
    return "1 clip of this house fits" if number == 1 else f"{number} clips of this house fit"


def length(milliseconds: int) -> str:
    """0:38, 12:05."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02}"


def length_words(seconds: float) -> str:
    """For a line: "38 s", "5 min"."""
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    return f"{round(whole / 60)} min"


def ago(span: timedelta) -> str:
    """ "6 h ago"; for a log that was last seen then."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "a moment ago"
    if minutes < 120:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
