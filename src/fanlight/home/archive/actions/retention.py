"""Deleting old footage: what holds keep stays, the oldest of the rest goes first, each deletion leaves its reason.

The order is that of docs/reference/formats/footage.md: the row becomes garbage in the transaction that looks at the
holds, the file goes, its directory is synced, the row goes. A power cut in between leaves garbage rows, which the next
turn (or the recorder's start) finishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum

from fanlight.ground.clock import SystemClock, from_micros, micros, synchronised
from fanlight.home.archive import leftovers, listeners, places
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Hold
from fanlight.home.archive.models.footage import Deletion, Retention, SeenDay, Segment, Store
from fanlight.home.archive.rules import retention as rules
from fanlight.home.recorder.faults import ReadOnlyStore
from fanlight.home.recorder.garbage import empty_garbage
from fanlight.home.recorder.pair import read_pair
from fanlight.home.recorder.store import Footage

BATCH = 200  # rows marked in one transaction: some milliseconds, so that the recorder's rows never wait long
RATE_OVER_US = 2 * 3600 * 1_000_000  # what the streams need is measured over so long

ONLY_HELD = "Only kept footage is left on the disk. Recording stops when it is full. Release what need not stay."
UNSYNCHRONISED = (
    "This computer's clock was not set by the network since it started, so nothing is deleted for its age. "
    "Switch its time service on: timedatectl set-ntp true."
)


@dataclass(slots=True)
class Outcome:
    """What one turn did."""

    segments: int = 0
    size: int = 0
    words: str = ""  # what the owner must know
    only_held: bool = False  # room is needed and nothing may be deleted: an alarm
    reasons: dict[str, int] = field(default_factory=dict)  # reason -> segments


def turn(now: datetime) -> Outcome:
    """One turn of retention on this home's footage; the tend process calls it every minute."""
    if not places.footage().is_dir():
        return Outcome()  # nothing was ever recorded, or its disk is away: the recorder tells
    with Footage(places.footage()) as store:
        row = Store.objects.first()
        found = read_pair(store)
        if row is None or found is None:
            return Outcome()  # no recorder has started here yet
        if (bytes(row.database), bytes(row.directory)) != (found.database, found.directory):
            raise ReadOnlyStore
        return tend_retention(now=now, store=store, free_bytes=store.free(), clock_set=synchronised())


def tend_retention(*, now: datetime, store: Footage, free_bytes: int, clock_set: bool = True) -> Outcome:
    """Delete what is due by days, by bytes and for the free-space floor; finish what an earlier turn has begun."""
    limits, _ = Retention.objects.get_or_create(pk=1)
    outcome = Outcome()
    new_day = _look_at_clock(limits, now, clock_set)
    sweep(store=store)
    before = _cutoff(limits, now) if clock_set else None
    if before is not None:
        _delete(outcome, "days", store, now, before=before)
    if limits.bytes is not None:
        _delete(outcome, "bytes", store, now, room=_listed_bytes() - limits.bytes)
    lacking = _floor(now) - free_bytes - outcome.size
    if lacking > 0 and not _delete(outcome, "floor", store, now, room=lacking):
        outcome.only_held = Segment.objects.exclude(status__in=(Segment.GARBAGE, Segment.OPEN)).exists()
    if outcome.segments or new_day:
        leftovers.forget_previews(before)
    unset = UNSYNCHRONISED if limits.days is not None and not clock_set else ""
    outcome.words = ONLY_HELD if outcome.only_held else unset
    Retention.objects.filter(pk=1).exclude(words=outcome.words).update(words=outcome.words)
    return outcome


def sweep(*, store: Footage) -> int:
    """Unlink and forget all garbage; returns how many files went."""
    return empty_garbage(store, ArchiveIndex(SystemClock()))


def unheld(now: datetime) -> QuerySet[Segment]:
    """Segments that may be deleted: written to their end and touched by no hold that still counts."""
    holds = Hold.objects.filter(
        Q(until_us=None) | Q(until_us__gt=micros(now)),
        camera=OuterRef("camera"),
        start_us__lt=OuterRef("end_us"),
        end_us__gt=OuterRef("start_us"),
    )
    return Segment.objects.filter(status__in=(Segment.CLOSED, Segment.RECOVERED)).exclude(Exists(holds))


def _delete(
    outcome: Outcome,
    reason: str,
    store: Footage,
    now: datetime,
    *,
    before: datetime | None = None,
    room: int | None = None,
) -> bool:
    """Oldest first: all that ended `before`, or until `room` bytes are free; False where too little can be deleted."""
    while room is None or room > 0:
        marked = _mark(reason, now, before, room)
        if not marked and room is not None and listeners.yield_room():
            continue  # soft holds go first
        if not marked:
            return room is None
        size = sum(row.size for row in marked)
        outcome.segments += len(marked)
        outcome.size += size
        outcome.reasons[reason] = outcome.reasons.get(reason, 0) + len(marked)
        sweep(store=store)
        leftovers.forget_pictures(marked)
        if room is not None:
            room -= size
    return True


