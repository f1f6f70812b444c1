"""Holds: spans that retention passes over until a resident releases them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive.clips import clip_span
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event, Hold
from fanlight.people.models import Person

LONGEST_REASON = 200


class WrongHold(FanlightError):
    """This span cannot be kept."""


def keep_event(
    *, event: Event, by: Person | None, now: datetime, reason: str = "", until: datetime | None = None
) -> Hold:
    """Keep the clip of an event. Kept twice it is one hold; an open event is kept to its end."""
    start_us, end_us = clip_span(event)
    with transaction.atomic():
        there = Hold.objects.filter(event=event).exclude(until_us__lte=micros(now)).first()
        if there is not None:
            return there
        return _made(event.camera, start_us, end_us, by, now, reason, until, event)


def keep_span(
    *,
    camera: Camera,
    start_us: int,
    end_us: int,
    by: Person | None,
    now: datetime,
    reason: str = "",
    until: datetime | None = None,
) -> Hold:
    """Keep what a camera saw between two times."""
    if end_us <= start_us:
        raise WrongHold("The end lies before the start.")
    return _made(camera, start_us, end_us, by, now, reason, until, None)


def _made(
    camera: Camera,
    start_us: int,
    end_us: int,
    by: Person | None,
    now: datetime,
    reason: str,
    until: datetime | None,
    event: Event | None,
) -> Hold:
    if until is not None and until <= now:
        raise WrongHold("The day until which it is kept is over.")
    if len(reason) > LONGEST_REASON:
        raise WrongHold(f"The reason has {len(reason)} characters; {LONGEST_REASON} are allowed.")
    return Hold.objects.create(
        camera=camera,
        event=event,
        start_us=start_us,
        end_us=end_us,
        reason=reason.strip(),
        until_us=micros(until) if until else None,
        by=by,
        made_us=micros(now),
    )


def release(*, hold: Hold) -> None:
    """The span is kept no longer; what is due is deleted at the next turn of retention, so Undo has its time."""
    hold.delete()


def release_event(*, event: Event) -> None:
    """The inverse of keep_event."""
    Hold.objects.filter(event=event).delete()


def keep_again(*, hold: Hold) -> Hold:
    """The inverse of release: the same hold, by the same resident and of the same time."""
    hold.pk = None
    hold.save(force_insert=True)
    return hold
