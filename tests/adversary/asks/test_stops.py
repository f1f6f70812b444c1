"""What ends a release for good, what only holds it, and that it goes on by itself when that has ended."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest
from django.test import Client

from fanlight.demo.community.founding import POLICE
from fanlight.ground.clock import from_micros
from fanlight.home.asks.actions import deciding
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.lines import LogLine
from fanlight.trust.papers.request import Request
from tests.flow.asks.house import DAY, HOUR, House

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.slow


def fresh(row: Disclosure) -> Disclosure:
    return Disclosure.objects.select_related("ask").get(pk=row.pk)


def page(house: House, row: Disclosure, client: Client, monkeypatch) -> str:
    monkeypatch.setattr("fanlight.home.asks.access.clock", lambda _: house.home.clock)
    client.force_login(row.by)
    return " ".join(client.get(f"/left/{row.pk}/").content.decode().split())


@pytest.mark.parametrize("trouble", ["fork", "shrunk", "witnesses", "stale", "unreachable"])
def test_what_waited_for_the_log_goes_on_once_it_is_mended(
    house: House, trouble: str, client: Client, monkeypatch
) -> None:
    """Fork, shrink, too few witnesses, a frozen head, no answer: it stands, says why and what would let it go on, can
    be cancelled; the log as it was before lets it go on, once."""
    row = house.shared()
    good = house.commons.folder.with_name("good")
    shutil.copytree(house.commons.folder, good)
    house.pass_(from_micros(row.post_us) + 10 * MINUTE - house.now, look=False)
    house.home.clock.at = house.now
    broken(house, trouble)
    house.tick()
    assert house.row.trouble == trouble and fresh(row).state == "waiting"
    shown = page(house, row, client, monkeypatch)
    assert "Held. Nothing leaves meanwhile" in shown and "It goes on" in shown and "can cancel it" in shown
    assert "Cancel, share nothing" in shown
    if trouble in ("fork", "shrunk"):
        shutil.rmtree(house.commons.folder)
        shutil.copytree(good, house.commons.folder)
    house.pass_(HOUR, step=30 * MINUTE)
    assert house.row.trouble == ""
    house.pass_(DAY)
    assert fresh(row).state == "uploaded", fresh(row).words
    assert len(house.commons.mailbox) == 1


def broken(house: House, trouble: str) -> None:
    seconds = int(house.now.timestamp())
    house.commons.clock = seconds
    if trouble == "witnesses":
        house.commons.publish(witnesses=1)
    if trouble == "stale":
        house.commons.publish(at=seconds - 2 * 3600)
    if trouble == "unreachable":
        (house.commons.folder / "checkpoint").unlink()
    if trouble in ("fork", "shrunk"):
        size = len(house.commons.entries())
        shutil.rmtree(house.commons.folder)
        house.commons.found(seconds - 3600)
        house.commons.clock = seconds
        while trouble == "fork" and len(house.commons.entries()) < size + 2:
            house.commons.anchor()
        house.commons.publish()


@pytest.mark.parametrize("kind", ["moratorium", "agency:suspended"])
def test_what_took_back_the_trust_ends_it_also_when_it_is_lifted(
    house: House, kind: str, client: Client, monkeypatch
) -> None:
    """A hard moratorium and a suspension destroy the film. Lifted, two weeks later, nothing of it comes back."""
    row = house.shared()
    community = house.commons.community

    def act(kind: str, at: datetime) -> object:
        seconds = int(at.timestamp())
        if kind.startswith("moratorium"):
            return community.moratorium("hard", at=seconds, lifted=kind.endswith("lifted"))
        return community.agency_act(kind, POLICE, at=seconds)

    house.commons.append(act(kind, house.now))
    house.pass_(HOUR)
    assert fresh(row).state == "stopped"
    shown = page(house, row, client, monkeypatch)
    assert "That ended it for good" in shown and "Cancel, share nothing" not in shown
    assert "it did not come to that" in shown and "not yet" not in shown
    house.commons.append(act("moratorium:lifted" if kind == "moratorium" else "agency:reinstated", house.now))
    house.pass_(16 * DAY, step=DAY)
    assert Ask.objects.get().against == [], "it was lifted"
    assert fresh(row).state == "stopped" and house.commons.mailbox == {}
    assert not [one for one in house.commons.entries() if b"disclosure:posted" in one]


def owing(house: House) -> tuple[Disclosure, Request]:
    """An agency whose report on an old request falls due while a clip waits for a newer one."""
    house.settle()
    mara = house.resident()
    house.join()
    old = house.opened(open_days=1)
    house.pass_(30 * DAY, step=DAY)
    house.noon = house.now - 2 * HOUR
    house.film()
    id = house.ask("second", case="26-0000099")
    house.pass_(13 * HOUR)
    return house.share(Ask.objects.get(request=id), mara), Request.read(old.paper)


def test_a_report_that_is_owed_holds_it_until_it_stands_in_the_log(house: House, client: Client, monkeypatch) -> None:
    """Held while the agency is overdue; once it has reported, it waits 24 hours anew and leaves at a batch."""
    row, old = owing(house)
    house.pass_(2 * DAY)
    held = fresh(row)
    assert held.state == "waiting" and held.held_us is not None and held.ask.against == ["agency-overdue"]
    assert not [one for one in house.commons.entries() if b"disclosure:posted" in one]
    shown = page(house, row, client, monkeypatch)
    for words in ("The agency owes a report", "once the report stands in the log", "waits 24 hours anew"):
        assert words in shown
    assert "A clip is held" in client.get("/").content.decode()
    house.commons.append(house.commons.community.reported(old, at=int(house.now.timestamp())))
    house.pass_(HOUR)
    resumed = house.now
    gone_on = fresh(row)
    assert gone_on.held_us is None and gone_on.state == "waiting"
    assert from_micros(gone_on.post_us) - resumed >= 23 * HOUR
    house.pass_(2 * DAY)
    assert fresh(row).state == "uploaded" and from_micros(fresh(row).posted_us) - resumed >= 23 * HOUR
    assert [one.what for one in LogLine.objects.filter(what__in=("held", "resumed")).order_by("number")] == [
        "held",
        "resumed",
    ]


def test_what_is_held_can_be_cancelled(house: House) -> None:
    """By any adult; what held it may end afterwards, and nothing leaves."""
    row, old = owing(house)
    house.pass_(2 * DAY)
    assert fresh(row).held_us is not None
    deciding.cancel(row=row, by=house.resident("Ines"), now=house.now)
    house.commons.append(house.commons.community.reported(old, at=int(house.now.timestamp())))
    house.pass_(3 * DAY)
    assert fresh(row).state == "cancelled" and house.commons.mailbox == {}


def test_a_stop_whose_words_are_withheld_holds_and_ends_nothing(house: House) -> None:
    """A soft moratorium without its body cannot be read, so it counts as hard; once its body is there it is read, and
    what was open before it goes on."""
    row = house.shared()
    soft = house.commons.community.moratorium("soft", at=int(house.now.timestamp()))
    house.commons.append(soft, body=False)
    house.pass_(3 * DAY)
    assert fresh(row).state == "waiting" and "cannot read" in fresh(row).words
    assert house.commons.mailbox == {}
    with house.commons.store.locked():
        house.commons.store.put_body(soft.body)
    house.pass_(3 * DAY)
    assert fresh(row).state == "uploaded", fresh(row).words
