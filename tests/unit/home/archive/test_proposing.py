"""A path is proposed from what the watch remembers, said in words, and nothing is taken by itself."""

from __future__ import annotations

import numpy as np
import pytest
from django.test import Client

from fanlight.ground.clock import SystemClock
from fanlight.home.archive import foresight
from fanlight.home.archive.actions.zones import Outline, set_zones
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules import polygons
from fanlight.home.archive.rules.proposals import proposal_words
from fanlight.home.recorder.watch.preview import CALLED, MOVED, History
from fanlight.people.models import Person

pytestmark = pytest.mark.django_db
CORNER = ((0, 0), (1000, 0), (0, 1000))


@pytest.fixture
def door(settings, tmp_path) -> Camera:
    settings.DATA = tmp_path
    return Camera.objects.create(name="Front door", url="rtsp://127.0.0.1:1/", sensitivity=60)


@pytest.fixture
def mara(client: Client) -> Client:
    client.force_login(Person.objects.create(username="mara"))
    return client


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> History:
    """What the recorder would answer: a real memory of looks."""
    history = History()
    monkeypatch.setattr(foresight, "remembered", lambda *_: History.from_bytes([history.to_bytes()]))
    return history


def walked(history: History, times: int) -> None:
    """Somebody comes up the middle from the lower edge, a minute apart."""
    for number in range(times):
        began = SystemClock().now().timestamp() - 60 * number
        for step, row in enumerate(range(16, 8, -1)):
            grid = np.zeros((18, 32), np.float32)
            grid[row : row + 2, 14:18] = 4.0
            history.add(began + step * 0.25, grid, MOVED if step else CALLED)


def asked(client: Client, camera: Camera) -> dict:
    return client.get(f"/cameras/{camera.pk}/zones/path").json()


def test_a_path_is_proposed_and_nothing_is_saved(mara: Client, door: Camera, remembered: History) -> None:
    """An outline that the zones page could save, with the camera's own setting beside it."""
    walked(remembered, 4)
    answer = asked(mara, door)
    assert polygons.fault([tuple(point) for point in answer["points"]]) == ""
    assert (answer["name"], answer["whole"], answer["zones"]) == ("Path", 60, [])
    assert answer["words"] == "Something has moved 4 times since yesterday, most of it here."
    assert not door.zones.exists()


def test_too_little_is_said_in_words(mara: Client, door: Camera, remembered: History) -> None:
    """And no corner is sent."""
    assert asked(mara, door)["words"].startswith("Nothing has moved yet. A path is proposed from 3 times on.")
    walked(remembered, 1)
    answer = asked(mara, door)
    assert answer["points"] == [] and answer["words"].startswith("Something has moved once.")


def test_where_kinds_are_known_only_people_count(mara: Client, door: Camera, remembered: History) -> None:
    """Cars pass more often than people walk: the street is not proposed, and before three people nothing is."""
    now = SystemClock().now().timestamp()
    for number in range(6):
        for step in range(8):
            grid = np.zeros((18, 32), np.float32)
            grid[2:4, step * 3 : step * 3 + 6] = 4.0
            remembered.add(now - 60 * number - 30 + step * 0.25, grid, MOVED if step else CALLED)
        seen_us = round((now - 60 * number - 31) * 1e6)
        event(door, "vehicle", seen_us)
    assert asked(mara, door)["words"].startswith("Nobody has come by yet. A path is proposed from 3 times on.")
    walked(remembered, 3)
    for number in range(3):
        event(door, "person", round((now - 60 * number - 1) * 1e6))
    answer = asked(mara, door)
    assert min(y for _, y in answer["points"]) > 3000
    assert answer["words"] == "Somebody has come along here 3 times since yesterday."


def event(camera: Camera, kind: str, start_us: int) -> None:
    end_us = start_us + 6_000_000
    facts = {"start_us": start_us, "confirmed_us": start_us, "last_us": end_us, "end_us": end_us, "named": True}
    Event.objects.create(camera=camera, kind=kind, **facts)


def test_zones_that_are_there_stay_and_keep_their_names(mara: Client, door: Camera, remembered: History) -> None:
    """They come along, because a set is saved whole; a second Path has another name."""
    walked(remembered, 3)
    set_zones(camera=door, zones=[Outline("path", "ignore", CORNER)])
    answer = asked(mara, door)
    assert answer["name"] == "Path 2"
    assert [(zone["name"], zone["purpose"]) for zone in answer["zones"]] == [("path", "ignore")]


def test_without_a_recorder_it_says_so(mara: Client, door: Camera) -> None:
    """Words instead of a path, and no page that breaks."""
    answer = mara.get(f"/cameras/{door.pk}/zones/path")
    assert answer.status_code == 503 and answer.json()["words"].startswith("The recorder does not answer.")


def test_movement_everywhere_is_said() -> None:
    """There is nothing to propose, and it is no fault of the camera."""
    assert proposal_words(9, 3, is_found=False).startswith("Things move all over this picture")
