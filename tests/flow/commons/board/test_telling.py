"""Alerts and digests by Web Push: what leaves, for whom, how long it is tried; a push service of ours opens it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fanlight.commons.agencies.standing import zone
from fanlight.commons.board import push_keys
from fanlight.commons.board.actions import devices, members, moderating, posting, telling
from fanlight.commons.board.actions.own import erase_all
from fanlight.commons.board.models.devices import Device, Sending
from fanlight.commons.board.models.posts import Post
from fanlight.ground.web_push.payload import PLAIN
from fanlight.people.models import Person
from fanlight.project.board_pushes import BoardPushes
from fanlight.project.environ import environ
from tests.contract.push.push_service import PushService, padded
from tests.flow.commons.board.conftest import WHAT, Board
from tests.flow.commons.maple import NIA

State = Sending.State
LISTENER = "listener"


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def told(board: Board, service: PushService) -> Device:
    """A neighbour's browser that wants alerts."""
    return board.device(LISTENER, service.browser().subscription())


def rounds(board: Board) -> int:
    """One round of tend, without its threads; how many attempts."""
    pushes, now = BoardPushes(environ()), board.maple.clock.at
    jobs = pushes.lease(now, 8)
    for job in jobs:
        pushes.record(job, pushes.attempt(job, now), now, 0.5)
    return len(jobs)


def state() -> str:
    return Sending.objects.get().state


def test_an_alert_arrives_with_its_area_and_none_of_its_words(board: Board, service: PushService, told: Device) -> None:
    """Sealed for that browser (RFC 8291), signed by the commons (RFC 8292); no text, no name, no address."""
    post = board.post(urgent=True)
    assert rounds(board) == 1 and rounds(board) == 0
    (came,) = service.arrived
    said = came.message["notification"]
    assert said["title"] == "Alert: Mill End" and "12:00" in said["body"]
    assert said["navigate"] == f"http://localhost:8090/board/{post.number}/"
    whole = came.plain.decode()
    assert not any(word in whole for word in (*WHAT.split(" ")[1:4], 'neighbour"', "listener"))
    assert came.headers["urgency"] == "high" and 3500 < int(came.headers["ttl"]) <= 3600
    key = came.headers["authorization"].split("k=")[1]
    assert padded(key.split(",")[0]) == padded(push_keys.public_key()), "the commons' own key"
    assert state() == State.SENT


def test_alert_digest_and_test_have_one_length(board: Board, service: PushService, told: Device) -> None:
    """Who sees the wire cannot tell them apart by it."""
    devices.set_digest(device=told, wanted=True, now=board.maple.clock.at)
    board.post(urgent=True)
    devices.send_test(device=told, now=board.maple.clock.at)
    rounds(board)
    board.maple.clock.at = _at_hour(board, 18)
    assert telling.tell_digests(now=board.maple.clock.at) == 1
    rounds(board)
    titles = [came.message["notification"]["title"] for came in service.arrived]
    assert titles == ["Alert: Mill End", "This is a test", "1 post since yesterday"]
    assert {len(came.body) for came in service.arrived} == {PLAIN + 103}


def _at_hour(board: Board, hour: int) -> datetime:
    local = board.maple.clock.at.astimezone(zone())
    return local.replace(hour=hour, minute=0) + timedelta(days=local.hour >= hour)


def test_only_whoever_wants_it_and_may_read_it_is_told(board: Board, service: PushService) -> None:
    """Not its author, not who blocked the author, not who has no device; a post that is no alert tells nobody."""
    board.device("neighbour", service.browser().subscription())
    board.device("blocker", service.browser().subscription())
    board.neighbour("quiet")
    members.block(
        by=Person.objects.get(username="blocker"),
        of=Person.objects.get(username="neighbour"),
        now=board.maple.clock.at,
    )
    board.post()
    board.post(urgent=True)
    assert not Sending.objects.exists() and rounds(board) == 0


