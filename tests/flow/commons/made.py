"""Fixtures for tests of the commons' rooms: its settings, a clock that tests move, Maple Hollow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client, override_settings

from fanlight.commons.agencies import standing
from fanlight.people.models import Person
from fanlight.project.settings.commons_frame import commons_templates
from tests.flow.commons.maple import Clock, Maple


@pytest.fixture
def commons_settings(tmp_path: Path) -> Iterator[Path]:
    """The commons' addresses, frame and a folder of its own."""
    cache.clear()
    with override_settings(
        ROOT_URLCONF="fanlight.project.urls.commons",
        TEMPLATES=commons_templates(django_settings.TEMPLATES),
        DATA=tmp_path / "commons",
        MOVED_CLOCK_FILE=tmp_path / "demo" / "clock",
        LOGIN_REDIRECT_URL="/desk/",
    ):
        yield tmp_path / "commons"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(standing, "SystemClock", lambda: made)
    return made


@pytest.fixture
def maple(commons_settings: Path, clock: Clock, db: None) -> Maple:
    """Founded, its cast has accounts."""
    made = Maple(commons_settings, clock)
    made.found()
    made.people()
    return made


@pytest.fixture
def as_(client: Client) -> SignIn:
    """`as_("ada.winter")`: the client, signed in as one of the cast."""
    return SignIn(client)


class SignIn:
    def __init__(self, client: Client) -> None:
        self._client = client

    def __call__(self, who: str) -> Client:
        self._client.force_login(Person.objects.get(username=who))
        return self._client
