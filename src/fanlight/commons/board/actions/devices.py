"""Browsers of a neighbour that are told: added, tested, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fanlight.commons.agencies.standing import zone
from fanlight.commons.board import push_keys
from fanlight.commons.board.access import Neighbour
from fanlight.commons.board.actions.telling import tell, wake
from fanlight.commons.board.models.devices import Device, Sending
from fanlight.commons.board.rules import telling
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.web_push.keys import fingerprint
from fanlight.ground.web_push.push import parsed

MOST = 10  # devices of one neighbour: a browser that is set up anew every day must not fill the table
TESTS_A_DAY = 20


class TooManyDevices(FanlightError):
    """You have 10 devices that are told."""

    remedy = "Remove one that you no longer use."


class TooManyTests(FanlightError):
    """That is more than 20 tests in a day."""

    remedy = "Try again tomorrow."


@transaction.atomic
def add(*, by: Neighbour, untrusted_subscription: str, name: str, now: datetime) -> Device:
    """A browser that is told from now on. One that is known is refreshed, and becomes this person's."""
    to = parsed(untrusted_subscription)
    mark = fingerprint(to.endpoint)
    known = Device.objects.filter(fingerprint=mark).first()
    if known is None and Device.objects.filter(person=by.person).count() >= MOST:
        raise TooManyDevices
    row = known or Device(fingerprint=mark, made_us=micros(now), service=to.service[:120])
    if row.person_id != by.person.pk:  # somebody else signed in on this browser: that choice is not theirs
        row.person, row.digest = by.person, False
        if known is not None:
            Sending.objects.filter(device=known, state=Sending.State.WAITING).delete()
    row.name, row.sealed = name[:60], push_keys.sealed(to, mark)
    row.save()
    return row


def remove(*, device: Device) -> None:
    """It is told no more, also of what waits."""
    Sending.objects.filter(device=device, state=Sending.State.WAITING).delete()
    device.delete()


def set_digest(*, device: Device, wanted: bool, now: datetime) -> None:
    """The first one comes tomorrow where today's hour is over."""
    local = now.astimezone(zone())
    device.digest = wanted
    device.digested = local.date() if telling.digest_is_due(local, None) else None
    device.save(update_fields=["digest", "digested"])


@transaction.atomic
def send_test(*, device: Device, now: datetime) -> Sending:
    """To this device alone; the row says what became of it."""
    day = micros(now) - 86_400 * telling.SECOND
    if Sending.objects.filter(person=device.person_id, kind="test", made_us__gt=day).count() >= TESTS_A_DAY:
        raise TooManyTests
    row = tell(device=device, kind="test", said=telling.of_test(), path="/notifications/", now=now)
    wake()
    return row