def _mark(reason: str, now: datetime, before: datetime | None, room: int | None) -> list[Segment]:
    """One transaction: look at the holds, mark rows as garbage, write down why. A hold made later comes too late."""
    with transaction.atomic():
        rows = unheld(now)
        if before is not None:
            rows = rows.filter(end_us__lt=micros(before))
        oldest = rows.order_by("end_us", "pk").only("pk", "camera_id", "start_us", "end_us", "size")
        chosen: list[Segment] = []
        for row in oldest[:BATCH]:
            if room is not None and sum(one.size for one in chosen) >= room:
                break
            chosen.append(row)
        Segment.objects.filter(pk__in=[row.pk for row in chosen]).update(status=Segment.GARBAGE)
        for camera in sorted({row.camera_id for row in chosen}):
            _write_down(camera, [row for row in chosen if row.camera_id == camera], reason, micros(now))
    return chosen


def _write_down(camera: int, rows: list[Segment], reason: str, at_us: int) -> None:
    """Rows of the deletion; one that goes on where today's last one for the same reason ended makes that one longer."""
    spans = [rules.Span(row.start_us, row.end_us, row.size) for row in rows]
    days = limits().days if reason == "days" else None
    today_us = at_us - at_us % (24 * 3600 * 1_000_000)
    last = Deletion.objects.filter(camera_id=camera, reason=reason, at_us__gte=today_us).order_by("end_us").last()
    first_us = last.start_us if last else min(span.start_us for span in spans)
    last_us = max(span.end_us for span in spans)
    stay = Segment.objects.filter(camera_id=camera, start_us__range=(first_us, last_us))
    survivors = list(stay.exclude(status=Segment.GARBAGE).values_list("start_us", flat=True))
    if last:
        spans.append(rules.Span(last.start_us, last.end_us, last.size))
    for span in rules.merged(spans, survivors):
        longer = last is not None and span.start_us <= last.start_us and span.end_us >= last.end_us
        facts = {"start_us": span.start_us, "end_us": span.end_us, "size": span.size, "at_us": at_us, "days": days}
        if longer and last is not None:
            Deletion.objects.filter(pk=last.pk).update(**facts)
        else:
            Deletion.objects.create(camera_id=camera, reason=reason, **facts)


def _look_at_clock(limits: Retention, now: datetime, clock_set: bool) -> bool:
    """Remember this look; True where a new day counts as seen."""
    found = rules.look(
        now=now,
        last=from_micros(limits.last_seen_us) if limits.last_seen_us else None,
        paused_until=from_micros(limits.paused_until_us) if limits.paused_until_us else None,
    )
    limits.last_seen_us = micros(now)
    limits.paused_until_us = micros(found.paused_until) if found.paused_until else 0
    limits.save(update_fields=["last_seen_us", "paused_until_us"])
    if found.day is None or not clock_set:
        return False
    return SeenDay.objects.get_or_create(day=found.day)[1]


def _cutoff(limits: Retention, now: datetime) -> datetime | None:
    if limits.days is None or limits.paused_until_us:
        return None
    seen = SeenDay.objects.filter(day__lt=now.date()).order_by("-day").values_list("day", flat=True)
    return rules.cutoff(days=limits.days, seen=seen[: limits.days], now=now)


def _listed_bytes() -> int:
    return Segment.objects.exclude(status=Segment.GARBAGE).aggregate(all=Sum("size"))["all"] or 0


def _floor(now: datetime) -> int:
    recent = Segment.objects.filter(end_us__gt=micros(now) - RATE_OVER_US, size__gt=0).exclude(end_us=F("start_us"))
    totals = recent.values("camera_id").annotate(bytes=Sum("size"), us=Sum(F("end_us") - F("start_us")))
    rates = {row["camera_id"]: row["bytes"] * 1e6 / row["us"] for row in totals}
    cameras = Camera.objects.filter(removed_us=None).values_list("pk", flat=True)
    return rules.floor(rates=[rates.get(camera, 0.0) for camera in cameras], database=_database_bytes())


def _database_bytes() -> int:
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    return path.stat().st_size if path.exists() else 0


def limits() -> Retention:
    """The limits as they are."""
    return Retention.objects.get_or_create(pk=1)[0]


def set_limits(*, days: int | None, bytes: int | None) -> tuple[int | None, int | None]:
    """New limits, None for no limit; returns those of before, for Undo. They count from the next turn on."""
    row = limits()
    before = (row.days, row.bytes)
    row.days, row.bytes = days, bytes
    row.save(update_fields=["days", "bytes"])
    return before


def kept_days(now: datetime) -> float:
    """How far back unheld footage reaches, in days."""
    oldest = unheld(now).aggregate(first=Min("start_us"), last=Max("end_us"))
    return max(0, (oldest["last"] or 0) - (oldest["first"] or 0)) / 86_400e6
