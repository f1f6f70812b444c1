"""A press of the bell: to the recorder at once; where it does not answer the press waits in a row and is never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.wake import wake_tend
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.lights.models.presses import WaitingPress
from fanlight.home.recorder import client

ANSWER_S = 2.0  # for the recorder: a doorbell that waits longer for its webhook gives up
AGAIN_US = 1_000_000
LEASE_US = 15_000_000
AT_ONCE = 8  # presses leased in one go where nobody says otherwise
WRITE_AFTER_US = 10_000_000  # a recorder that restarts is back within seconds; then the event goes without a clip


@dataclass(frozen=True, slots=True)
class PressJob:
    """One press on its way to the recorder."""

    press: int
    camera: int
    at_us: int


def press(*, camera: Camera, now: datetime) -> int | None:
    """The event it opened, or None where it waits for the recorder."""
    event = deliver(camera.pk)
    if event is None:
        at = micros(now)
        WaitingPress.objects.create(camera=camera, at_us=at, next_us=at + AGAIN_US)
        wake_tend(Path(settings.DATA))
    return event


def deliver(camera: int) -> int | None:
    """One attempt, without the database."""
    try:
        header, _ = client.ask(Path(settings.DATA), {"do": "press", "camera": camera}, ANSWER_S)
        return int(header["event"])
    except (FanlightError, KeyError, TypeError, ValueError):
        return None


def lease_due(*, now: datetime, most: int = AT_ONCE) -> list[PressJob]:
    """Presses that wait."""
    at = micros(now)
    due = WaitingPress.objects.filter(next_us__lte=at, leased_until_us__lte=at)
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(due[:most])
        WaitingPress.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until_us=at + LEASE_US, attempts=F("attempts") + 1
        )
    return [PressJob(row.pk, row.camera_id, row.at_us) for row in rows]


def record(*, job: PressJob, event: int | None, now: datetime, write: Callable[[int, int], int]) -> None:
    """Taken: the row goes. Not taken for too long: `write(camera, at_us)` puts the event into the index itself."""
    at = micros(now)
    if event is None and at - job.at_us < WRITE_AFTER_US:
        WaitingPress.objects.filter(pk=job.press).update(next_us=at + AGAIN_US, leased_until_us=0)
        return
    if event is None:
        write(job.camera, job.at_us)
    WaitingPress.objects.filter(pk=job.press).delete()
