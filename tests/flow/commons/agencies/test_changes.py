"""Papers of several members on the stewards' pages: policy, steward, witness, an agency's paper; their pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.models.people import Invitation, SigningKey
from fanlight.commons.agencies.rules.policy import NUMBERS, OTHERS
from fanlight.demo.community.founding import POLICE
from fanlight.trust.papers.policy_paper import Policy
from tests.flow.commons.agencies.test_admission import joined
from tests.flow.commons.agencies.test_deeds import REASON, decided, proposed
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, CHIDI, DORA, EMIL, NIA, Maple
from tests.flow.commons.passkey import Passkey


def numbers(maple: Maple, **changes: str) -> dict[str, str]:
    """The policy's form as its page shows it, with changes."""
    policy = maple.in_force.policy
    values = {number.member: number.shown(getattr(policy.limits, number.member)) for number in NUMBERS}
    return {**values, "reviewers": str(policy.reviewers), "reason": REASON, **changes}


def signed(maple: Maple, as_: SignIn, pending: PendingPaper) -> None:
    for who in (ADA, BRAM, CHIDI):
        assert maple.sign(as_(who), who, pending) == 302
    maple.dated()
    assert not maple.in_force.state.voids
    pending.refresh_from_db()
    assert pending.state == "written"


def changed(maple: Maple, as_: SignIn, **changes: str) -> PendingPaper:
    client = as_(ADA)
    assert client.post("/desk/policy/", {**numbers(maple, **changes), "sure": "1"}).status_code == 302
    pending = PendingPaper.objects.latest("pk")
    signed(maple, as_, pending)
    return pending


def test_a_tighter_policy_acts_at_once_and_the_page_says_so(maple: Maple, as_: SignIn) -> None:
    """One hour instead of two: named as tighter before and on the paper; in force when three have signed."""
    page = as_(ADA).post("/desk/policy/", numbers(maple, window_s="1")).content.decode()
    assert "1 number changes" in page and "It acts at once" in page and "2 hours" in page and "1 hours" in page
    assert not PendingPaper.objects.exists()
    pending = changed(maple, as_, window_s="1")
    assert maple.in_force.policy.limits.window_s == 3_600
    assert REASON in as_(DORA).get(f"/ledger/{pending.entry}/").content.decode()


def test_a_looser_policy_waits_14_days_and_the_page_names_what_loosens(maple: Maple, as_: SignIn) -> None:
    """Three hours, and fewer requests besides: the whole waits, because of the hours."""
    values = {"window_s": "3", "per_30_days": "10"}
    page = as_(ADA).post("/desk/policy/", numbers(maple, **values)).content.decode()
    assert "It acts 14 days after it stands in the log, because it loosens: hours that a request may cover." in page
    assert page.count(">looser<") == 1 and page.count(">tighter<") == 1
    pending = changed(maple, as_, **values)
    maple.wait(days=13, hours=23)
    assert maple.in_force.policy.limits.window_s == 7_200
    maple.wait(hours=2)
    assert maple.in_force.policy.limits.window_s == 10_800 and maple.in_force.policy.limits.per_30_days == 10
    paper = pending.paper
    assert isinstance(paper, Policy) and paper.limits.area_m2 == 647_497


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "No number is different."),
        ({"window_s": "13"}, "At most 12 hours: no home counts more."),
        ({"area_m2": "0.6"}, "At most 0.5 square miles: no home counts more."),
        ({"floor_units": "20"}, "At least 200 homes: no home counts less."),
        ({"notice_s": "1"}, "At least 12 hours: no home counts less."),
        ({"per_case": "1.5"}, "Write a whole number."),
        ({"open_days": "x"}, "Write a number, as 2."),
        ({"reviewers": "6"}, "There are 5 stewards"),
        ({"reason": ""}, "Write the reason."),
    ],
)
def test_numbers_that_no_home_counts_are_refused(
    maple: Maple, as_: SignIn, changes: dict[str, str], words: str
) -> None:
    """In words at their question; what was typed stays; nothing is proposed."""
    answer = as_(ADA).post("/desk/policy/", {**numbers(maple, **changes), "sure": "1"})
    page = answer.content.decode()
    assert answer.status_code == 400 and words in page
    for value in numbers(maple, **changes).values():
        assert not value or value == REASON or f'value="{value}"' in page, value
    assert not PendingPaper.objects.exists()


