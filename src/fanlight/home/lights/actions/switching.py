"""Switching: a wish is written into the light's row; tend leases it, tries it, and writes down what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.retry import wait_after
from fanlight.ground.wake import wake_tend
from fanlight.home.archive.models.events import Event
from fanlight.home.household.house import place
from fanlight.home.lights import rules, target
from fanlight.home.lights.models.lights import Light, LightRule
from fanlight.home.lights.target import Position, Switched, Target

LEASE = 30_000_000  # microseconds; longer than the 10 s that a lamp is waited for
AT_ONCE = 8  # lights leased in one go where nobody says otherwise
LATE = 120_000_000  # microseconds: an event that is named later switches nothing any more


@dataclass(frozen=True, slots=True)
class SwitchJob:
    """One request to one light."""

    light: int
    position: Position
    wanted_us: int
    target: Target = field(repr=False)


def want(*, light: Light, position: Position, now: datetime, off_at_us: int | None = None) -> None:
    """Have it switched now; by hand it stays so until a hand changes it, unless `off_at_us` says when it goes off."""
    Light.objects.filter(pk=light.pk).update(**_wish(position, micros(now)), off_at_us=off_at_us)
    light.refresh_from_db()
    wake_tend(Path(settings.DATA))


def _wish(position: Position, at: int) -> dict[str, object]:
    return {"wanted": position, "wanted_us": at, "attempts": 0, "next_us": at, "leased_until_us": 0}


def follow_event(*, event: int, now: datetime) -> int:
    """Switch on what the rules name for this event; returns how many lights are on for it."""
    row = Event.objects.filter(pk=event, demo=False).first()
    at = micros(now)
    if row is None or at - row.confirmed_us > LATE:
        return 0
    followed = 0
    for rule in LightRule.objects.select_related("light").filter(camera=row.camera_id):
        plain = rules.Rule(rule.camera_id, rule.kinds, rule.only_dark, rule.minutes)
        moment = from_micros(row.start_us)
        if rules.applies(plain, camera=row.camera_id, kind=row.kind, at=moment, place=place()):
            followed += _light_up(rule.light_id, rule.minutes, at)
    if followed:
        wake_tend(Path(settings.DATA))
    return followed


def _light_up(number: int, minutes: int, at: int) -> bool:
    with transaction.atomic():
        light = Light.objects.get(pk=number)
        until = rules.off_at(light.meant, light.off_at_us, at, minutes)
        if until is None:
            return False
        changes: dict[str, object] = {"off_at_us": until}
        if light.meant != Light.ON:
            changes |= _wish("on", at)
        Light.objects.filter(pk=number).update(**changes)
    return True


def end_lit(*, now: datetime) -> int:
    """Lights whose time is over are wanted off; returns how many."""
    at = micros(now)
    over = Light.objects.filter(off_at_us__lte=at)
    return over.update(**_wish("off", at), off_at_us=None) if over.exists() else 0


def lease_due(*, now: datetime, most: int = AT_ONCE) -> list[SwitchJob]:
    """What is to be switched now."""
    end_lit(now=now)
    at = micros(now)
    due = Light.objects.filter(next_us__lte=at, leased_until_us__lte=at).exclude(wanted="")
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(due.order_by("next_us")[:most])
        Light.objects.filter(pk__in=[row.pk for row in rows]).update(
            leased_until_us=at + LEASE, attempts=F("attempts") + 1
        )
    jobs = []
    for row in rows:
        position: Position = "on" if row.wanted == Light.ON else "off"
        try:
            jobs.append(SwitchJob(row.pk, position, row.wanted_us, target.opened(row.sealed, row.pk)))
        except FanlightError as error:
            _fail(row, error.words(), at)
            Light.objects.filter(pk=row.pk).update(wanted="")
    return jobs


def record(*, job: SwitchJob, outcome: Switched, now: datetime, jitter: float) -> None:
    """What an attempt came to. A wish that changed meanwhile is tried as if this had not been."""
    at = micros(now)
    with transaction.atomic():
        row = Light.objects.filter(pk=job.light).first()
        if row is None:
            return
        same = row.wanted == job.position and row.wanted_us == job.wanted_us
        if not outcome.words:
            row.state, row.since_us, row.failing_since_us, row.failure = job.position, at, None, ""
            row.save(update_fields=["state", "since_us", "failing_since_us", "failure"])
        else:
            _fail(row, outcome.words, at)
        if not same:
            return
        if not outcome.words or rules.given_up(row.wanted, row.wanted_us, at):
            row.wanted = ""
        row.next_us = at + round(wait_after(row.attempts, None, jitter) * 1_000_000)
        row.leased_until_us = 0
        row.save(update_fields=["wanted", "next_us", "leased_until_us"])


def _fail(row: Light, words: str, at: int) -> None:
    row.failing_since_us, row.failure = row.failing_since_us or at, words[:200]
    row.save(update_fields=["failing_since_us", "failure"])
