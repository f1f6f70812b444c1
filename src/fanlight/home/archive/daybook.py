"""What a day held: its events, its footage and its silences, read with few queries for the pages that show days."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from django.db.models import F, Q, QuerySet

from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event, Hold
from fanlight.home.archive.models.footage import Deletion, Gap, Segment
from fanlight.home.archive.rules import reasons, strips
from fanlight.home.archive.rules.days import Day, day_of, heat, levels
from fanlight.home.archive.spans import LONGEST_SEGMENT_US

Spans = dict[int, list[tuple[int, int]]]
FILTERS = ("", "bell", "unseen")


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day in a picker."""

    date: date
    count: int
    levels: tuple[int, ...]
    heat: int
    is_now: bool


def cameras() -> list[Camera]:
    """Cameras of the house in the residents' order; removed ones not."""
    return list(Camera.objects.filter(removed_us=None))


def cameras_of(day: Day) -> list[Camera]:
    """The cameras that a day's page shows: also removed ones with footage or events of the day."""
    there = Segment.objects.filter(start_us__lt=day.end_us, start_us__gt=day.start_us - LONGEST_SEGMENT_US)
    told = Event.objects.filter(start_us__gte=day.start_us, start_us__lt=day.end_us)
    wanted = Q(removed_us=None) | Q(pk__in=there.values("camera_id")) | Q(pk__in=told.values("camera_id"))
    return list(Camera.objects.filter(wanted))


def events_between(start_us: int, end_us: int, *, only: str = "", camera: int | None = None) -> QuerySet[Event]:
    """Events that begin in a span, newest first; `only` is one of FILTERS."""
    rows = Event.objects.filter(start_us__gte=start_us, start_us__lt=end_us).select_related("camera")
    if camera is not None:
        rows = rows.filter(camera_id=camera)
    if only == "bell":
        rows = rows.filter(kind="press")
    if only == "unseen":
        rows = rows.filter(seen=False)
    return rows


def held(events: Iterable[Event], now_us: int) -> set[int]:
    """Numbers of the events that a hold keeps now."""
    holds = Hold.objects.filter(event__in=[event.pk for event in events])
    return set(holds.exclude(until_us__lte=now_us).values_list("event_id", flat=True))


def neighbours(event: Event) -> tuple[Event | None, Event | None]:
    """The event before and the one after, at any camera."""
    rows = Event.objects.select_related("camera")
    before = rows.filter(Q(start_us__lt=event.start_us) | Q(start_us=event.start_us, pk__lt=event.pk)).first()
    after = rows.filter(Q(start_us__gt=event.start_us) | Q(start_us=event.start_us, pk__gt=event.pk)).order_by(
        "start_us", "pk"
    )
    return before, after.first()


def lanes(
    day: Day, shown: Sequence[Camera], events: Iterable[Event], now_us: int
) -> tuple[list[strips.Lane], strips.Lane]:
    """A lane for each camera, and all of them on one strip for a phone; `events` are those of the day."""
    scale = strips.Scale(day.start_us, day.end_us)
    footage, silences = footage_of(day, now_us), silences_of(day, now_us)
    by_camera: dict[int, list[strips.Happened]] = defaultdict(list)
    for event in events:
        by_camera[event.camera_id].append(_happened(event))
    each = [
        strips.lane(
            scale,
            name=camera.name,
            camera=camera.pk,
            row=row,
            kept=footage.get(camera.pk, []),
            silent=silences.get(camera.pk, []),
            events=by_camera.get(camera.pk, []),
        )
        for row, camera in enumerate(shown)
    ]
    everything = strips.lane(
        scale,
        name="All cameras",
        camera=0,
        row=0,
        kept=[span for spans in footage.values() for span in spans],
        silent=[],
        events=[one for its in by_camera.values() for one in its],
    )
    return each, everything


def _happened(event: Event) -> strips.Happened:
    return strips.Happened(event.start_us, event.end_us or event.last_us, event.kind == "press")


def footage_of(day: Day, now_us: int) -> Spans:
    """Per camera the spans of a day that have footage."""
    rows = Segment.objects.filter(
        camera__in=list(Camera.objects.values_list("pk", flat=True)),  # named, so that their index is used
        stream="main",
        start_us__lt=min(day.end_us, now_us),
        start_us__gt=day.start_us - LONGEST_SEGMENT_US,
        end_us__gt=F("start_us"),  # something is listed
    )
    rows = rows.exclude(status=Segment.GARBAGE)
    found: Spans = defaultdict(list)
    for camera, start, end in rows.values_list("camera_id", "start_us", "end_us"):
        found[camera].append((start, end))
    return {camera: strips.joined(spans) for camera, spans in found.items()}


def silences_of(day: Day, now_us: int) -> dict[int, list[strips.Silence]]:
    """Per camera the spans of a day without footage, with their reasons: gaps and deletions."""
    found: dict[int, list[strips.Silence]] = defaultdict(list)
    last = min(day.end_us, now_us)
    gaps = Gap.objects.filter(start_us__lt=last).exclude(end_us__lte=day.start_us).order_by("start_us")
    for gap in gaps:
        found[gap.camera_id].append(strips.Silence(max(gap.start_us, day.start_us), gap.end_us or last, gap.words))
    deletions = Deletion.objects.filter(start_us__lt=day.end_us, end_us__gt=day.start_us).order_by("start_us")
    for camera, silence in _by_reason(deletions, day.zone):
        found[camera].append(silence)
    return found


def _by_reason(deletions: Iterable[Deletion], zone: tzinfo) -> list[tuple[int, strips.Silence]]:
    """Deletions that follow each other for the same reason as one, or a day would list a thousand minutes."""
    found: list[tuple[int, strips.Silence]] = []
    open_rows: dict[tuple[int, str], int] = {}
    for row in deletions:
        words = reasons.deleted_words(row.reason, row.at_us, days=row.days, zone=zone)
        key = (row.camera_id, words)
        number = open_rows.get(key)
        if number is not None and row.start_us - found[number][1].end_us < 3_600_000_000:
            camera, before = found[number]
            found[number] = (camera, strips.Silence(before.start_us, max(before.end_us, row.end_us), words))
        else:
            open_rows[key] = len(found)
            found.append((row.camera_id, strips.Silence(row.start_us, row.end_us, words)))
    return found


def cells(first: date, last: date, now: Day) -> list[DayCell]:
    """A cell for each day from first to last, with how much happened in it."""
    days = [Day(first + timedelta(days=number), now.zone) for number in range((last - first).days + 1)]
    rows = Event.objects.filter(start_us__gte=days[0].start_us, start_us__lt=days[-1].end_us).order_by("start_us")
    starts = list(rows.values_list("start_us", flat=True))
    found = []
    for day in days:
        its = starts[bisect_left(starts, day.start_us) : bisect_left(starts, day.end_us)]
        found.append(DayCell(day.date, len(its), levels(day, its), heat(len(its)), day.date == now.date))
    return found


def first_day(now: Day) -> Day:
    """The oldest day of which anything is there: footage, or the row of an event."""
    segment = Segment.objects.exclude(status=Segment.GARBAGE).order_by("end_us").values_list("start_us", flat=True)
    event = Event.objects.order_by("start_us").values_list("start_us", flat=True)
    known = [at for at in (segment.first(), event.first()) if at is not None]
    return day_of(min(known), now.zone) if known else now