def test_every_limit_of_the_paper_stands_on_the_form(maple: Maple, as_: SignIn) -> None:
    """No limit is forgotten, and each has its bound in words."""
    page = as_(ADA).get("/desk/policy/").content.decode()
    assert {number.member for number in NUMBERS} == set(maple.in_force.policy.limits.__dict__)
    assert all(number.label in page for number in NUMBERS) and OTHERS["reviewers"] in page
    assert page.count("At most ") + page.count("At least ") >= len(NUMBERS)


def came(client: Client, path: str, values: dict[str, str], username: str) -> Passkey:
    """A link made on a page, followed by somebody else."""
    link = re.search(r"/join/[\w-]+/", client.post(path, values).content.decode())
    assert link
    return joined(link[0], username)[1]


def test_a_steward_comes_by_a_link_and_decides_after_14_days(maple: Maple, as_: SignIn) -> None:
    """Link, account, passkey, paper of three; the desk is hers when the 14 days are over."""
    client = as_(ADA)
    came(client, "/desk/stewards/invite/", {"name": "Fay Noor"}, "fay")
    key = SigningKey.objects.get(person__username="fay")
    assert "Fay Noor" in client.get("/desk/stewards/add/").content.decode()
    assert client.post("/desk/stewards/add/", {"candidate": key.key_id, "reason": REASON}).status_code == 302
    pending = PendingPaper.objects.latest("pk")
    page = client.get(f"/desk/papers/{pending.paper_id}/").content.decode()
    assert "Add a steward: Fay Noor" in page and "14 days" in page and "The entry that it becomes" in page
    signed(maple, as_, pending)
    assert as_("fay").get("/desk/deeds/").status_code == 404
    maple.wait(days=14)
    assert as_("fay").get("/desk/deeds/").status_code == 200
    assert len(maple.in_force.stewards) == 6


def test_a_steward_with_a_key_from_elsewhere(maple: Maple, as_: SignIn) -> None:
    """64 digits and a name; half of it is refused in words."""
    client = as_(ADA)
    public = maple.keys.signer("Gil Ash", marked=False).key.public
    for values, words in (
        ({}, "Choose somebody, or write a name and a key."),
        ({"name": "Gil Ash", "public": "12"}, "Paste all 64 digits"),
        ({"name": "", "public": public}, "Write the name in one line."),
    ):
        answer = client.post("/desk/stewards/add/", {**values, "reason": REASON})
        assert answer.status_code == 400 and words in answer.content.decode()
    assert (
        client.post("/desk/stewards/add/", {"name": "Gil Ash", "public": public, "reason": REASON}).status_code == 302
    )
    signed(maple, as_, PendingPaper.objects.latest("pk"))
    maple.wait(days=14)
    assert "Gil Ash" in {term.name for term in maple.in_force.stewards}


def test_an_officer_cannot_be_made_a_steward(maple: Maple, as_: SignIn) -> None:
    """The fold's own words stand on the form, before anybody signs."""
    public = maple.keys.signer("Officer Nia Holt").key.public
    answer = as_(ADA).post("/desk/stewards/add/", {"name": "Nia Holt", "public": public, "reason": REASON})
    assert answer.status_code == 400 and "No steward is employed by an agency." in answer.content.decode()
    assert not PendingPaper.objects.exists()


def test_the_last_stewards_cannot_be_removed(maple: Maple, as_: SignIn) -> None:
    """Two may go; with the third too few would be left to stop anything."""
    for name in ("Emil Sato", "Dora Paz"):
        decided(maple, as_, "steward-removed", steward=maple.keys.signer(name).key.id)
    key = maple.keys.signer("Chidi Lund").key.id
    answer = as_(ADA).post("/desk/deeds/steward-removed/", {"steward": key, "reason": REASON})
    assert answer.status_code == 400 and "Too few stewards would be left" in answer.content.decode()


def test_a_paper_that_would_be_void_by_now_is_not_written(maple: Maple, as_: SignIn) -> None:
    """A steward signed and was removed since: with the third signature the paper goes, the log has no void entry."""
    pending = proposed(maple, as_, "moratorium", form="hard")
    assert maple.sign(as_(EMIL), EMIL, pending) == 302
    decided(maple, as_, "steward-removed", steward=maple.keys.signer("Emil Sato").key.id)
    size = len(maple.in_force.state.voids)
    for who in (ADA, BRAM):
        assert maple.sign(as_(who), who, pending) == 302
    pending.refresh_from_db()
    assert pending.state == "dropped" and "void by now" in pending.dropped_words
    maple.dated()
    assert len(maple.in_force.state.voids) == size and maple.in_force.moratorium is None


