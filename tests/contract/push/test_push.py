"""What leaves for a push service, checked by one that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from fanlight.ground.web_push.payload import PLAIN, Message, padded
from fanlight.ground.web_push.push import Pusher, Subscription, parsed
from tests.contract.push.push_service import PushService

NOW = datetime(2026, 11, 24, 14, 21, tzinfo=UTC)
BELL = Message(
    "Bell, front door",
    "14:21",
    "press",
    "event:7",
    "http://localhost:8080/clips/7/",
    1_795_000_000_000,
    b"RIFF" * 600,
    True,
)


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


@pytest.fixture
def pusher() -> Iterator[Pusher]:
    made = Pusher(Vapid02(ec.generate_private_key(ec.SECP256R1())), "mailto:house@example.org")
    yield made
    made.close()


def _send(pusher: Pusher, to: Subscription, message: Message = BELL):
    return pusher.send(to, padded(message), ttl=60, urgency="high", now=NOW)


def test_the_browser_reads_what_was_said(service: PushService, pusher: Pusher) -> None:
    """RFC 8291 and 8292: sealed for the browser's key, signed by the home's, with life time and urgency."""
    outcome = _send(pusher, parsed(service.browser().subscription()))
    assert outcome.result == "sent"
    came = service.arrived[0]
    assert came.message["notification"]["title"] == "Bell, front door"
    assert came.message["notification"]["data"]["picture"].startswith("UklGRl")
    assert came.headers["content-encoding"] == "aes128gcm"
    assert came.headers["ttl"] == "60" and came.headers["urgency"] == "high"
    assert came.claims["sub"] == "mailto:house@example.org"
    assert 0 < came.claims["exp"] - NOW.timestamp() <= 24 * 3600


def test_every_message_has_the_same_length_and_fits(service: PushService, pusher: Pusher) -> None:
    """Who sees the wire learns nothing from the length; RFC 8030 section 7.2 lets a service refuse more than 4096."""
    to = parsed(service.browser().subscription())
    for message in (
        BELL,
        Message("Movement", "", "movement", "event:8", "http://localhost/clips/8/", 0, b"", False),
        Message("Ж" * 120, "漢" * 240, "person", "event:9", "http://localhost/clips/9/", 0, b"x" * 2500, True),
    ):
        assert _send(pusher, to, message).result == "sent"
    assert {len(came.body) for came in service.arrived} == {PLAIN + 103}
    assert PLAIN + 103 <= 4096


def test_the_connection_is_kept(service: PushService, pusher: Pusher) -> None:
    """A second message needs no new connection: that is a round trip or three saved at the bell."""
    to = parsed(service.browser().subscription())
    for _ in range(3):
        assert _send(pusher, to).result == "sent"
    assert service.connections == 1


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (404, "gone"),
        (410, "gone"),
        (413, "refused"),
        (400, "refused"),
        (403, "refused"),
        (500, "again"),
        (503, "again"),
    ],
)
def test_answers_are_understood(service: PushService, pusher: Pusher, status: int, result: str) -> None:
    """404 and 410 end a subscription, 5xx pass, other 4xx never will."""
    service.answers = [(status, {})]
    assert _send(pusher, parsed(service.browser().subscription())).result == result


def test_the_wish_to_wait_is_heeded_as_number_and_as_date(service: PushService, pusher: Pusher) -> None:
    """RFC 9110 section 10.2.3: Retry-After is a number of seconds or a date."""
    until = (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    service.answers = [(429, {"Retry-After": "17"}), (503, {"Retry-After": until}), (503, {"Retry-After": "soon"})]
    to = parsed(service.browser().subscription())
    assert [_send(pusher, to).retry_after for _ in range(3)] == [17.0, 90.0, None]


def test_a_service_that_is_away_is_tried_again(pusher: Pusher) -> None:
    """No connection is not the end; and the words name the host, never the secret path."""
    with PushService() as gone:
        to = parsed(gone.browser().subscription())
    outcome = _send(pusher, to)
    assert outcome.result == "again"
    assert "127.0.0.1" in outcome.words and "/push/" not in outcome.words


def test_a_subscription_shows_no_secret() -> None:
    """Reprs end up in logs and tracebacks."""
    with PushService() as service:
        browser = service.browser()
    shown = repr(parsed(browser.subscription()))
    assert browser.endpoint not in shown and "auth" not in shown
