"""A dead camera and a filling disk are told to all residents, once, and again when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.tell.actions import health
from fanlight.home.tell.models.outbox import Notification, Outage
from fanlight.people.models import Person

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def garden() -> Camera:
    Person.objects.create_user("Mara")
    Person.objects.create_user("Jon")
    Person.objects.create_user("Gone", is_active=False)
    return Camera.objects.create(name="Garden", url="rtsp://127.0.0.1/", state="recording", state_since_us=micros(NOW))


def _state(camera: Camera, state: str, at: datetime) -> None:
    camera.state, camera.state_words, camera.state_since_us = state, "It does not answer.", micros(at)
    camera.save()


def _titles() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("title", flat=True))


def test_a_camera_that_is_back_within_a_minute_is_no_news(garden: Camera) -> None:
    """Reconnecting is everyday."""
    _state(garden, "connecting", NOW)
    health.look_at_cameras(now=NOW + timedelta(seconds=59))
    _state(garden, "recording", NOW + timedelta(seconds=60))
    health.look_at_cameras(now=NOW + timedelta(seconds=61))
    assert _titles() == [] and not Outage.objects.exists()


def test_a_dead_camera_is_told_once_to_everybody_and_again_when_it_is_back(garden: Camera) -> None:
    """However often its state changes between two ways of not working."""
    for second, state in enumerate(["unreachable", "connecting", "unreachable", "silent", "refused"] * 30):
        at = NOW + timedelta(seconds=second)
        _state(garden, state, at)
        health.look_at_cameras(now=at)
    assert _titles() == ["Garden shows nothing"] * 2
    _state(garden, "recording", NOW + timedelta(minutes=5))
    for _ in range(2):
        health.look_at_cameras(now=NOW + timedelta(minutes=5))
    assert _titles() == ["Garden shows nothing"] * 2 + ["Garden is back"] * 2


def test_a_second_outage_is_told_again(garden: Camera) -> None:
    """Once per outage, not once for ever."""
    for start in (NOW, NOW + timedelta(hours=1)):
        _state(garden, "silent", start)
        health.look_at_cameras(now=start)
        health.look_at_cameras(now=start + timedelta(minutes=2))
        _state(garden, "watching", start + timedelta(minutes=3))
        health.look_at_cameras(now=start + timedelta(minutes=3))
    assert _titles().count("Garden shows nothing") == 4


def test_a_removed_camera_is_forgotten(garden: Camera) -> None:
    """Nobody is told that a camera is dead that was taken away."""
    _state(garden, "unreachable", NOW)
    health.look_at_cameras(now=NOW)
    garden.removed_us = micros(NOW)
    garden.save()
    health.look_at_cameras(now=NOW + timedelta(minutes=5))
    assert _titles() == [] and not Outage.objects.exists()


def test_a_filling_disk_is_told_once_and_again_when_there_is_room(garden: Camera) -> None:
    """And it does not go back and forth at the edge."""
    gb = 1_000_000_000
    for free in (50, 9, 10, 11, 9, 14, 9):
        health.look_at_disk(free=free * gb, whole=1000 * gb, now=NOW)
    assert _titles() == ["The disk is nearly full"] * 2
    assert "9.0 GB of 1.0 TB" in Notification.objects.first().body
    health.look_at_disk(free=16 * gb, whole=1000 * gb, now=NOW)
    assert _titles()[2:] == ["The disk has room again"] * 2


def test_a_small_card_is_full_at_a_gigabyte(garden: Camera) -> None:
    """A twentieth of a 16 GB card would be too late."""
    health.look_at_disk(free=1_100_000_000, whole=16_000_000_000, now=NOW)
    assert _titles() == []
    health.look_at_disk(free=900_000_000, whole=16_000_000_000, now=NOW)
    assert _titles() == ["The disk is nearly full"] * 2


def test_a_recorder_that_is_away_is_told_and_its_cameras_are_not_judged(garden: Camera, tmp_path, settings) -> None:
    """States in the database are only true while the recorder runs."""
    settings.DATA = tmp_path
    _state(garden, "unreachable", NOW)
    health.look(now=NOW)
    health.look(now=NOW + timedelta(seconds=61))
    assert "Nothing is recorded" in _titles() and "Garden shows nothing" not in _titles()
