"""The outbox: what is due is leased once, tried again until it expires, and told once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from fanlight.ground.clock import micros
from fanlight.ground.retry import LONGEST_WAIT
from fanlight.ground.web_push import push
from fanlight.ground.web_push.keys import fingerprint
from fanlight.ground.web_push.outcome import Outcome
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.tell import rules, secrets
from fanlight.home.tell.actions import announce, outbox, wishes
from fanlight.home.tell.models.outbox import Notification, Sending
from fanlight.home.tell.models.ways import Channel, Device
from fanlight.home.tell.models.wishes import Choice, Snooze
from fanlight.home.tell.sender import ChannelJob, PushJob
from fanlight.people.models import Person
from tests.contract.push.push_service import Browser

NOW = datetime(2026, 11, 24, 14, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def mara() -> Person:
    return Person.objects.create_user("Mara")


@pytest.fixture
def door() -> Camera:
    return Camera.objects.create(name="Front door", place="on the path", url="rtsp://127.0.0.1/", doorbell=True)


def _device(person: Person, at: str = "one") -> Device:
    to = push.parsed(Browser(f"https://push.example.net/{at}").subscription())
    mark = fingerprint(to.endpoint)
    return Device.objects.create(
        person=person,
        name="Phone",
        origin="http://localhost:8080",
        fingerprint=mark,
        service=to.service,
        sealed=secrets.sealed(to.text(), f"device {mark}"),
        picture=True,
        made_us=0,
    )


def _event(door: Camera, kind: str = "person", at: datetime = NOW) -> Event:
    return Event.objects.create(
        camera=door, kind=kind, start_us=micros(at), confirmed_us=micros(at), last_us=micros(at), named=True
    )


def test_one_event_is_one_notification_for_each_device(mara: Person, door: Camera) -> None:
    """At most one per event per device, also when the recorder names the event twice."""
    _device(mara), _device(mara, "two")
    event = _event(door)
    assert announce.announce_event(event=event.pk, now=NOW) == 1
    assert announce.announce_event(event=event.pk, now=NOW) == 0
    assert Notification.objects.count() == 1
    assert Sending.objects.count() == 2
    assert Notification.objects.get().title == "Somebody on the path"


def test_a_leased_row_is_not_leased_again_until_its_lease_ends(mara: Person, door: Camera) -> None:
    """Two senders never have the same row; one that died loses it after the lease."""
    _device(mara)
    announce.announce_event(event=_event(door).pk, now=NOW)
    (job,) = outbox.lease_due(now=NOW)
    assert isinstance(job, PushJob)
    assert json.loads(job.plain)["notification"]["navigate"].startswith("http://localhost:8080/clips/")
    assert outbox.lease_due(now=NOW) == []
    assert len(outbox.lease_due(now=NOW + timedelta(microseconds=rules.LEASE))) == 1


def test_presses_go_first(mara: Person, door: Camera) -> None:
    """Whoever stands at the door does not wait for who walked by."""
    _device(mara)
    for kind in ("person", "movement", "press"):
        announce.announce_event(event=_event(door, kind).pk, now=NOW)
    first, *_ = outbox.lease_due(now=NOW)
    assert Sending.objects.get(pk=first.sending).notification.kind == "press"


def test_it_is_tried_again_until_it_expires(mara: Person, door: Camera) -> None:
    """Each attempt waits longer; after the life time nobody is disturbed any more."""
    device = _device(mara)
    announce.announce_event(event=_event(door).pk, now=NOW)
    now, waits = NOW, []
    while jobs := outbox.lease_due(now=now):
        outbox.record(sending=jobs[0].sending, outcome=Outcome("again", "away"), now=now, jitter=0.5)
        row = Sending.objects.get()
        waits.append((row.next_us - micros(now)) / 1e6)
        now += timedelta(seconds=waits[-1])
        outbox.expire(now=now)
    assert waits[:4] == [1, 2, 4, 8] and max(waits) == LONGEST_WAIT
    assert row.attempts == len(waits)
    assert Sending.objects.get().state == Sending.EXPIRED
    device.refresh_from_db()
    assert device.failing_since_us == micros(NOW) and device.failure == "away"


def test_success_is_remembered_and_clears_the_failure(mara: Person, door: Camera) -> None:
    """The page says per device: last success, or why not and since when."""
    device = _device(mara)
    announce.announce_event(event=_event(door).pk, now=NOW)
    (job,) = outbox.lease_due(now=NOW)
    outbox.record(sending=job.sending, outcome=Outcome("again", "away"), now=NOW, jitter=0.5)
    later = NOW + timedelta(seconds=2)
    outbox.record(sending=job.sending, outcome=Outcome("sent"), now=later, jitter=0.5)
    device.refresh_from_db()
    assert (device.last_success_us, device.failing_since_us, device.failure) == (micros(later), None, "")


def test_a_device_that_is_gone_is_removed_and_the_row_says_so(mara: Person, door: Camera) -> None:
    """404 and 410: the browser took its permission back."""
    _device(mara)
    announce.announce_event(event=_event(door).pk, now=NOW)
    (job,) = outbox.lease_due(now=NOW)
    outbox.record(
        sending=job.sending, outcome=Outcome("gone", "The browser took its permission back."), now=NOW, jitter=0
    )
    assert not Device.objects.exists()
    row = Sending.objects.get()
    assert (row.state, row.way) == (Sending.GONE, "Phone")


def test_a_wish_to_wait_is_kept(mara: Person, door: Camera) -> None:
    """Retry-After of the service wins over our own waits."""
    _device(mara)
    announce.announce_event(event=_event(door).pk, now=NOW)
    (job,) = outbox.lease_due(now=NOW)
    outbox.record(sending=job.sending, outcome=Outcome("again", "busy", 120.0), now=NOW, jitter=0.5)
    assert Sending.objects.get().next_us == micros(NOW) + 120_000_000


def test_a_key_that_is_gone_is_said_and_stops_nothing_else(mara: Person, door: Camera) -> None:
    """A restored database without its keys must not leave rows that fail for ever."""
    broken, _ = _device(mara), _device(mara, "two")
    Device.objects.filter(pk=broken.pk).update(sealed=b"x" * 40)
    announce.announce_event(event=_event(door).pk, now=NOW)
    assert len(outbox.lease_due(now=NOW)) == 1
    assert Sending.objects.get(device=broken).state == Sending.FAILED
    broken.refresh_from_db()
    assert "keys folder" in broken.failure


def test_choices_and_snoozes_are_kept(mara: Person, door: Camera) -> None:
    """What was switched off or is snoozed is not even a notification; the bell rings through a snooze."""
    _device(mara)
    Choice.objects.create(person=mara, camera=door, kind="movement", on=False)
    assert announce.announce_event(event=_event(door, "movement").pk, now=NOW) == 0
    Snooze.objects.create(person=mara, camera=None, made_us=0, until_us=micros(NOW + timedelta(hours=1)))
    assert announce.announce_event(event=_event(door, "person").pk, now=NOW) == 0
    assert announce.announce_event(event=_event(door, "press").pk, now=NOW) == 1


def test_a_snoozed_zone_tells_nothing_and_the_next_one_does(mara: Person, door: Camera) -> None:
    """For an hour, at that zone; a longer quiet that is there already stays."""
    _device(mara)
    path, street = _event(door), _event(door)
    Event.objects.filter(pk=path.pk).update(zone="Path")
    Event.objects.filter(pk=street.pk).update(zone="Street")
    path.refresh_from_db()
    row, is_new = wishes.snooze_of(person=mara, event=path, now=NOW)
    assert is_new and row.until_us == micros(NOW + timedelta(hours=1))
    assert announce.announce_event(event=path.pk, now=NOW) == 0
    assert announce.announce_event(event=street.pk, now=NOW) == 1
    Snooze.objects.filter(pk=row.pk).update(until_us=micros(NOW + timedelta(hours=9)))
    again, is_new = wishes.snooze_of(person=mara, event=path, now=NOW)
    assert not is_new and again.pk == row.pk and Snooze.objects.count() == 1


def test_an_old_event_and_the_made_up_past_are_no_news(mara: Person, door: Camera) -> None:
    """After a restart nobody is told of yesterday; the demo's past rings no phone."""
    _device(mara)
    assert announce.announce_event(event=_event(door, at=NOW - timedelta(hours=1)).pk, now=NOW) == 0
    past = _event(door)
    Event.objects.filter(pk=past.pk).update(demo=True)
    assert announce.announce_event(event=past.pk, now=NOW) == 0


def test_a_channel_gets_words_and_the_picture_only_if_allowed(mara: Person, door: Camera, settings) -> None:
    """Another service sees pictures only where the resident allowed it."""
    from fanlight.home.archive import places

    Channel.objects.create(
        person=mara,
        shown="json://127.0.0.1",
        made_us=0,
        sealed=secrets.sealed("json://127.0.0.1:9/", f"channel {mara.pk}"),
    )
    event = _event(door)
    places.write_whole(places.picture(event.pk, small=True), b"jpeg")
    announce.announce_event(event=event.pk, now=NOW)
    (job,) = outbox.lease_due(now=NOW)
    assert isinstance(job, ChannelJob) and job.picture is None and job.title == "Somebody on the path"
    Channel.objects.update(picture=True)
    (job,) = outbox.lease_due(now=NOW + timedelta(seconds=31))
    assert isinstance(job, ChannelJob) and job.picture == places.picture(event.pk, small=True)
