"""How long footage stays: cut-off by days that the box has seen pass, and how much room must stay free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

STEP = timedelta(hours=1)
"""A longer time between two looks at the clock is a step: the clock was set, or the box was off."""
FLOOR_SECONDS = 120  # of all streams: time to delete more before the disk is full
USUAL_RATE = 500_000  # bytes a second (4 Mbit/s) of a camera that has not recorded lately
MERGE_WITHIN_US = 24 * 3600 * 1_000_000  # deletions further apart are told one by one


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the clock found."""

    paused_until: datetime | None  # before this nothing is deleted by age
    day: date | None  # the day that now counts as seen; None while the clock is not trusted


def look(*, now: datetime, last: datetime | None, paused_until: datetime | None) -> Look:
    """Judge the clock by the last look. After a step it is trusted again once an hour went by without another."""
    if last is None or abs(now - last) > STEP:
        return Look(now + STEP, None)
    if paused_until is not None and now < paused_until <= now + STEP:
        return Look(paused_until, None)
    return Look(None, now.date())


def cutoff(*, days: int, seen: Iterable[date], now: datetime) -> datetime | None:
    """What ended before this is older than `days` days that were seen; None while too few were.

    `seen` are days (UTC) on which the box ran; those after today come from a clock that was wrong and do not count.
    """
    today = now.date()
    past = sorted((day for day in seen if day < today), reverse=True)
    if len(past) < days:
        return None
    start = datetime.combine(past[days - 1], time(), UTC)
    return min(start + (now - datetime.combine(today, time(), UTC)), now - timedelta(days=days))


def floor(*, rates: Sequence[float], database: int) -> int:
    """Bytes that must stay free: two minutes of all streams and a tenth of the database."""
    return int(sum(rate or USUAL_RATE for rate in rates) * FLOOR_SECONDS) + database // 10


@dataclass(frozen=True, slots=True)
class Span:
    """Deleted footage of one camera."""

    start_us: int
    end_us: int
    size: int


def merged(spans: Iterable[Span], survivors: Sequence[int]) -> list[Span]:
    """Neighbours as one, unless footage that stays begins between them; `survivors` are starts of what stays."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start_us):
        if found and _neighbours(found[-1], span, survivors):
            last = found[-1]
            found[-1] = Span(last.start_us, max(last.end_us, span.end_us), last.size + span.size)
        else:
            found.append(span)
    return found


def _neighbours(one: Span, other: Span, survivors: Sequence[int]) -> bool:
    if other.start_us - one.end_us > MERGE_WITHIN_US:
        return False
    return not any(one.start_us <= start <= other.start_us for start in survivors)
