"""The first run: five steps, five panes, each lit by what is there and by nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from fanlight.home.archive.models.cameras import Camera, Zone
from fanlight.home.archive.models.events import Event
from fanlight.home.tell.first_steps import answer, steps
from fanlight.home.tell.models.ways import Channel
from fanlight.people.models import Person

pytestmark = pytest.mark.django_db


def lit(person: Person) -> list[bool]:
    return [step.is_done for step in steps(person)]


def test_each_step_is_lit_by_its_deed(client: Client) -> None:
    """In order: camera, zone, a message that arrived, something that moved; the page counts with."""
    mara = Person.objects.create(username="mara")
    client.force_login(mara)
    assert lit(mara) == [True, False, False, False, False]
    page = client.get("/first-steps/").content.decode()
    assert "Four steps are left" in page and page.count('class="lit"') == 1
    assert "/zones/" not in page  # nothing to draw on yet

    door = Camera.objects.create(name="Front door", url="rtsp://127.0.0.1:1/")
    assert lit(mara) == [True, True, False, False, False]
    assert f"/cameras/{door.pk}/zones/" in client.get("/first-steps/").content.decode()
    Zone.objects.create(camera=door, name="Path", purpose="watch", points=[[0, 0], [5000, 0], [0, 5000]])
    channel = Channel.objects.create(person=mara, sealed=b"", shown="ntfy", made_us=1)
    assert lit(mara) == [True, True, True, False, False]
    channel.last_success_us = 2
    channel.save()
    facts = {"camera": door, "kind": "movement", "start_us": 1, "confirmed_us": 1, "last_us": 2}
    Event.objects.create(**facts, demo=True)
    assert lit(mara) == [True, True, True, True, False]
    Event.objects.create(**facts)
    assert answer(steps(mara)) == "All five panes are lit"


def test_the_demos_cameras_ask_for_one_of_ones_own() -> None:
    """The pane is lit, because there is a picture; the words say what is next."""
    Camera.objects.create(name="Front door", url="rtsp://127.0.0.1:1/", demo=True)
    camera = steps(Person.objects.create(username="mara"))[1]
    assert camera.is_done and "one of your own" in camera.words
