"""What lies on the disk, for how long it lasts, and what was deleted: read for the page about storage."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Max, Min, Sum

from fanlight.ground.clock import micros
from fanlight.home.archive import places
from fanlight.home.archive.actions import retention as actions
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.footage import Deletion, Segment
from fanlight.home.archive.rules.reasons import deleted_words
from fanlight.home.archive.rules.room import answer, days_words
from fanlight.home.recorder.watch.getting import MODEL

PAGE = 50
MODEL_MARK = b"TFL3"  # of a network's file, at its fifth byte; whether it works the recorder finds out
GET = "every event is plain movement. `fanlight detector get` fetches it; it counts once nothing moved for two minutes."
RATE_DAYS = 3  # what a day costs is measured over so many, as far as there are so many
DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Use:
    """One camera's share."""

    name: str
    size: int
    a_day: int  # bytes
    oldest_us: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """Deleted footage."""

    id: int
    camera: str
    start_us: int
    size: int
    words: str


def facts(*, now: datetime, zone: tzinfo, before: str) -> dict[str, Any]:
    """Everything that the page says, but the check."""
    disk = _disk()
    uses = _uses(now)
    footage, a_day = sum(one.size for one in uses), sum(one.a_day for one in uses)
    row = actions.limits()
    room = disk["free"] if row.bytes is None else min(disk["free"], max(0, row.bytes - footage))
    said = answer(free=disk["free"], total=disk["total"], a_day=a_day, limit_days=row.days, room=room, alarm=row.words)
    older = _deletions(now, zone, before)
    return {
        "answer": said,
        "kinds": kinds_words(),
        "disk": _shares(disk, footage),
        "uses": uses,
        "a_day": a_day,
        "lasts": days_words(room / a_day) if a_day else "",
        "kept": days_words(actions.kept_days(now)),
        "deletions": older[:PAGE],
        "older": older[PAGE - 1].id if len(older) > PAGE else None,
    }


def kinds_words() -> str:
    """Why events have no kinds, and what to do; empty where the detector lies there and looks like one."""
    try:
        with (places.data() / "models" / MODEL).open("rb") as file:
            is_one = file.read(8)[4:] == MODEL_MARK
    except OSError:
        return "Persons, vehicles and animals are not told apart, because the detector is missing: " + GET
    return "" if is_one else "Persons, vehicles and animals are not told apart, because the detector is damaged: " + GET


def _disk() -> dict[str, int]:
    path = places.footage()
    while not path.exists():
        path = path.parent
    usage = shutil.disk_usage(path)
    return {"total": usage.total, "free": usage.free}


def _shares(disk: dict[str, int], footage: int) -> dict[str, float]:
    """Of the whole disk, for the bar: percents as numbers that SVG reads, whatever the language of the page."""
    used = disk["total"] - disk["free"]
    return {
        **disk,
        "footage": footage,
        "other": max(0, used - footage),
        "used_percent": round(100 * used / max(1, disk["total"]), 1),
        "footage_percent": round(100 * footage / max(1, disk["total"]), 1),
    }


def _uses(now: datetime) -> list[Use]:
    listed = Segment.objects.exclude(status=Segment.GARBAGE)
    totals = {
        one["camera_id"]: one
        for one in listed.values("camera_id").annotate(size=Sum("size"), first=Min("start_us"), last=Max("end_us"))
    }
    since = micros(now) - RATE_DAYS * DAY_US
    recent = dict(listed.filter(start_us__gte=since).values_list("camera_id").annotate(Sum("size")))
    found = []
    for camera in Camera.objects.filter(pk__in=totals) | Camera.objects.filter(removed_us=None):
        total = totals.get(camera.pk)
        size, first = (total["size"] or 0, total["first"]) if total else (0, None)
        span_us = max(DAY_US, min(RATE_DAYS * DAY_US, micros(now) - (first or micros(now))))
        name = camera.name if camera.removed_us is None else f"{camera.name} (removed)"
        a_day = 0 if camera.removed_us else int((recent.get(camera.pk) or 0) * DAY_US / span_us)
        found.append(Use(name, size, a_day, first))
    return sorted(found, key=lambda one: -one.size)


def _deletions(now: datetime, zone: tzinfo, untrusted_before: str) -> list[Gone]:
    rows = Deletion.objects.select_related("camera").order_by("-pk")
    if untrusted_before.isascii() and untrusted_before.isdecimal() and len(untrusted_before) < 19:
        rows = rows.filter(pk__lt=int(untrusted_before))
    return [
        Gone(
            row.pk,
            row.camera.name,
            row.start_us,
            row.size,
            deleted_words(row.reason, row.at_us, days=row.days, zone=zone),
        )
        for row in rows[: PAGE + 1]
    ]
