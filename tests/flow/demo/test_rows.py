"""The demo's rows in a home: cameras, lamp."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import override_settings

from fanlight.demo import cast
from fanlight.ground.clock import SystemClock
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.lights import target
from fanlight.home.lights.models.lights import Light
from fanlight.project import demonstration
from fanlight.project.environ import Environ

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(tmp_path, monkeypatch):
    """Prepares as a start does; neither drawn nor past, which have tests of their own."""
    monkeypatch.setattr(demonstration, "drawn_cameras", lambda _: {})
    monkeypatch.setattr(demonstration, "_past", lambda *_: None)
    environ = Environ(tmp_path, "localhost", 8080, True, None, "https://example.org", False)
    with override_settings(DATA=tmp_path):
        yield lambda: demonstration.prepare_demo(environ, SystemClock())


def test_cameras_and_lamp_once(prepare, tmp_path):
    """Four cameras, one of them a doorbell, and a lamp; a second start adds nothing."""
    prepare()
    prepare()
    assert [(row.name, row.doorbell, row.demo) for row in Camera.objects.all()] == [
        (camera.name, camera.doorbell, True) for camera in cast.DEMO_CAMERAS
    ]
    assert [(row.name, row.demo) for row in Light.objects.all()] == [("Porch lamp", True)]


def test_lamp_is_told_the_right_way(prepare, tmp_path):
    """Its row says to the lamp's own address, with its token, what the lamp takes."""
    prepare()
    row = Light.objects.get()
    to = target.opened(row.sealed, row.pk)
    port = Path(tmp_path / "demo" / "lamp-port").read_text()
    assert to.on.url == to.off.url == f"http://127.0.0.1:{port}/lamp"
    assert [json.loads(call.body) for call in (to.on, to.off)] == [{"on": True}, {"on": False}]
    assert to.token == cast.lamp_token(tmp_path)


def test_removed_lamp_stays_removed(prepare):
    """What the owner removed does not come back with the next start."""
    prepare()
    Light.objects.get().delete()
    prepare()
    assert not Light.objects.exists()
