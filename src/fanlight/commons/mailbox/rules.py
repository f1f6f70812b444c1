"""Batches and limits of the mailbox. Pure; docs/design/ask.md, Package and release."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fanlight.trust.papers.upload import SEALED_LIMIT

HOURS = (time(6), time(18))  # in the community's zone
ENTRY_LIMIT = 8_192  # bytes
RECEIPT_LIMIT = 16_384  # bytes
POSTED_PER_AGENCY, POSTED_IN_ALL = 500, 2_000  # between two batches: until there are passes anybody can post
PARCELS = 500  # lying here for one agency
ROOM = 64 << 30  # bytes of all that lies here
KEPT = timedelta(days=30)  # for an agency that does not come
GRACE = timedelta(days=1)  # after a receipt: a fetch that broke off can be repeated
BODY_LIMIT = 2_500_000  # bytes of any other message to a commons

__all__ = ["SEALED_LIMIT", "batch_after", "months"]


def batch_after(now: datetime, zone: ZoneInfo) -> datetime:
    """The first batch after this moment."""
    local = now.astimezone(zone)
    for days in range(3):
        for hour in HOURS:
            batch = datetime.combine(local.date() + timedelta(days=days), hour, tzinfo=zone)
            if batch > now:
                return batch
    raise AssertionError("three days have six batches")


def months(now: datetime, zone: ZoneInfo) -> set[str]:
    """The month that an entry may name: this one, or the one before where a batch was late."""
    local = now.astimezone(zone)
    last = local.replace(day=1) - timedelta(days=1)
    return {f"{local:%Y-%m}", f"{last:%Y-%m}"}
