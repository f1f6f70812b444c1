"""The pages about requests, by the test client: order, words, choices, sudo mode, and nothing where nobody follows."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fanlight.demo.community.founding import POLICE
from fanlight.home.asks.actions import covering, deciding, joining
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.models.lines import LogLine
from fanlight.people.models import Person
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.signing import new_id
from tests.flow.asks.house import DAY, HOUR, House

pytestmark = pytest.mark.slow
LINES = [
    "3 deaths that involved it in the last five years; two of them have names in both sources.",
    "None found in the second source up to 2021.",
    "0.4 deaths a year for each 100,000 residents; with so few, the true rate may be anything from 0.1 to 1.2.",
    "A partnership with a camera company since 2019.",
    "Named cases: none.",
]


@pytest.fixture
def mara(house: House, client: Client, monkeypatch) -> Person:
    monkeypatch.setattr("fanlight.home.asks.access.clock", lambda _: house.home.clock)
    person = house.resident()
    client.force_login(person)
    return person


def publish_record(house: House) -> None:
    published = {
        "v": 1,
        "kind": "record:published",
        "files": [],
        "covers": {"mpv": {"first": "2013-01-01", "last": "2026-06-30"}},
        "agencies": {"ZZ0000100": {"name": "Maple Hollow", "state": "ZZ", "lines": LINES}},
    }
    paper = PublishedRecord("record:published", new_id(), published)
    house.commons.append(house.commons.community.published(paper, at=int(house.now.timestamp())))


def joined(house: House) -> Ask:
    house.settle()
    house.film()
    house.join()
    return house.opened()


def test_a_home_that_follows_no_commons_hears_nothing(house: House, client: Client, mara: Person) -> None:
    """No tab, no slip, no word about agencies or requests on any page of the house; its addresses are not there."""
    house.film()
    for path in (
        "/",
        "/timeline/",
        "/house/",
        "/cameras/",
        "/kept/",
        "/notifications/",
        "/storage/",
        "/house/commons/",
    ):
        text = re.sub(r"<[^>]*>", " ", client.get(path).content.decode()).lower()
        for word in ("agenc", "request", "police", "disclos"):
            assert word not in text, (path, word)
    for path in ("/requests/", "/requests/1/", "/requests/fits/1/"):
        assert client.get(path).status_code == 404


def test_joining_shows_the_founding_in_full_and_pins_it(house: House, client: Client, mara: Person) -> None:
    """Stewards, witnesses, agencies, limits and the hash stand on the page before anything is joined."""
    shown = client.post("/house/commons/look/", {"url": house.commons.url})
    text = shown.content.decode()
    founding = house.commons.community.founding
    for word in (*(one.name for one in founding.stewards), *(one.name for one in founding.witnesses)):
        assert word in text
    for agency in founding.agencies:
        assert agency.name in text
    assert not Following.objects.exists()
    pinned = re.search(r'name="pinned" value="([0-9a-f]{64})"', text)
    assert pinned
    client.post("/house/commons/join/", {"url": house.commons.url, "pinned": pinned[1]})
    row = Following.objects.get()
    assert row.founding == pinned[1] and row.vkey == founding.log


def test_another_founding_is_refused(house: House, client: Client, mara: Person) -> None:
    """What was pinned is not what stands there: nothing is joined."""
    client.post("/house/commons/join/", {"url": house.commons.url, "pinned": "0" * 64})
    assert not Following.objects.exists()
    refused = client.post("/house/commons/look/", {"url": "http://127.0.0.1:1/"})
    assert refused.status_code == 400 and b"There is a problem" in refused.content


def test_the_decision_page_has_the_order_of_the_design(house: House, client: Client, mara: Person) -> None:
    """Who and what for; what fits; the record in its exact words; conduct; promises; the choice. Decline and share look
    alike and take one tap."""
    house.settle()
    house.film()
    house.join()
    publish_record(house)
    ask = house.opened()
    text = client.get(f"/requests/{ask.pk}/").content.decode()
    order = [
        "ask for footage of",
        ask.paper["facts"][:40],
        "What you have that fits",
        *LINES,
        "How it has behaved here",
        "What they promise",
        "Doing nothing declines.",
        ">Decline<",
        ">Choose clips<",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    decline, share = re.findall(r'class="(btn[^"]*)"[^>]*>(?:Decline|Choose clips)<', text)
    assert decline == share


def test_without_a_record_the_same_place_says_so(house: House, client: Client, mara: Person) -> None:
    """Nothing that could be mistaken for a clean record."""
    ask = joined(house)
    text = client.get(f"/requests/{ask.pk}/").content.decode()
    assert "No record could be checked for this agency." in text


def test_declining_is_said_and_can_be_taken_back(house: House, client: Client, mara: Person) -> None:
    """One tap; the private log has both lines."""
    ask = joined(house)
    client.post(f"/requests/{ask.pk}/decline/")
    ask.refresh_from_db()
    assert ask.declined_by == mara
    client.post(f"/requests/{ask.pk}/undecline/")
    ask.refresh_from_db()
    assert ask.declined_us is None
    assert list(LogLine.objects.filter(who="Mara").values_list("what", flat=True)[:2]) == ["undeclined", "declined"]


def test_a_moratorium_takes_the_choice_away_and_says_why(house: House, client: Client, mara: Person) -> None:
    """In the place of the choice stands the reason; choosing is refused too."""
    ask = joined(house)
    house.commons.append(house.commons.community.moratorium("hard", at=int(house.now.timestamp())))
    house.pass_(HOUR)
    text = client.get(f"/requests/{ask.pk}/").content.decode()
    assert "The community has stopped all asks." in text and "Decided by the stewards." in text
    assert "Choose clips" not in text
    fit = ask.fits.get()
    assert client.post(f"/requests/{ask.pk}/choose/", {"fits": [fit.pk]}).status_code == 400
    assert not Disclosure.objects.exists()


def covered(house: House, client: Client, ask: Ask) -> Disclosure:
    answer = client.post(f"/requests/{ask.pk}/choose/", {"fits": [ask.fits.get().pk]})
    row = Disclosure.objects.get()
    assert answer["Location"] == f"/left/{row.pk}/cover/"
    waiting = client.get(f"/left/{row.pk}/cover/").content.decode()
    assert "You may close this page" in waiting
    house.cover()
    row.refresh_from_db()
    return row


def test_a_resident_shares_through_the_pages(house: House, client: Client, mara: Person) -> None:
    """Choose, see it covered, show a track and cover it again, watch, confirm, see it wait, cancel it."""
    ask = joined(house)
    row = covered(house, client, ask)
    page = client.get(f"/left/{row.pk}/cover/").content.decode()
    assert "may stay visible" in page and "Sound" in page and "Watch the rest" in page
    tracks = client.get(f"/left/{row.pk}/cover/tracks/").json()
    assert tracks["tracks"] and len(tracks["times"]) > 50
    client.post(f"/left/{row.pk}/show/", {"track": 0, "shown": "1"})
    row.refresh_from_db()
    assert row.state == "covering" and row.revealed == [0]
    house.cover()
    row.refresh_from_db()
    refused = client.post(f"/left/{row.pk}/confirm/")
    assert refused.status_code == 409 or refused.status_code == 302
    _watch(client, row)
    _reauthenticate(client)
    assert "What no machine looked for" in client.get(f"/left/{row.pk}/confirm/").content.decode()
    answer = client.post(f"/left/{row.pk}/confirm/")
    row.refresh_from_db()
    assert answer.status_code == 302 and row.state == "waiting", row.words
    assert "leaves the house after" in client.get("/").content.decode()
    ines = Client()
    ines.force_login(house.resident("Ines"))
    assert "A clip leaves the house" in ines.get("/").content.decode()
    ines.post(f"/left/{row.pk}/cancel/")
    row.refresh_from_db()
    assert row.state == "cancelled" and "Ines" in row.words
    assert "unbroken since" in client.get("/house/private-log/").content.decode().lower()


def _watch(client: Client, row: Disclosure) -> None:
    spans = f"[[0,{row.length_ms}]]"
    old = client.post(f"/left/{row.pk}/watched/", {"version": row.version - 1, "spans": "[[0,1]]"})
    assert old.status_code == 400, "what was watched of an older film does not count"
    answer = client.post(f"/left/{row.pk}/watched/", {"version": row.version, "spans": spans})
    assert answer.json()["all"] is True


def _reauthenticate(client: Client) -> None:
    """As the page does: the password once more."""
    asked = client.get("/you/confirm/?next=/requests/")
    assert asked.status_code == 200
    client.post("/you/confirm/", {"password": "three blue kettles"})


def test_consent_asks_who_it_is_once_more(house: House, client: Client, mara: Person) -> None:
    """Without a fresh sign-in neither the page nor the deed is there (sudo mode)."""
    ask = joined(house)
    row = covered(house, client, ask)
    _watch(client, row)
    for answer in (client.get(f"/left/{row.pk}/confirm/"), client.post(f"/left/{row.pk}/confirm/")):
        assert answer.status_code == 302 and answer["Location"].startswith("/you/confirm/")
    row.refresh_from_db()
    assert row.state == "covered"
    assert client.get("/house/archive-key/").status_code == 302


def test_the_first_consent_demands_a_way_back(house: House) -> None:
    """One key alone is not enough: whoever loses it could not cancel."""
    ask = joined(house)
    lone = house.resident("Lone", way_back=False)
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=lone, now=house.now)
    house.cover()
    row.refresh_from_db()
    house.watch(row)
    with pytest.raises(deciding.NoWayBack):
        deciding.confirm(row=row, by=lone, following=house.row, now=house.now)


def test_without_the_face_model_nothing_can_be_confirmed(house: House, client: Client, mara, monkeypatch) -> None:
    """The page says so and how to get it."""
    ask = joined(house)
    row = covered(house, client, ask)
    _watch(client, row)
    row.refresh_from_db()
    monkeypatch.setattr(covering, "face_model_is_there", lambda: False)
    assert "fanlight redact --get-models" in client.get(f"/left/{row.pk}/cover/").content.decode()
    with pytest.raises(deciding.NothingLeaves):
        deciding.confirm(row=row, by=mara, following=house.row, now=house.now)


def test_half_watched_is_not_watched(house: House, mara: Person) -> None:
    """A gap in the middle, or the end left out: it cannot be confirmed."""
    ask = joined(house)
    (row,) = deciding.choose(ask=ask, fits=list(ask.fits.all()), by=mara, now=house.now)
    house.cover()
    row.refresh_from_db()
    deciding.note_watched(row=row, spans=[(0, 4000), (6000, row.length_ms)])
    row.refresh_from_db()
    with pytest.raises(deciding.NotWatched):
        deciding.confirm(row=row, by=mara, following=house.row, now=house.now)


def test_the_houses_own_switch(house: House, client: Client, mara: Person) -> None:
    """No tab and no page while it is off; the log is read on as ever."""
    joined(house)
    client.post("/house/commons/switch/")
    assert client.get("/requests/").status_code == 404
    assert b">Requests<" not in client.get("/").content
    size = house.row.size
    house.ask("second", case="26-0000099")
    house.pass_(HOUR)
    assert house.row.size > size
    client.post("/house/commons/switch/")
    assert client.get("/requests/").status_code == 200


def test_leaving_waits_for_what_waits(house: House, mara: Person) -> None:
    """A disclosure on its way must be cancelled first; then everything about requests is gone, the log stays."""
    ask = joined(house)
    row = house.share(ask, mara)
    with pytest.raises(joining.StillOut):
        joining.leave(by=mara, now=house.now)
    deciding.cancel(row=row, by=mara, now=house.now)
    joining.leave(by=mara, now=house.now)
    assert not Following.objects.exists() and LogLine.objects.filter(what="left").exists()


def test_a_request_that_breaks_a_rule_opens_nowhere(house: House) -> None:
    """Signed by everybody and in the log, but the window is too long: this house judges again and it is void."""
    house.settle()
    house.film()
    house.join()
    start = int(house.noon.timestamp()) - 6 * 3600
    house.ask(since=start, until=start + 8 * 3600)
    house.pass_(2 * DAY)
    assert not Ask.objects.exists() and house.row.void == 1


def test_an_erased_body_withdraws_the_request(house: House) -> None:
    """The stewards' erasure: the home's copy goes too, and nothing can be shared for it."""
    from fanlight.home.asks import keeping

    ask = joined(house)
    assert keeping.body(ask.body).exists()
    house.commons.append(house.commons.community.erased(ask.body, at=int(house.now.timestamp())))
    house.pass_(HOUR)
    ask.refresh_from_db()
    assert ask.state != "open" and not keeping.body(ask.body).exists()


def test_who_asks_is_named_by_the_agencys_paper(house: House) -> None:
    """Officers by name, and that a program holds their keys, where it does."""
    ask = joined(house)
    assert ask.agency == POLICE and "Officer Nia Holt" in ask.asked_by and "software" in ask.asked_by


def test_without_a_place_nothing_fits_until_it_is_said(house: House, client: Client, mara: Person) -> None:
    """The inbox says so; rounded numbers are refused; once said, what fits is found at once. Only the cell is kept."""
    house.film()
    house.join()
    ask = house.opened()
    assert ask.fits.count() == 0
    assert "Nobody has said where this house stands" in client.get("/requests/").content.decode()
    for rough in ("40.0, -45.0", "40.0008", "north of the river", "91.0000, 0.0000"):
        assert client.post("/requests/place/", {"place": rough}).status_code == 400
    client.post("/requests/place/", {"place": "40.0008, -45.0012"})
    assert ask.fits.count() == 1


def test_a_choice_that_is_not_confirmed_stays_on_today(house: House, client: Client, mara: Person) -> None:
    """The request is open until it is decided; the slip says how far it is and pushes nobody."""
    house.settle()
    house.film()
    house.join()
    ask = house.opened()
    assert "1 clip of this house fits. Doing nothing declines." in client.get("/").content.decode()
    (row, *_) = deciding.choose(ask=ask, fits=list(ask.fits.all()[:1]), by=mara, now=house.now)
    assert "1 clip chosen, not confirmed. Doing nothing declines." in client.get("/").content.decode()
    deciding.cancel(row=row, by=mara, now=house.now)
    assert "1 clip of this house fits" in client.get("/").content.decode()
