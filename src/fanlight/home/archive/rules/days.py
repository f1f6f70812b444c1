"""A day of the home in its own zone: where it begins and ends, its hours and its five parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from fanlight.ground.clock import from_micros, micros

PARTS = (0, 6, 10, 14, 18, 24)  # local hours: night, morning, noon, afternoon, evening (pages.md section 9)
YEARS = range(1900, 9000)  # that a page is asked for: the days beside it and its months exist too, in every zone
FEW, SOME = 2, 5  # events of a part of a day up to which its pane is dim, and half lit


@dataclass(frozen=True, slots=True)
class Day:
    """A local date; 23 to 25 hours long."""

    date: date
    zone: tzinfo

    def at(self, hour: int, minute: int = 0, second: int = 0) -> int:
        """Microseconds of a local time; hour 24 is the end. Of a time that comes twice, the first."""
        day = self.date + timedelta(days=hour // 24)
        return micros(datetime.combine(day, time(hour % 24, minute, second), self.zone))

    @property
    def start_us(self) -> int:
        return self.at(0)

    @property
    def end_us(self) -> int:
        return self.at(24)

    @property
    def before(self) -> Day:
        return Day(self.date - timedelta(days=1), self.zone)

    @property
    def after(self) -> Day:
        return Day(self.date + timedelta(days=1), self.zone)


def day_of(at_us: int, zone: tzinfo) -> Day:
    """The day that a moment lies in."""
    return Day(from_micros(at_us).astimezone(zone).date(), zone)


def local(at_us: int, zone: tzinfo) -> datetime:
    """The moment on the home's clock."""
    return from_micros(at_us).astimezone(zone)


def levels(day: Day, starts_us: Sequence[int]) -> tuple[int, ...]:
    """How brightly each of the five panes is lit, 0 to 3, by the number of events that begin in its part of the day."""
    edges = [day.at(hour) for hour in PARTS]
    return tuple(_level(sum(begin <= at < end for at in starts_us)) for begin, end in pairwise(edges))


def heat(events: int) -> int:
    """The level of a whole day, 0 to 3: a pane's scale times five."""
    return 0 if not events else 1 if events <= FEW * 5 else 2 if events <= SOME * 5 else 3


def _level(events: int) -> int:
    return 0 if not events else 1 if events <= FEW else 2 if events <= SOME else 3


def date_words(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Tue 24 Nov", with the year where it is another."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%a} {day.day} {day:%b}{year}"


def span_words(seconds: float) -> str:
    """ "52 s", "3 min 5 s", "2 h 10 min"."""
    total = round(seconds)
    if total < 90:
        return f"{total} s"
    minutes, rest = divmod(total, 60)
    if minutes < 90:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
