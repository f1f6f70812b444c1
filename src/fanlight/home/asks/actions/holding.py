"""Soft holds: clips that fit a request stay until it closes, and are the first that go when room is short."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from fanlight.ground.clock import from_micros, micros
from fanlight.home.archive.actions import holds
from fanlight.home.archive.models.events import Hold
from fanlight.home.archive.models.footage import Segment
from fanlight.home.asks.models.asked import Ask, Fit

SHARE = 10
"""One part in ten of the disk at most: twenty requests of an afternoon must not push out what the house keeps."""


def hold_softly(*, fit: Fit, until_us: int, now: datetime) -> bool:
    """Keep it until then, if the tenth of the disk has room for it; returns whether it is kept."""
    if fit.hold_id is not None or until_us <= micros(now):
        return fit.hold_id is not None
    if held_bytes() + _bytes(fit.camera_id, fit.start_us, fit.end_us) > _disk() // SHARE:
        return False
    fit.hold = holds.keep_span(
        camera=fit.camera,
        start_us=fit.start_us,
        end_us=fit.end_us,
        by=None,
        now=now,
        reason=f"Fits a request of {fit.ask.agency_name}",
        until=from_micros(until_us),
    )
    fit.save(update_fields=["hold"])
    return True


def let_go(*, ask: Ask) -> int:
    """The request is closed: its soft holds end; returns how many."""
    return Hold.objects.filter(pk__in=_of(Fit.objects.filter(ask=ask))).delete()[1].get("home_archive.Hold", 0)


def yield_room() -> bool:
    """All soft holds end, because only held footage is left and room is needed; returns whether there were any."""
    return bool(Hold.objects.filter(pk__in=_of(Fit.objects.all())).delete()[0])


def held_bytes() -> int:
    """What all soft holds keep together; a segment that two of them touch counts once."""
    seen: dict[int, int] = {}
    for camera, start, end in Fit.objects.filter(hold__isnull=False).values_list("camera_id", "start_us", "end_us"):
        rows = Segment.objects.filter(camera_id=camera, start_us__lt=end, end_us__gt=start)
        seen |= dict(rows.exclude(status=Segment.GARBAGE).values_list("pk", "size"))
    return sum(seen.values())


def _bytes(camera: int, start_us: int, end_us: int) -> int:
    rows = Segment.objects.filter(camera_id=camera, start_us__lt=end_us, end_us__gt=start_us)
    return rows.exclude(status=Segment.GARBAGE).aggregate(all=Sum("size"))["all"] or 0


def _of(fits: object) -> list[int]:
    return list(fits.filter(hold__isnull=False).values_list("hold_id", flat=True))  # type: ignore[attr-defined]


def _disk() -> int:
    return shutil.disk_usage(Path(settings.DATA)).total
