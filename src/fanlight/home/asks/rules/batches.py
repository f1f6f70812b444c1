"""When things leave: twice a day in the community's zone, never before a day's wait. Pure; docs/design/asks-home.md."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

HOURS = (time(6), time(18))
WAIT = timedelta(hours=24)  # a resident, and every other adult of the house, can sleep over it
OLDEST_HEAD = timedelta(hours=1)  # what is checked before something leaves was true so lately
CLOCK_OFF = timedelta(minutes=5)  # between this clock and the witnesses'
PUBLISHING = timedelta(seconds=30)  # that a log may take from the witnesses' signatures to its readers
POLL_S = 300
"""Seconds between two looks at the log: same for all homes, whatever residents do."""


def next_batch(at: datetime, zone: tzinfo) -> datetime:
    """The first batch at or after a time; aware, in the zone."""
    local = at.astimezone(zone)
    for days in range(3):
        for hour in HOURS:
            batch = datetime.combine(local.date() + timedelta(days=days), hour, tzinfo=zone)
            if batch >= at:
                return batch
    raise AssertionError("three days have six batches")


def last_batch(at: datetime, zone: tzinfo) -> datetime:
    """The last batch at or before a time."""
    local = at.astimezone(zone)
    for days in range(3):
        for hour in reversed(HOURS):
            batch = datetime.combine(local.date() - timedelta(days=days), hour, tzinfo=zone)
            if batch <= at:
                return batch
    raise AssertionError("three days have six batches")


def post_at(consented: datetime, zone: tzinfo) -> datetime:
    """The batch at which a disclosure's entry is posted: the first after the wait."""
    return next_batch(consented + WAIT, zone)


def upload_at(posted: datetime, zone: tzinfo) -> datetime:
    """The batch after the one whose turn the posting was."""
    return next_batch(posted + timedelta(seconds=1), zone)


def slot(seconds: int, phase: int) -> int:
    """Which look at the log this time belongs to; a new number means that one is due."""
    return (seconds - phase) // POLL_S


def digest_due(local: datetime, minute: int, last_day: str) -> bool:
    """Whether today's digest is to be sent: its minute has come and none was sent. `last_day` is ISO or empty."""
    return last_day < local.date().isoformat() and local.hour * 60 + local.minute >= minute


def head_is_fresh(head: datetime | None, now: datetime) -> bool:
    """Whether the newest cosignature that was seen still counts."""
    return head is not None and now - head <= OLDEST_HEAD


def clock_is_ahead(age: timedelta, since_last_look: timedelta) -> bool:
    """Whether this clock runs ahead of the witnesses by too much.

    `age` is that of a head that was not there at the last look, so in good faith it is not older than that look (a
    clock that is behind shows at once: the witnesses' times lie ahead of it).
    """
    return age > max(CLOCK_OFF, since_last_look) + PUBLISHING
