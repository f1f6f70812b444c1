"""A month of days as heat, between the oldest day kept and today."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from fanlight.home.archive import daybook
from fanlight.home.archive.rules.days import YEARS, Day
from fanlight.home.archive.views.strips import Cell, cell


@dataclass(frozen=True, slots=True)
class Month:
    """Days of a month; empty places before its first so that weeks stand under each other."""

    words: str
    places: range
    days: list[Cell]
    before: str
    after: str


def month(untrusted_month: str, shown: Day, today: Day) -> Month:
    """The month asked for (2026-11), else the one of the day shown."""
    try:
        first = date.fromisoformat(f"{untrusted_month}-01")
        if first.year not in YEARS:
            raise ValueError(untrusted_month)
    except ValueError:
        first = shown.date.replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    oldest = daybook.first_day(today).date
    end = min(last, today.date)
    days = [cell(one) for one in daybook.cells(first, end, today)] if end >= first else []
    earlier, later = first - timedelta(days=1), last + timedelta(days=1)
    return Month(
        words=f"{first:%B %Y}",
        places=range(first.weekday()),
        days=days,
        before=f"{earlier:%Y-%m}" if earlier >= oldest else "",
        after=f"{later:%Y-%m}" if later <= today.date else "",
    )
