"""Browsers that are told: added, tested, removed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.wake import wake_tend
from fanlight.ground.web_push import push
from fanlight.ground.web_push.keys import fingerprint
from fanlight.home.tell import rules, secrets, words
from fanlight.home.tell.actions.announce import sending
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.people.models import Person

MOST = 20  # devices of one person: a browser that is set up anew every day must not fill the table


class TooManyDevices(FanlightError):
    """You have 20 devices that are told."""

    remedy = "Remove one that you no longer use."


def add_device(
    *, person: Person, untrusted_subscription: str, origin: str, name: str, picture: bool | None, now: datetime
) -> Device:
    """A browser that is told from now on. One that is known is refreshed; it becomes this person's. None: as it was."""
    to = push.parsed(untrusted_subscription)
    mark = fingerprint(to.endpoint)
    with transaction.atomic():
        known = Device.objects.filter(fingerprint=mark).first()
        if known is None and Device.objects.filter(person=person).count() >= MOST:
            raise TooManyDevices
        row = known or Device(fingerprint=mark, made_us=micros(now), service=to.service)
        if row.person_id != person.pk:  # another resident signed in on this browser: its choice is not theirs
            row.person, row.picture = person, False
        row.name, row.origin = name[:60], origin
        row.sealed = secrets.sealed(to.text(), f"device {mark}")
        if picture is not None:
            row.picture = picture
        row.save()
    return row


def set_picture(*, device: Device, picture: bool) -> None:
    """Whether this device's lock screen shows the picture."""
    device.picture = picture
    device.save(update_fields=["picture"])


def remove(*, way: Device | Channel) -> None:
    """Tell it no more."""
    way.delete()


def send_test(*, way: Device | Channel, now: datetime) -> Sending:
    """A notification to this one alone, with the newest picture there is; its row says what became of it."""
    at = micros(now)
    said = words.test()
    newest = Notification.objects.filter(person=way.person).exclude(picture=b"").first()
    with transaction.atomic():
        told = Notification.objects.create(
            person=way.person,
            subject=f"test:{at}",
            kind="test",
            title=said.title,
            body=said.body,
            path="/notifications/",
            picture=newest.picture if newest else b"",
            made_us=at,
            expires_us=at + rules.lifetime("test") * rules.SECOND,
        )
        row = sending(told, way, at)
        row.save()
    wake_tend(Path(settings.DATA))
    return row
