"""An agency's way in on the pages: described, two officers by links apart, checks, passkeys, the quorum, 14 days."""

from __future__ import annotations

import base64
import re

import pytest
from django.test import Client

from fanlight.commons.agencies.models.applications import Application
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.models.people import Invitation, SigningKey
from fanlight.people.models import Person
from tests.flow.commons.docket.test_filing import answered, reviewed
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, CHIDI, DORA, NIA, Maple
from tests.flow.commons.passkey import Passkey

REASON = "Called the town's switchboard from the state's directory; the chief's office confirmed both names."
AGENCY = {
    "agency": "quarry-campus",
    "name": "Quarry Campus Police",
    "agency_kind": "campus",
    "ori": "ZZ0000300",
    "record": "",
    "domain": "",
    "cells": "A1-F9",
    "signer": "5" * 64,
}


def described(client: Client, maple: Maple) -> Application:
    values = {**AGENCY, "recipient": maple.keys.age("quarry").recipient}
    assert client.post("/desk/agencies/new/", values).status_code == 302
    return Application.objects.get()


def invited(client: Client, application: Application, name: str, role: str) -> str:
    page = client.post(f"/desk/agencies/{application.pk}/invite/", {"name": name, "role": role}).content.decode()
    found = re.search(r"/join/[\w-]+/", page)
    assert found
    return found[0]


def joined(link: str, username: str) -> tuple[Client, Passkey]:
    """An account by the link, and a passkey enrolled on the page that follows."""
    client, passkey = Client(), Passkey()
    values = {"username": username, "password": "three blue kettles"}
    assert client.post(link, values)["Location"] == "/keys/"
    assert enrol(client, passkey) == 302
    return client, passkey


def enrol(client: Client, passkey: Passkey) -> int:
    page = client.get("/keys/").content.decode()
    challenge = re.search(r'data-challenge="([\w-]+)"', page)
    assert challenge
    fresh = base64.urlsafe_b64decode(challenge[1] + "==")
    return client.post("/keys/", passkey.enrolled(fresh)).status_code


def admitted(maple: Maple, as_: SignIn) -> tuple[Client, Passkey, Client, Passkey]:
    client = as_(ADA)
    application = described(client, maple)
    links = [
        invited(client, application, "Sgt Vera Moor", "supervisor"),
        invited(client, application, "Ofc Ian Low", "requester"),
    ]
    vera, vera_key = joined(links[0], "vera")
    ian, ian_key = joined(links[1], "ian")
    for rung in ("call_back", "ori", "terms"):
        assert (
            client.post(f"/desk/agencies/{application.pk}/check/", {"rung": rung, "words": REASON}).status_code == 302
        )
    assert client.post(f"/desk/agencies/{application.pk}/paper/").status_code == 302
    pending = PendingPaper.objects.get(kind="agency:admitted")
    for who in (ADA, BRAM, CHIDI):
        assert maple.sign(client, who, pending) == 302
    maple.dated()
    return vera, vera_key, ian, ian_key


def test_it_acts_after_14_days_and_its_officers_sign_by_passkey(maple: Maple, as_: SignIn) -> None:
    """Quorum 3 of 5; nothing before the 14 days; then an officer ends a request with the passkey enrolled here."""
    admitted(maple, as_)
    assert "quarry-campus" not in maple.in_force.agencies
    maple.wait(days=14)
    view = maple.in_force.agencies["quarry-campus"]
    assert not maple.in_force.state.voids
    assert [officer.key.alg for officer in view.paper.officers] == ["webauthn-es256"] * 2
    assert view.paper.ladder.dns is None and view.paper.ladder.call_back is not None
    assert view.paper.ladder.call_back.words == REASON


