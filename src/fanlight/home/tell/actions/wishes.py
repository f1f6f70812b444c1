"""What a resident chooses: kinds at cameras, and quiet for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.household.house import zone
from fanlight.home.tell import rules
from fanlight.home.tell.models.wishes import Choice, Snooze
from fanlight.people.models import Person

Span = Literal["hour", "morning"]


def choose(*, person: Person, wishes: Mapping[tuple[int, str], bool]) -> None:
    """These kinds at these cameras, on or off; what equals the default is no row: a better one will reach it."""
    with transaction.atomic():
        for (camera, kind), on in wishes.items():
            if on == rules.DEFAULTS[kind]:
                Choice.objects.filter(person=person, camera=camera, kind=kind).delete()
            else:
                Choice.objects.update_or_create(person=person, camera_id=camera, kind=kind, defaults={"on": on})


def snooze(*, person: Person, camera: Camera | None, span: Span, now: datetime) -> Snooze:
    """Quiet at this camera (None: everywhere) for an hour or until the morning; it replaces an earlier one there."""
    until = now + timedelta(hours=1) if span == "hour" else rules.tomorrow_morning(now.astimezone(zone()))
    with transaction.atomic():
        Snooze.objects.filter(person=person, camera=camera, zone="").delete()
        return Snooze.objects.create(person=person, camera=camera, made_us=micros(now), until_us=micros(until))


def snooze_of(*, person: Person, event: Event, now: datetime) -> tuple[Snooze, bool]:
    """Quiet for an hour where this happened: its zone, or its camera. (row, False) where it is quiet longer already."""
    until_us = micros(now + timedelta(hours=1))
    with transaction.atomic():
        there = Snooze.objects.filter(person=person, camera=event.camera, zone=event.zone)
        longer = there.filter(until_us__gt=until_us).first()
        if longer is not None:
            return longer, False
        there.delete()
        facts = {"person": person, "camera": event.camera, "zone": event.zone}
        return Snooze.objects.create(**facts, made_us=micros(now), until_us=until_us), True


def end_snooze(*, snooze: Snooze) -> None:
    """Be told again."""
    snooze.delete()
