"""The digest: once a day at the hour drawn, one size, by push alone; its words alone depend on what was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fanlight.home.asks.actions import digests
from fanlight.home.asks.models.following import Following
from fanlight.home.household.house import zone
from fanlight.home.tell import secrets
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel
from tests.flow.asks.house import DAY, HOUR, House

pytestmark = pytest.mark.slow


def test_one_a_day_and_its_words_say_what_was_asked(house: House) -> None:
    """Before, while and after a request is open: one notification each day, at the same minute of the day."""
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    Following.objects.update(digest_minute=9 * 60)
    house.pass_(DAY, step=HOUR)
    house.ask()
    house.pass_(3 * DAY, step=HOUR)
    said = list(Notification.objects.filter(person=mara, kind="digest").order_by("made_us"))
    assert len(said) == 4
    assert "asked for footage; 1 of your clips fit" in " ".join(one.body for one in said)
    assert "asked" not in said[0].body
    assert {one.path for one in said} == {"/"} and {one.title for one in said} == {"Your day"}


def test_no_other_channel_carries_it(house: House) -> None:
    """Apprise, mail and MQTT hear nothing about requests: the digest goes to browsers alone."""
    house.settle()
    mara = house.resident()
    Channel.objects.create(
        person=mara, sealed=secrets.sealed("json://localhost", f"channel {mara.pk}"), shown="json", made_us=1
    )
    house.join()
    house.pass_(2 * DAY)
    assert Notification.objects.filter(kind="digest").exists()
    assert not Sending.objects.filter(channel__isnull=False).exists()


def test_who_does_not_want_it_gets_none(house: House) -> None:
    """Each resident for themselves."""
    house.settle()
    mara, ines = house.resident("Mara"), house.resident("Ines")
    house.join()
    Following.objects.update(digest_minute=9 * 60)
    digests.set_wish(person=mara, digest=False)
    house.pass_(2 * DAY)
    assert not Notification.objects.filter(person=mara, kind="digest").exists()
    assert Notification.objects.filter(person=ines, kind="digest").count() == 2


def test_a_home_that_was_off_sends_one_not_many(house: House) -> None:
    """After a week off, today's alone."""
    house.settle()
    house.resident()
    house.join()
    house.now += timedelta(days=7)
    house.now = house.now.astimezone(zone()).replace(hour=23)
    digests.turn(now=house.now, sent_at=house.now)
    digests.turn(now=house.now, sent_at=house.now)
    assert Notification.objects.filter(kind="digest").count() == 1
