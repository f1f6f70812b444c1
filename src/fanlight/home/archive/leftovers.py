"""Pictures and previews of footage that was deleted: large pictures and sprite sheets go, the small picture stays."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Max

from fanlight.ground.clock import from_micros, micros
from fanlight.home.archive import pictures, places
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Deletion, Segment
from fanlight.home.archive.spans import LONGEST_SEGMENT_US

SHEET = timedelta(minutes=10)
_NAME = re.compile(r"(\d{8}-\d{4})\.jpg")


def forget_pictures(deleted: Iterable[Segment]) -> None:
    """Large pictures of events that began in these segments, which are no more."""
    by_camera: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in deleted:
        by_camera[row.camera_id].append((row.start_us, row.end_us))
    for camera, spans in by_camera.items():
        spans.sort()
        within = (spans[0][0], max(end for _, end in spans))
        rows = Event.objects.filter(camera_id=camera, picture=True, start_us__range=within)
        starts = [start for start, _ in spans]
        for event, at_us in rows.values_list("pk", "start_us"):
            number = bisect_right(starts, at_us) - 1
            if number >= 0 and at_us < spans[number][1]:
                pictures.forget_large(event)


def forget_previews(before: datetime | None) -> int:
    """Sheets of times whose footage was deleted, or that are older than any footage may be; returns how many went.

    A sheet that touches footage which is still there (held, say) stays.
    """
    newest = dict(Deletion.objects.values_list("camera_id").annotate(Max("end_us")))
    gone = 0
    for camera in Camera.objects.values_list("pk", flat=True):
        horizon = max(newest.get(camera, 0), micros(before) if before else 0)
        gone += _forget_sheets(camera, from_micros(horizon))
    return gone


def _forget_sheets(camera: int, horizon: datetime) -> int:
    old = _sheets(places.previews(camera), horizon - SHEET)
    if not old:
        return 0
    first, last = old[0][1], old[-1][1] + SHEET
    stay = Segment.objects.filter(
        camera_id=camera, start_us__gt=micros(first) - LONGEST_SEGMENT_US, start_us__lt=micros(last)
    )
    spans = sorted(stay.exclude(status=Segment.GARBAGE).values_list("start_us", "end_us"))
    starts = [start for start, _ in spans]
    gone = 0
    for path, start in old:
        number = bisect_right(starts, micros(start + SHEET)) - 1
        if number < 0 or spans[number][1] <= micros(start):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _sheets(folder: Path, last: datetime) -> list[tuple[Path, datetime]]:
    """Sprite sheets that begin at `last` or earlier, with the time that each begins, oldest first."""
    newest = f"{last:%Y%m%d-%H%M}.jpg"  # names sort as times do: of thousands only the old ones are read as such
    names = sorted(name for name in os.listdir(folder) if name <= newest) if folder.is_dir() else []
    found = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match:
            try:
                found.append((folder / name, datetime.strptime(match[1], "%Y%m%d-%H%M").replace(tzinfo=UTC)))
            except ValueError:
                continue
    return found
