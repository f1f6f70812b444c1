"""A commons' data folder, people, an open petition, and mails that somebody reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from fanlight.commons.petitions.actions import mailing, writing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.rules.mails import MailJob, Sent
from fanlight.people.models import Person
from fanlight.project.settings.commons_frame import commons_templates

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHY = "Their officers asked for recordings of a march and told nobody. " * 2


@pytest.fixture(autouse=True)
def commons(tmp_path: Path) -> Iterator[Path]:
    with override_settings(
        ROOT_URLCONF="fanlight.project.urls.commons",
        TEMPLATES=commons_templates(settings.TEMPLATES),
        DATA=tmp_path,
        COMMONS_ORIGIN="http://localhost:8090",
    ):
        yield tmp_path


@pytest.fixture
def author(db: None) -> Person:
    return Person.objects.create_user("ana")


@pytest.fixture
def steward(db: None) -> Person:
    return Person.objects.create_user("steward")


@pytest.fixture
def petition(author: Person, steward: Person) -> Petition:
    """Reviewed and open."""
    made = writing.write(
        author=author, demand="End the partnership of our police with the camera company", addressee="Town council",
        why=WHY, goal=100, agency="", now=NOW,
    )  # fmt: skip
    writing.take(petition=made, step="submit", person=author, is_steward=False, now=NOW)
    writing.take(petition=made, step="open", person=steward, is_steward=True, now=NOW)
    return made


Read = Callable[[datetime], list[MailJob]]


@pytest.fixture
def read_mails(db: None) -> Read:
    """Takes what is due as the sender would, and says that it was sent."""

    def read(now: datetime) -> list[MailJob]:
        jobs = mailing.lease_due(now=now)
        for job in jobs:
            mailing.record_all(outcomes=[(job, Sent(True))], now=now, jitter=0.5)
        return jobs

    return read
