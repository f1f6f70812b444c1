"""Fetch and authorise in one call: one's own devices, snoozes and notifications; the rest is one dull 404."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from fanlight.home.archive.access import LARGEST, Asking, may_see
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.models.wishes import Snooze
from fanlight.people.models import Person

_Row = TypeVar("_Row", bound=Model)


def resident(asking: Asking) -> Person:
    """Whoever is signed in and is told of things."""
    if not isinstance(asking, Person) or not may_see(asking):
        raise Http404
    return asking


def _own(asking: Asking, rows: QuerySet[_Row], number: int) -> _Row:
    row = rows.filter(pk=number).first() if may_see(asking) and 0 < number <= LARGEST else None
    if row is None:
        raise Http404
    return row


def device_for(asking: Asking, number: int) -> Device:
    """One of this person's devices."""
    return _own(asking, Device.objects.filter(person=asking.pk), number)


def channel_for(asking: Asking) -> Channel:
    """This person's address of another service."""
    row = Channel.objects.filter(person=asking.pk).first() if may_see(asking) else None
    if row is None:
        raise Http404
    return row


def snooze_for(asking: Asking, number: int) -> Snooze:
    """One of this person's quiet times."""
    return _own(asking, Snooze.objects.filter(person=asking.pk), number)


def notification_for(asking: Asking, number: int) -> Notification:
    """Something that this person was told."""
    return _own(asking, Notification.objects.filter(person=asking.pk), number)


def sending_for(asking: Asking, number: int) -> Sending:
    """One way that something told to this person took."""
    rows = Sending.objects.filter(notification__person=asking.pk).select_related("notification", "device", "channel")
    return _own(asking, rows, number)
