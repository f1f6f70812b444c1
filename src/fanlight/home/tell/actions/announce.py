"""Telling somebody something: notification and outbox rows in one transaction, then tend is woken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fanlight.ground.clock import from_micros, micros
from fanlight.ground.wake import wake_tend
from fanlight.home.archive import places
from fanlight.home.archive.models.events import Event
from fanlight.home.household.house import zone
from fanlight.home.tell import rules, words
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.models.wishes import Choice, Snooze
from fanlight.home.tell.picture import shrunk
from fanlight.home.tell.residents import residents
from fanlight.people.models import Person

KEPT = timedelta(days=30)  # how long the list of notifications goes back
LATE = timedelta(minutes=10)  # an event that is named later (after a restart, say) is no news


@dataclass(frozen=True, slots=True)
class News:
    """What is said, about what."""

    subject: str
    kind: str
    words: words.Words
    path: str
    event: int | None = None
    camera: int | None = None
    picture: bytes = b""
    push_only: bool = False  # encrypted for the browsers alone: no service that Apprise reaches reads it


def clock_words(at: datetime) -> str:
    """The time of day in the home's zone."""
    return at.astimezone(zone()).strftime("%H:%M")


def announce_event(*, event: int, now: datetime) -> int:
    """Tell whoever wants to know of such an event; returns how many residents. A second call for one adds nothing."""
    row = Event.objects.select_related("camera").filter(pk=event, demo=False).first()
    if row is None or now - from_micros(row.confirmed_us) > LATE:
        return 0
    listening = [person for person in residents() if _wants(person, row, now)]
    if not listening:
        return 0
    said = words.of_event(row.kind, row.camera.name, row.camera.place, row.zone, clock_words(from_micros(row.start_us)))
    news = News(f"event:{row.pk}", row.kind, said, f"/clips/{row.pk}/", row.pk, row.camera_id, _picture(row))
    return tell(people=listening, news=news, now=now)


def _wants(person: Person, event: Event, now: datetime) -> bool:
    choices = {
        (camera, kind): on
        for camera, kind, on in Choice.objects.filter(person=person, camera=event.camera_id).values_list(
            "camera_id", "kind", "on"
        )
    }
    at = micros(now)
    quiet = [
        rules.Quiet(row.camera_id, row.until_us, row.zone)
        for row in Snooze.objects.filter(person=person, until_us__gt=at)
    ]
    return rules.wanted(event.kind, event.camera_id, choices, quiet, at, event.zone)


def _picture(event: Event) -> bytes:
    if not event.picture:
        return b""
    try:
        return shrunk(places.picture(event.pk, small=True).read_bytes())
    except OSError:
        return b""


def tell(*, people: Iterable[Person], news: News, now: datetime) -> int:
    """Write one notification for each of these who has not heard of it, wake tend; returns how many."""
    told = 0
    with transaction.atomic():
        for person in people:
            told += _tell_one(person, news, now) is not None
    if told:
        wake_tend(Path(settings.DATA))
    return told


def _tell_one(person: Person, news: News, now: datetime) -> Notification | None:
    at = micros(now)
    row, fresh = Notification.objects.get_or_create(
        person=person,
        subject=news.subject,
        defaults={
            "kind": news.kind,
            "event_id": news.event,
            "camera_id": news.camera,
            "title": news.words.title[:120],
            "body": news.words.body[:240],
            "path": news.path,
            "picture": news.picture,
            "made_us": at,
            "expires_us": at + rules.lifetime(news.kind) * rules.SECOND,
        },
    )
    if not fresh:
        return None
    ways: list[Device | Channel] = list(Device.objects.filter(person=person))
    if not news.push_only:
        ways += Channel.objects.filter(person=person)
    Sending.objects.bulk_create([sending(row, way, at) for way in ways])
    return row


def sending(notification: Notification, way: Device | Channel, at_us: int) -> Sending:
    """The outbox row of one way, due at once."""
    return Sending(
        notification=notification,
        device=way if isinstance(way, Device) else None,
        channel=way if isinstance(way, Channel) else None,
        way=str(way)[:120],
        next_us=at_us,
    )


def forget_old(*, now: datetime) -> int:
    """Delete notifications that nobody looks for any more; returns how many."""
    return Notification.objects.filter(made_us__lt=micros(now - KEPT)).delete()[0]
