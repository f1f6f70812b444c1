"""From an empty home to a signed-in owner, and what everybody else sees."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from fanlight.ground.clock import SystemClock
from fanlight.home.household.house import forget, zone
from fanlight.people.access import has_owner
from fanlight.people.actions import CodeDoesNotFit, first_owner_code, make_first_owner
from fanlight.people.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "three blue kettles"


@pytest.fixture
def code(settings: Settings, tmp_path: Path) -> str:
    settings.DATA = tmp_path
    forget()
    made = first_owner_code(SystemClock().now())
    assert made
    return made


def form(code: str, **changes: str) -> dict[str, str]:
    return {
        "code": code,
        "name": "Mara",
        "way": "password",
        "password": PASSWORD,
        "time_zone": "Europe/Berlin",
        **changes,
    }


def test_the_code_makes_the_owner_and_signs_in(client: Client, code: str) -> None:
    """Name and password in one step; the home takes the browser's zone."""
    assert client.get("/start", {"code": code}).status_code == 200
    answer = client.post("/start", form(code))
    assert answer.status_code == 302 and answer["Location"] == "/first-steps/"
    assert client.get("/you/").status_code == 200
    assert has_owner()
    assert zone().key == "Europe/Berlin"


def test_afterwards_the_page_is_dull(client: Client, code: str) -> None:
    """Right code, wrong code, no code: the same page once there is an owner, and no second owner."""
    client.post("/start", form(code))
    stranger = Client()
    pages = {stranger.get("/start", {"code": given}).content for given in (code, "wrong", "")}
    assert len({page.split(b"</head>")[1].split(b"<main")[1] for page in pages}) == 1
    stranger.post("/start", form(code, name="Mallory"))
    assert [person.username for person in Person.objects.all()] == ["Mara"]
    assert first_owner_code(SystemClock().now()) is None


def test_a_wrong_code_makes_nobody(client: Client, code: str) -> None:
    """Guessing leads to the dull page."""
    answer = client.post("/start", form("guess"))
    assert answer.status_code == 200 and b"Nothing to do here" in answer.content
    assert not Person.objects.exists()


@pytest.mark.parametrize("weak", ["", "short", "12345678901", "password123"])
def test_weak_passwords_are_refused_in_words(client: Client, code: str, weak: str) -> None:
    """What was typed stays, but the password."""
    answer = client.post("/start", form(code, password=weak))
    assert answer.status_code == 400
    assert b"There is a problem" in answer.content and b'value="Mara"' in answer.content
    assert not weak or f'value="{weak}"'.encode() not in answer.content
    assert not Person.objects.exists()


def test_who_stops_before_the_passkey_locks_nobody_out(client: Client, code: str) -> None:
    """Without password and passkey the code stays good, and the half-made account gives way."""
    answer = client.post("/start", form(code, way="passkey", password=""))
    assert answer.status_code == 302 and answer["Location"] == "/you/keys/passkeys/add/"
    assert client.get(answer["Location"]).status_code == 200  # no password is asked for: there is none
    assert not has_owner()
    Client().post("/start", form(code, name="Jonas"))
    assert [person.username for person in Person.objects.all()] == ["Jonas"]
    assert client.get("/you/").status_code == 302


def test_an_expired_code_is_refused_by_the_action(code: str) -> None:
    """The action itself asks, whoever calls it."""
    with pytest.raises(CodeDoesNotFit):
        make_first_owner(code=code, name="Late", password=PASSWORD, now=datetime(2100, 1, 1, tzinfo=UTC))


def test_signing_in_and_out(client: Client, code: str) -> None:
    """By name and password; wrong ones say so without saying which."""
    client.post("/start", form(code))
    client.post("/sign-out/")
    assert client.get("/you/").status_code == 302
    wrong = client.post("/sign-in/", {"login": "Mara", "password": "no such thing"})
    assert "do not fit together" in wrong.content.decode()
    right = client.post("/sign-in/", {"login": "Mara", "password": PASSWORD})
    assert right.status_code == 302 and right["Location"] == "/"


def test_guessing_is_slowed_down(client: Client, code: str) -> None:
    """After five wrong tries even the right password waits."""
    client.post("/start", form(code))
    client.post("/sign-out/")
    for _ in range(5):
        client.post("/sign-in/", {"login": "Mara", "password": "no such thing"})
    late = client.post("/sign-in/", {"login": "Mara", "password": PASSWORD})
    assert late.status_code != 302
    assert "Too many wrong tries" in late.content.decode()
