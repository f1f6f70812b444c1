"""Finding what of this house's footage fits a request; local alone: nothing of it is ever sent or asked for outside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.rules.clip import span
from fanlight.home.archive.spans import LONGEST_SEGMENT_US
from fanlight.home.asks.actions import holding, lines
from fanlight.home.asks.models.asked import Ask, Fit
from fanlight.home.asks.models.cameras import Lookout
from fanlight.home.asks.models.following import Stand
from fanlight.home.asks.rules import match
from fanlight.trust.policy.cells import cell_at

LIVE = ("notice", "open")
SECOND = 1_000_000
LONGEST_EVENT_US = 3600 * SECOND  # an event that began earlier than this before the window does not reach into it


def house_cell() -> int | None:
    """The cell in which this house stands; None where no resident has said where that is."""
    return Stand.objects.values_list("cell", flat=True).first()


def camera_cells() -> dict[int, int | None]:
    """The cell of each camera: its own where somebody said so, else the house's."""
    house = house_cell()
    own = dict(Lookout.objects.filter(cell__isnull=False).values_list("camera_id", "cell"))
    return {camera: own.get(camera, house) for camera in Camera.objects.values_list("pk", flat=True)}


def set_place(*, latitude: float, longitude: float, now: datetime) -> None:
    """Say where the house stands. Kept as the cell alone; the place for dusk is rounded and would not do."""
    Stand.objects.update_or_create(pk=1, defaults={"cell": cell_at(longitude=longitude, latitude=latitude)})
    match_all(now=now)


def match_all(*, now: datetime) -> int:
    """Every request that is open or in its notice; returns how many fit now."""
    fitting = 0
    for ask in Ask.objects.filter(state__in=LIVE):
        fitting += bool(match_one(ask=ask, now=now))
    for ask in Ask.objects.exclude(state__in=LIVE).filter(fits__hold__isnull=False).distinct():
        holding.let_go(ask=ask)
    return fitting


@transaction.atomic
def match_one(*, ask: Ask, now: datetime) -> list[Fit]:
    """What fits this request now, kept softly. Footage that was deleted fits no longer."""
    wanted = _offered(ask)
    known = {(fit.camera_id, fit.start_us, fit.end_us): fit for fit in ask.fits.select_related("camera")}
    found: list[Fit] = []
    for one in wanted:
        fit = known.pop((one.camera, one.start_us, one.end_us), None)
        if fit is None:
            fit = Fit(ask=ask, camera_id=one.camera, start_us=one.start_us, end_us=one.end_us)
        if fit.pk is None or fit.moved != one.moved:
            fit.moved = one.moved
            fit.save()
        found.append(fit)
    for gone in known.values():
        if gone.hold is not None:
            gone.hold.delete()
        gone.delete()
    if found and ask.matched_us is None:
        ask.matched_us = micros(now)
        ask.save(update_fields=["matched_us"])
        lines.write(what="matched", now=now, request=ask.request, words=f"{len(found)} clips of this house fit.")
    for fit in found:  # what moved first: the tenth of the disk may not do for all
        holding.hold_softly(fit=fit, until_us=ask.closes_us or 0, now=now)
    return found


def _offered(ask: Ask) -> list[match.Offered]:
    cells, area = camera_cells(), ask.paper["area"]
    found = []
    for camera in Camera.objects.order_by("position", "pk"):
        if not match.stands_in(cells[camera.pk], area):
            continue
        offset_us = (camera.clock_off_ms or 0) * 1000
        window = match.widened(ask.paper["from"] * SECOND, ask.paper["until"] * SECOND, offset_us)
        found += match.offered(camera.pk, window, _footage(camera.pk, window), _clips(camera.pk, window))
    return found


def _footage(camera: int, window: match.Span) -> list[match.Span]:
    rows = Segment.objects.filter(
        camera_id=camera,
        stream="main",
        start_us__lt=window[1],
        start_us__gt=window[0] - LONGEST_SEGMENT_US,
        end_us__gt=window[0],
    )
    kept = rows.exclude(status__in=(Segment.GARBAGE, Segment.OPEN)).exclude(fragments=b"")
    return list(kept.order_by("start_us").values_list("start_us", "end_us"))


def _clips(camera: int, window: match.Span) -> list[match.Span]:
    rows = Event.objects.filter(
        camera_id=camera, start_us__lt=window[1], start_us__gt=window[0] - LONGEST_EVENT_US
    ).order_by("start_us")
    return [span(row.start_us, row.last_us if row.end_us is None else row.end_us) for row in rows]