def test_each_link_works_once_and_for_one_person(maple: Maple, as_: SignIn) -> None:
    """A used, old or made-up link shows one dull page; only the hash of a link is kept."""
    client = as_(ADA)
    application = described(client, maple)
    link = invited(client, application, "Sgt Vera Moor", "supervisor")
    assert link.split("/")[2] not in str(list(Invitation.objects.values()))
    joined(link, "vera")
    for path in (link, "/join/made-up/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"username": "eve", "password": "three blue kettles"}).status_code == 404
    late = invited(client, application, "Ofc Ian Low", "requester")
    maple.clock.at = maple.clock.at.replace(day=maple.clock.at.day + 5)
    assert Client().get(late).status_code == 200
    maple.clock.at = maple.clock.at.replace(month=12, day=2)
    assert Client().get(late).status_code == 404
    assert not Person.objects.filter(username="eve").exists()


def test_no_paper_before_everything_was_checked(maple: Maple, as_: SignIn) -> None:
    """What is missing is listed, and the paper cannot be made around it."""
    client = as_(ADA)
    application = described(client, maple)
    page = client.get(f"/desk/agencies/{application.pk}/").content.decode()
    assert "5 things are missing" in page and "Two named officers" in page
    client.post(f"/desk/agencies/{application.pk}/paper/")
    assert not PendingPaper.objects.exists()


def test_a_short_name_is_never_used_again(maple: Maple, as_: SignIn) -> None:
    client = as_(ADA)
    values = {**AGENCY, "agency": "maple-hollow-police", "recipient": ""}
    answer = client.post("/desk/agencies/new/", values)
    assert answer.status_code == 400 and "never used again" in answer.content.decode()


@pytest.mark.parametrize(
    "passkey",
    [
        Passkey(flags=0x01),
        Passkey(origin="http://localhost:8091"),
        Passkey(rp_id="example.org"),
    ],
    ids=["not-verified", "other-origin", "other-site"],
)
def test_a_key_that_does_not_verify_its_user_here_is_not_enrolled(maple: Maple, as_: SignIn, passkey: Passkey) -> None:
    """User verification, this origin, this rpId: else status 400 and no key."""
    before = SigningKey.objects.count()
    assert enrol(as_("neighbour"), passkey) == 400
    assert SigningKey.objects.count() == before


def test_an_enrolment_belongs_to_its_own_page(maple: Maple, as_: SignIn) -> None:
    """A challenge of another page, or none, or the same twice is refused; so are random bytes."""
    client, passkey = as_("neighbour"), Passkey()
    assert client.post("/keys/", passkey.enrolled(bytes(32))).status_code == 400
    assert enrol(client, passkey) == 302
    assert enrol(client, passkey) == 400
    for junk in ("", "AAAA", "o2NmbXRkbm9uZQ", "x" * 20_000):
        client.get("/keys/")
        assert client.post("/keys/", {"attestation": junk, "client": junk}).status_code == 400


def test_a_passkey_signs_exactly_this_paper(maple: Maple, as_: SignIn) -> None:
    """An assertion without verification, from another origin, of other bytes or of another passkey is refused and
    nothing of it stays; the right one carries the request through to the log."""
    vera, key, ian, other = admitted(maple, as_)
    maple.wait(days=14)
    supervisor = {"supervisor": SigningKey.objects.get(person__username="vera").key_id}
    hours = {"day": "2026-12-07", "start": "09:00", "end": "11:00"}
    draft = answered(ian, maple, area={"names": "A1-C3"}, hours=hours, supervisor=supervisor)
    path = ian.post(f"/ask/{draft.pk}/check/")["Location"]
    challenge = challenge_of(ian, path)
    for wrong in (
        key.signed(challenge),
        other.signed(bytes(32)),
        Passkey(flags=0x01, private=other.private, id=other.id).signed(challenge),
        Passkey(origin="http://evil.example", private=other.private, id=other.id).signed(challenge),
        {"signature": "AAAA", "auth": "AAAA", "client": "e30"},
        {},
    ):
        assert ian.post(path, wrong).status_code == 400
    pending = PendingPaper.objects.get(kind="request:noticed")
    assert not pending.signatures.exists()
    assert ian.post(path, other.signed(challenge)).status_code == 302
    assert ian.post(path, other.signed(challenge)).status_code == 400
    assert vera.post(path, key.signed(challenge_of(vera, path))).status_code == 302
    for who in (ADA, BRAM):
        assert reviewed(as_(who), pending, "accept") == 302
        assert maple.sign(as_(who), who, pending) == 302
    maple.dated()
    assert not maple.in_force.state.voids
    assert pending.paper_id in maple.in_force.requests


def challenge_of(client: Client, path: str) -> bytes:
    found = re.search(r'data-challenge="(\w+)"', client.get(path).content.decode())
    assert found
    return bytes.fromhex(found[1])


def test_stewards_alone_see_the_applications(maple: Maple, as_: SignIn) -> None:
    described(as_(DORA), maple)
    pk = Application.objects.get().pk
    for who in (NIA, "neighbour"):
        client = as_(who)
        for path in ("/desk/agencies/", "/desk/agencies/new/", f"/desk/agencies/{pk}/"):
            assert client.get(path).status_code == 404
        assert client.post(f"/desk/agencies/{pk}/invite/", {"name": "Eve", "role": "requester"}).status_code == 404