def test_a_hundred_devices_cost_the_writer_no_more_than_one(board: Board, service: PushService, told: Device) -> None:
    """Whoever writes an alert does not wait for the number of its readers: SQLite takes some fifty rows at once."""
    counts = []
    for readers in (0, 99):
        for number in range(readers):
            board.device(f"reader{number}", service.browser().subscription())
        with CaptureQueriesContext(connection) as queries:
            board.post(urgent=True)
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 2 and Sending.objects.count() == 101


def test_an_officer_is_told_nothing_even_with_a_device_from_before(
    board: Board, service: PushService, told: Device
) -> None:
    """The log is asked when it leaves: who became an officer is on the board no more."""
    told.person = Person.objects.get(username=NIA)
    told.save()
    members.join(person=told.person, now=board.maple.clock.at)
    board.post(urgent=True)
    assert rounds(board) == 0 and state() == State.DROPPED and not service.arrived


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_deleted(board: Board, service: PushService, told: Device, status: int) -> None:
    """RFC 8030 section 7.3; what else waited for it goes nowhere, and the page says what became of it."""
    board.post(urgent=True)
    board.post(urgent=True)
    service.answers = [(status, {}), (status, {})]
    assert rounds(board) == 2
    assert not Device.objects.exists()
    assert set(Sending.objects.values_list("state", "way")) == {(State.GONE, "Chrome on Android")}
    board.post(urgent=True)
    assert Sending.objects.count() == 2


def test_a_service_that_takes_nothing_is_tried_until_the_alert_is_old(
    board: Board, service: PushService, told: Device
) -> None:
    """Retry-After is heeded; after an hour it is no news any more and given up, in words."""
    board.post(urgent=True)
    service.answers = [(503, {"Retry-After": "120"}), *[(500, {})] * 200]
    assert rounds(board) == 1 and rounds(board) == 0
    board.maple.clock.at += timedelta(seconds=119)
    assert rounds(board) == 0
    board.maple.clock.at += timedelta(seconds=2)
    assert rounds(board) == 1 and state() == State.WAITING
    board.maple.clock.at += timedelta(minutes=59)
    assert rounds(board) == 0 and state() == State.EXPIRED
    assert "takes nothing" in Sending.objects.get().words
    assert Device.objects.get().failing_since_us is not None


def test_what_passes_is_told_once(board: Board, service: PushService, told: Device) -> None:
    """Once it is taken, that is all; the same post never has two rows for one device."""
    post = board.post(urgent=True)
    service.answers = [(503, {"Retry-After": "1"})]
    rounds(board)
    board.maple.clock.at += timedelta(seconds=2)
    assert rounds(board) == 1 and state() == State.SENT
    with pytest.raises(IntegrityError), transaction.atomic():
        telling.tell_alert(post=post, now=board.maple.clock.at)


@pytest.mark.parametrize("what", ["removed", "resolved", "erased", "blocked"])
def test_what_is_over_before_it_leaves_is_not_sent(board: Board, service: PushService, told: Device, what: str) -> None:
    """A steward removes it, its author resolves or erases it, the reader blocks its author: nothing leaves."""
    post, now = board.post(urgent=True), board.maple.clock.at
    if what == "removed":
        steward = board.steward().person
        moderating.remove(post=post, reply=None, steward=steward, rule="person", words="A name.", now=now)
    elif what == "resolved":
        posting.resolve(post=post, words="It was a mistake.", now=now)
    elif what == "erased":
        posting.erase_post(post=post)
    else:
        members.block(by=told.person, of=Person.objects.get(username="neighbour"), now=now)
    assert rounds(board) == 0 and not service.arrived
    assert not Sending.objects.filter(state=State.WAITING).exists()


def test_a_sender_that_dies_loses_its_lease_and_not_the_alert(board: Board, service: PushService, told: Device) -> None:
    """Leased and never written down: due again after half a minute."""
    board.post(urgent=True)
    assert len(BoardPushes(environ()).lease(board.maple.clock.at, 8)) == 1
    assert rounds(board) == 0
    board.maple.clock.at += timedelta(seconds=31)
    assert rounds(board) == 1 and len(service.arrived) == 1


