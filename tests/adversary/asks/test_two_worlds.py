"""S7: nobody outside can tell who was asked or who declined. Bytes are HTTP messages as they arrive at commons and push
service, times those of the test's clock; three worlds differ only in what residents have and do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from fanlight.ground.web_push import push
from fanlight.home.asks.actions import deciding
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.following import Following
from fanlight.home.tell import secrets
from fanlight.home.tell.actions import outbox
from fanlight.home.tell.actions.devices import add_device
from fanlight.home.tell.sender import Sender
from fanlight.people.models import Person
from tests.contract.push.push_service import PushService
from tests.flow.asks.commons import Message
from tests.flow.asks.house import HOUR, House

FAR = (12.5, 77.6)  # nowhere near Maple Hollow
World = Callable[[House], None]
Seen = list[tuple[int, bytes, bytes | int]]


def silent(house: House) -> None:
    """A: a house that fits and does nothing."""
    house.settle()
    house.film()


def declining(house: House) -> None:
    """B: a house that fits, looks and declines; fifty times over."""
    silent(house)


def elsewhere(house: House) -> None:
    """C: a house that is not in the area."""
    house.settle(place=FAR)
    house.film()


def run(house: House, world: World, service: PushService) -> tuple[Seen, Seen]:
    """Four days with a request on the first; everything that arrived outside."""
    world(house)
    mara = house.resident()
    add_device(
        person=mara,
        untrusted_subscription=service.browser().subscription(),
        origin="http://localhost",
        name="phone",
        picture=True,
        now=house.now,
    )
    house.join()
    _drawn_alike()
    house.commons.messages.clear()
    house.ask()
    outside: Seen = []
    pushed: Seen = []
    sender = Sender(push.Pusher(secrets.vapid(), "mailto:test@example.org"))
    begin = house.now
    for _ in range(32):
        house.pass_(3 * HOUR, step=3 * HOUR)
        _deeds(world, mara, house)
        minutes = int((house.now - begin) / timedelta(minutes=1))
        outside += [(minutes, message.head, message.body) for message in _taken(house)]
        pushed += _pushed(sender, service, house, minutes)
    sender.close()
    return outside, pushed


def _drawn_alike() -> None:
    """Phase and hour are drawn at joining, by chance; the worlds are compared with the same ones."""
    draw = random.Random(7)
    Following.objects.update(phase_s=draw.randrange(300), digest_minute=draw.randrange(480, 1200))


def _deeds(world: World, mara: Person, house: House) -> None:
    if world is not declining:
        return
    for ask in Ask.objects.filter(state="open"):
        for _ in range(5):
            deciding.note_preview(ask=ask, by=mara, now=house.now)
            deciding.decline(ask=ask, by=mara, now=house.now)
            deciding.undecline(ask=ask, by=mara, now=house.now)
        deciding.decline(ask=ask, by=mara, now=house.now)


def _taken(house: House) -> list[Message]:
    taken, house.commons.messages[:] = list(house.commons.messages), []
    return taken


def _pushed(sender: Sender, service: PushService, house: House, minutes: int) -> Seen:
    before = len(service.arrived)
    for job in outbox.lease_due(now=house.now, most=20):
        outbox.record(sending=job.sending, outcome=sender.send(job, house.now), now=house.now, jitter=0.5)
    return [(minutes, _without_chance(one.headers), len(one.body)) for one in service.arrived[before:]]


def _without_chance(headers: dict[str, str]) -> bytes:
    """Heads without what is random in every message (signature) or names the test's own port."""
    kept = {name: value for name, value in headers.items() if name not in ("authorization", "host")}
    return repr(sorted(kept.items())).encode()


SEEN: dict[str, tuple[Seen, Seen]] = {}


@pytest.mark.slow
@pytest.mark.parametrize("world", [silent, declining, elsewhere], ids=["A", "B", "C"])
def test_s7_two_worlds(house: House, world: World) -> None:
    """Silence, fifty declines and not being asked are the same bytes at commons and push service."""
    with PushService() as service:
        outside, pushed = run(house, world, service)
    assert len(outside) >= 32, "every look at the log must arrive at the proxy"
    assert len(pushed) == 4, "one digest a day"
    assert all(message.startswith(b"GET /log/") for _, message, _ in outside)
    SEEN[world.__name__] = (outside, pushed)
    first = SEEN[next(iter(SEEN))]
    assert outside == first[0]
    assert pushed == first[1]
    fitting = Ask.objects.get().fits.count()
    assert fitting == (0 if world is elsewhere else 1), "the worlds must differ inside, or this shows nothing"


def test_s7_a_message_names_no_program_and_no_browser(house: House) -> None:
    """No agent, cookie, language or condition: the head of every message is one of two lines."""
    house.settle()
    house.join()
    house.commons.messages.clear()
    house.pass_(HOUR)
    for message in house.commons.messages:
        names = {line.split(b":")[0].lower() for line in message.head.splitlines()[1:] if line}
        assert names <= {b"host", b"accept-encoding"}


def test_s7_the_page_of_a_decision_asks_nobody_outside(house: House, client) -> None:
    """Opening inbox, decision, whole request and clips makes no message at the commons, and no page names an outside
    address to load."""
    house.settle()
    house.film()
    mara = house.resident()
    house.join()
    ask = house.opened()
    house.commons.messages.clear()
    client.force_login(mara)
    fit = ask.fits.get()
    for path in ("/requests/", f"/requests/{ask.pk}/", f"/requests/{ask.pk}/whole/", f"/requests/fits/{fit.pk}/"):
        answer = client.get(path)
        assert answer.status_code == 200
        loaded = [part.split(b'"')[1] for part in answer.content.split(b" src=")[1:]]
        assert not [one for one in loaded if urlsplit(one).netloc]
        assert b"http://127" not in answer.content
    assert house.commons.messages == []
