"""Sentences about a request, made from its paper alone: by rules, with tests. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

NOT_OFF_MS = 3000  # a camera's delay, and what a second hand shows
NEVER_SET_MS = 30 * 86_400_000
PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


def asks_for(agency: str, since: datetime, until: datetime, zone: tzinfo, there: tzinfo) -> str:
    """The heading: who asks, for which hours, in the house's zone; `there` is the request's."""
    begin, end = since.astimezone(zone), until.astimezone(zone)
    return f"{agency} ask for footage of {hours(begin, end)}{which_clock(begin, there)}"


def which_clock(here: datetime, there: tzinfo) -> str:
    """ " (UTC, this house's clock)" where the request's zone has another hour at that moment; else nothing."""
    return "" if here.utcoffset() == here.astimezone(there).utcoffset() else f" ({here:%Z}, this house’s clock)"


def hours(begin: datetime, end: datetime) -> str:
    """ "Sunday evening, 22 November, 21:10 to 21:40"; both days where it goes over midnight."""
    part = next(word for last, word in PARTS if begin.hour < last)
    day = f"{begin:%A} {part}, {begin.day} {begin:%B}"
    other = f" on {end.day} {end:%B}" if end.date() != begin.date() else ""
    if begin.utcoffset() != end.utcoffset():  # 00:30 to 01:30 may be two hours
        minutes = round((end.astimezone(UTC) - begin.astimezone(UTC)).total_seconds() / 60)
        other += f" ({minutes} min in all: the clocks change in between)"
    return f"{day}, {begin:%H:%M} to {end:%H:%M}{other}"


def day_and_hour(at: datetime) -> str:
    """ "Friday 27 November, 18:00"."""
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"


def clips(number: int) -> str:
    """What fits, as an inbox says it."""
    if not number:
        return "Nothing of this house fits"
    return "1 clip of this house fits" if number == 1 else f"{number} clips of this house fit"


def chosen(number: int) -> str:
    """What a resident chose for a request."""
    return "1 clip chosen" if number == 1 else f"{number} clips chosen"


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


def clock_off(milliseconds: int | None) -> str:
    """How a camera's own clock goes: "about 5 min ahead"; empty where it is unknown or as good as right."""
    if milliseconds is None or abs(milliseconds) < NOT_OFF_MS:
        return ""
    if abs(milliseconds) > NEVER_SET_MS:
        return "not set"
    way = "ahead" if milliseconds > 0 else "behind"
    seconds = abs(milliseconds) / 1000
    if seconds >= 100 * 60:
        return f"about {round(seconds / 3600)} h {way}"
    return f"about {length_words(seconds)} {way}"


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