def test_the_digest_comes_once_a_day_and_not_for_nothing(board: Board, service: PushService, told: Device) -> None:
    """At six in the evening, counts by area; a day without a post is told by silence; whoever did not ask gets none."""
    board.device("other", service.browser().subscription())
    devices.set_digest(device=told, wanted=True, now=board.maple.clock.at)
    board.post()
    board.post()
    board.maple.clock.at = _at_hour(board, 18) - timedelta(minutes=1)
    assert telling.tell_digests(now=board.maple.clock.at) == 0
    board.maple.clock.at += timedelta(minutes=2)
    assert [telling.tell_digests(now=board.maple.clock.at) for _ in range(2)] == [1, 0]
    rounds(board)
    said = service.arrived[0].message["notification"]
    assert (said["title"], said["body"]) == ("2 posts since yesterday", "Mill End 2")
    board.maple.clock.at += timedelta(days=1)
    assert telling.tell_digests(now=board.maple.clock.at) == 0, "nobody wrote"
    assert len(service.arrived) == 1


def test_the_address_of_a_browser_lies_sealed(board: Board, told: Device) -> None:
    """Only its host is in a column, and no other row's context opens it."""
    opened = push_keys.subscription(told)
    assert opened.endpoint.encode() not in bytes(told.sealed) and told.service == "127.0.0.1"
    other = board.device("other")
    other.sealed = told.sealed
    other.save()
    board.post(urgent=True)
    telling.lease_due(now=board.maple.clock.at, most=8)
    assert Sending.objects.get(device=other).state == State.FAILED


def test_rubbish_is_no_subscription(board: Board) -> None:
    """Nor is an address inside the house, or one of somebody's own network."""
    client = board.client()
    for body in (
        "",
        "{}",
        "[]",
        '{"endpoint": 1}',
        "x" * 9000,
        '{"endpoint":"https://x","keys":{"p256dh":"","auth":""}}',
    ):
        answer = client.post("/notifications/devices/", body, content_type="application/json")
        assert answer.status_code == 400 and answer.json()["words"]
    assert not Device.objects.exists()


def test_ten_devices_and_twenty_tests(board: Board, service: PushService) -> None:
    """More is answered in words."""
    for _ in range(devices.MOST):
        one = board.device("neighbour", service.browser().subscription())
    with pytest.raises(devices.TooManyDevices):
        board.device("neighbour", service.browser().subscription())
    for _ in range(devices.TESTS_A_DAY):
        devices.send_test(device=one, now=board.maple.clock.at)
    with pytest.raises(devices.TooManyTests):
        devices.send_test(device=one, now=board.maple.clock.at)


def test_another_neighbour_on_the_same_browser_takes_it_over(board: Board, service: PushService, told: Device) -> None:
    """One browser tells one person; what waited for the other is not shown to this one."""
    devices.set_digest(device=told, wanted=True, now=board.maple.clock.at)
    board.post(urgent=True)
    taken = board.device("other", push_keys.subscription(told).text())
    assert taken.pk == told.pk and not taken.digest and not Sending.objects.exists()


def test_the_test_page_shows_what_arrives(board: Board, service: PushService) -> None:
    """By the button: the words, and then what became of them."""
    device, client = board.device("neighbour", service.browser().subscription()), board.client()
    page = client.post(f"/notifications/devices/{device.pk}/test/", follow=True)
    assert "On its way" in page.content.decode() and "none of its words" in page.content.decode()
    rounds(board)
    again = client.get(page.request["PATH_INFO"]).content.decode()
    assert "The push service took it" in again
    assert service.arrived[0].message["notification"]["body"] in again
    assert "This is a test" in client.get("/notifications/").content.decode()


def test_erased_with_all_else_and_forgotten_after_a_week(board: Board, told: Device) -> None:
    """Devices and what was told go with the rest of one's own; rows of others are forgotten."""
    board.post(urgent=True)
    board.device("other")
    board.post(urgent=True)
    erase_all(person=told.person, now=board.maple.clock.at)
    assert list(Device.objects.values_list("person__username", flat=True)) == ["other"]
    assert set(Sending.objects.values_list("person__username", flat=True)) == {"other"}
    assert telling.forget_old(now=board.maple.clock.at + timedelta(days=8)) == 1
    assert Post.objects.count() == 2
