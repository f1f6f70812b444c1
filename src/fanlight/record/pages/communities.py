"""Communities' own partnerships on the registry page: their list, their months, their marks on the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanlight.record.pages.in_commons import Commons
from fanlight.record.pages.summary import AgencyRecord, Summary
from fanlight.record.pages.words import MONTHS

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Month:
    """What began and ended in a month, and how many were in force at its end, or on the day of counting."""

    words: str
    began: int
    ended: int
    running: int


def community_values(commons: Commons, summary: Summary) -> dict[str, Any]:
    """One commons for the registry page; an agency that the register lacks has no page."""
    newest = sorted(commons.partnerships, key=lambda one: (one.since, one.name), reverse=True)
    lines = [{"one": one, "agency": summary.agencies.get(one.agency)} for one in newest]
    return {
        "commons": commons,
        "lines": lines,
        "running": sum(one.term == "in force" for one in newest),
        "months": months(commons),
    }


def signed_agencies(summary: Summary) -> list[AgencyRecord]:
    """Those with a partnership of a community that runs or is announced; one without a place of its own too."""
    return [
        summary.agencies.get(one.agency) or AgencyRecord("", "", one.name, "", "")
        for commons in summary.commons
        for one in commons.partnerships
        if one.runs
    ]


def months(commons: Commons) -> list[Month]:
    """From the first month with a start to that of counting, those without any too."""
    begun = [one for one in commons.partnerships if one.began and one.since <= commons.until]
    if not begun:
        return []
    starts = Counter((one.since.year, one.since.month) for one in begun)
    ends = Counter((one.ends.year, one.ends.month) for one in begun if one.ends <= commons.until)
    found, running = [], 0
    for year, month in _months(min(one.since for one in begun), commons.until):
        began, ended = starts[year, month], ends[year, month]
        running += began - ended
        found.append(Month(f"{MONTHS[month - 1]} {year}", began, ended, running))
    return found


def _months(first: date, last: date) -> list[tuple[int, int]]:
    numbers = range(first.year * MONTHS_A_YEAR + first.month - 1, last.year * MONTHS_A_YEAR + last.month)
    return [(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1) for number in numbers]
