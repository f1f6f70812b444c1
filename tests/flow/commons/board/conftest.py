"""Maple Hollow with a board: areas, two neighbours, forwarding to its police open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from fanlight.commons.agencies.access import hats
from fanlight.commons.board import access
from fanlight.commons.board.actions import devices, members, posting
from fanlight.commons.board.models.devices import Device
from fanlight.commons.board.models.members import Area
from fanlight.commons.board.models.posts import Post
from fanlight.demo.community.founding import POLICE
from fanlight.people.models import Person
from tests.contract.push.push_service import Browser
from tests.flow.commons.made import as_, clock, commons_settings, maple
from tests.flow.commons.maple import Maple

__all__ = ["as_", "clock", "commons_settings", "maple"]

WHAT = "Somebody tried the handles of five parked cars, one after another, and walked off northwards."
OPEN_DAYS = 80


@dataclass
class Board:
    """What tests do with the board beside opening its pages."""

    maple: Maple

    def neighbour(self, name: str = "neighbour") -> access.Neighbour:
        person, _ = Person.objects.get_or_create(username=name)
        members.join(person=person, now=self.maple.clock.at)
        return access.neighbour_or_404(person, self.maple.clock.at)

    def post(self, by: str = "neighbour", what: str = WHAT, *, urgent: bool = False) -> Post:
        now = self.maple.clock.at
        return posting.post(
            by=self.neighbour(by),
            what=what,
            area=Area.objects.get(name="Mill End"),
            happened=now - timedelta(hours=2),
            urgent=urgent,
            now=now,
        )

    def device(self, by: str = "neighbour", subscription: str = "") -> Device:
        """A browser that is told; of a push service that nobody asks where none is given."""
        given = subscription or Browser(f"https://push.example.net/{by}").subscription()
        now = self.maple.clock.at
        return devices.add(by=self.neighbour(by), untrusted_subscription=given, name="Chrome on Android", now=now)

    def open_forwarding(self) -> None:
        """As stewards and 14 days do."""
        now = self.maple.now_s
        self.maple.append(self.maple.community.forward_opened(POLICE, now + OPEN_DAYS * 86_400, at=now))
        self.maple.wait(days=14)

    def client(self, who: str = "neighbour") -> Client:
        """Signed in."""
        made = Client()
        made.force_login(self.neighbour(who).person)
        return made

    def steward(self, name: str = "ada.winter") -> access.Neighbour:
        return access.neighbour_or_404(Person.objects.get(username=name), self.maple.clock.at)

    def hats(self, name: str):  # type: ignore[no-untyped-def]
        return hats(Person.objects.get(username=name), self.maple.clock.at)


@pytest.fixture
def board(maple: Maple) -> Board:
    for name in ("Mill End", "The Green", "Quarry Lane"):
        members.name_area(name=name)
    made = Board(maple)
    made.neighbour()
    return made
