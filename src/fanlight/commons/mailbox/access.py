"""Which packages an agency may see: its own, from the batch after they came."""

from __future__ import annotations

from datetime import datetime

from fanlight.commons.mailbox.models import Parcel
from fanlight.ground.clock import micros


def waiting(agency: str, now: datetime) -> list[Parcel]:
    """Oldest first."""
    return list(Parcel.objects.filter(agency=agency, gone=False, batch_us__lte=micros(now)))


def parcel_of(agency: str, entry: str, now: datetime) -> Parcel | None:
    """None where it is not there, not theirs or not yet theirs to fetch."""
    return Parcel.objects.filter(agency=agency, entry=entry, gone=False, batch_us__lte=micros(now)).first()