def test_a_witness_is_added_after_14_days(maple: Maple, as_: SignIn) -> None:
    """Its key is read, its name is free; a log's key or a name that stands are refused in words."""
    client = as_(ADA)
    good = {
        "name": "radio.maple-hollow.invalid",
        "vkey": maple.keys.vkey("radio.maple-hollow.invalid", witness=True),
        "url": "https://radio.maple-hollow.invalid/",
        "reason": REASON,
    }
    for changes, words in (
        ({"vkey": maple.keys.vkey("radio.maple-hollow.invalid")}, "This is no key of a witness."),
        ({"url": "radio"}, "Write an address that begins with https://"),
        ({"name": maple.in_force.witnesses[0].name}, "This witness is there already."),
    ):
        answer = client.post("/desk/witnesses/add/", {**good, **changes})
        assert answer.status_code == 400 and words in answer.content.decode()
    assert client.post("/desk/witnesses/add/", good).status_code == 302
    signed(maple, as_, PendingPaper.objects.latest("pk"))
    assert len(maple.in_force.witnesses) == 3
    maple.wait(days=14)
    assert [one.name for one in maple.in_force.witnesses][3:] == ["radio.maple-hollow.invalid"]


def as_it_is(client: Client) -> dict[str, object]:
    """The change page's form with what stands in it."""
    form = client.get(f"/desk/agencies/{POLICE}/change/").context["agency_form"]
    return {**form.initial, "reason": REASON, "call_back": REASON}


def test_an_agencys_jurisdiction_and_officers_change_after_14_days(maple: Maple, as_: SignIn) -> None:
    """A new officer by a link, fewer cells, one officer gone; the paper shows both states; nothing before its time."""
    client = as_(ADA)
    path = f"/desk/agencies/{POLICE}/"
    came(client, f"{path}officer/", {"name": "Ofc Wes Hart", "role": "requester"}, "wes")
    key = SigningKey.objects.get(person__username="wes").key_id
    values = as_it_is(client)
    officers = [*values["officers"][1:], key]  # type: ignore[index]
    assert client.post(f"{path}change/", {**values, "officers": officers, "cells": "M13-W23"}).status_code == 302
    pending = PendingPaper.objects.latest("pk")
    page = client.get(f"/desk/papers/{pending.paper_id}/").content.decode()
    assert "121 cells: M13-W23" in page and "now: 441 cells: M13-AG33" in page and "Officer Nia Holt" in page
    signed(maple, as_, pending)
    assert as_(NIA).get("/desk/").content.decode().count("Begin a request") == 1
    maple.wait(days=14)
    paper = maple.in_force.agencies[POLICE].paper
    assert len(paper.cells) == 121 and paper.ladder.call_back is not None and paper.ladder.call_back.words == REASON
    assert "Begin a request" in as_("wes").get("/desk/").content.decode()
    assert as_(NIA).post("/ask/").status_code == 404


def test_an_agencys_paper_keeps_two_officers_and_a_supervisor(maple: Maple, as_: SignIn) -> None:
    """What no paper takes is said at the officers; an unchanged paper is none; a revoked agency has no page."""
    client = as_(ADA)
    path, values = f"/desk/agencies/{POLICE}/change/", as_it_is(client)
    first = values["officers"][:1]  # type: ignore[index]
    for changes, words in (
        ({}, "Nothing is different."),
        ({"officers": first}, "Keep at least two officers."),
        ({"officers": []}, "Keep at least two officers."),
        ({"cells": "Q99999"}, "No cell of the community"),
        ({"call_back": ""}, "Write the reason."),
    ):
        answer = client.post(path, {**values, **changes})
        assert answer.status_code == 400 and words in answer.content.decode(), (changes, words)
    decided(maple, as_, "agency-revoked", agency=POLICE)
    assert as_(ADA).get(path).status_code == 404


def test_nothing_to_lift_is_said(maple: Maple, as_: SignIn) -> None:
    page = as_(ADA).get("/desk/deeds/moratorium-lifted/").content.decode()
    assert "There is nothing that this could be about" in page


def test_links_are_kept_as_hashes_alone(maple: Maple, as_: SignIn) -> None:
    answer = as_(ADA).post("/desk/stewards/invite/", {"name": "Fay Noor"}).content.decode()
    link = re.search(r"/join/([\w-]+)/", answer)
    assert link and link[1] not in str(list(Invitation.objects.values()))
    assert "Fay Noor: has not used the link yet" in as_(ADA).get("/desk/stewards/add/").content.decode()
