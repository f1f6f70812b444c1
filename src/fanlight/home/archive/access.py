"""Fetch and authorise in one call: what is absent and what is forbidden look the same, one dull 404."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404

from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event, Hold
from fanlight.home.archive.models.footage import Segment
from fanlight.people.models import Person

Asking = Person | AnonymousUser
_Row = TypeVar("_Row", bound=Model)

LARGEST = (1 << 63) - 1  # SQLite's integers; a larger number in an address is simply absent


def may_see(person: Asking) -> bool:
    """Every resident who signed in sees all cameras; guests of chosen cameras come with the rights of the household."""
    return bool(person.is_authenticated and person.is_active)


def _fetched(person: Asking, rows: QuerySet[_Row], number: int) -> _Row:
    row = rows.filter(pk=number).first() if may_see(person) and 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def camera_for(person: Asking, number: int) -> Camera:
    """A camera that was not removed."""
    return _fetched(person, Camera.objects.filter(removed_us=None), number)


def any_camera_for(person: Asking, number: int) -> Camera:
    """A camera, also a removed one: its footage can still be looked at."""
    return _fetched(person, Camera.objects.all(), number)


def event_for(person: Asking, number: int) -> Event:
    """An event with its camera."""
    return _fetched(person, Event.objects.select_related("camera"), number)


def segment_for(person: Asking, number: int) -> Segment:
    """A segment with listed footage that is not being deleted."""
    return _fetched(person, Segment.objects.exclude(status=Segment.GARBAGE).exclude(fragments=b""), number)


def hold_for(person: Asking, number: int) -> Hold:
    """A hold with its camera and event."""
    return _fetched(person, Hold.objects.select_related("camera", "event"), number)
