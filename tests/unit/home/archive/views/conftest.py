"""A home with cameras and a day of events, and Mara signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.people.models import Person


class Day:
    """What a test's day holds; made by hand so that each test sees what it asks for."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        self.door = self.camera("Front door", "on the path", doorbell=True)
        self.drive = self.camera("Drive", "on the drive")

    def camera(self, name: str, place: str, **facts: object) -> Camera:
        facts = {"state": "recording", "state_since_us": micros(self.now), **facts}
        return Camera.objects.create(name=name, place=place, url="rtsp://127.0.0.1:1/", **facts)

    def event(self, camera: Camera | None = None, *, ago: float = 60, kind: str = "movement", **facts: object) -> Event:
        start = micros(self.now - timedelta(seconds=ago))
        facts = {"end_us": start + 10_000_000, "named": True, **facts}
        return Event.objects.create(
            camera=camera or self.door,
            kind=kind,
            start_us=start,
            confirmed_us=start,
            last_us=start + 10_000_000,
            **facts,
        )


@pytest.fixture
def day(db, tmp_path):
    with override_settings(DATA=tmp_path):
        yield Day()


@pytest.fixture
def mara(day) -> Client:
    client = Client()
    client.force_login(Person.objects.create(username="mara"))
    return client
