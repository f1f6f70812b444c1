"""What stewards decide on their pages: one proposes, three sign; tightening at once, loosening after 14 days."""

from __future__ import annotations

import pytest

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.rules.deeds import DEEDS
from fanlight.commons.agencies.standing import standing
from fanlight.demo.community.founding import POLICE
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, CHIDI, DORA, NIA, RAVI, Maple

REASON = "Decided at the meeting of 23 November; minutes on the door."


def proposed(maple: Maple, as_: SignIn, slug: str, **values: str) -> PendingPaper:
    answer = as_(ADA).post(f"/desk/deeds/{slug}/", {"reason": REASON, **values})
    assert answer.status_code == 302, answer.content.decode()
    return PendingPaper.objects.latest("pk")


def decided(maple: Maple, as_: SignIn, slug: str, **values: str) -> PendingPaper:
    pending = proposed(maple, as_, slug, **values)
    for who in (ADA, BRAM, CHIDI):
        assert maple.sign(as_(who), who, pending) == 302
    maple.dated()
    assert not maple.in_force.state.voids
    return pending


@pytest.mark.parametrize("form", ["soft", "hard"])
def test_a_moratorium_acts_at_once_and_ends_after_14_days(maple: Maple, as_: SignIn, form: str) -> None:
    """Set by three: in force, on the front page. Lifted by three: 14 days later."""
    decided(maple, as_, "moratorium", form=form)
    assert maple.in_force.moratorium == form
    assert f"A {form} moratorium is in force." in as_(DORA).get("/").content.decode()
    decided(maple, as_, "moratorium-lifted", form=form)
    maple.wait(days=13, hours=23)
    assert maple.in_force.moratorium == form
    maple.wait(hours=2)
    assert maple.in_force.moratorium is None


def test_two_of_three_decide_nothing(maple: Maple, as_: SignIn) -> None:
    """The page counts; nothing is in the log before the quorum; nobody signs twice; a fourth finds it done."""
    pending = proposed(maple, as_, "moratorium", form="hard")
    for who in (ADA, BRAM):
        assert maple.sign(as_(who), who, pending) == 302
        assert maple.sign(as_(who), who, pending) == 400
    assert "Steward: 2 of 3" in as_(CHIDI).get(f"/desk/papers/{pending.paper_id}/").content.decode()
    assert maple.in_force.moratorium is None
    assert maple.sign(as_(CHIDI), CHIDI, pending) == 302
    assert maple.sign(as_(DORA), DORA, pending) == 400
    assert maple.in_force.moratorium == "hard"


def test_an_agency_is_suspended_taken_up_and_sent_away(maple: Maple, as_: SignIn) -> None:
    """Each acts when its kind says; a key that was revoked signs nothing more."""
    decided(maple, as_, "agency-suspended", agency=POLICE)
    assert maple.in_force.agencies[POLICE].suspended
    decided(maple, as_, "agency-reinstated", agency=POLICE)
    maple.wait(days=15)
    assert not maple.in_force.agencies[POLICE].suspended
    key = maple.keys.signer("Officer Nia Holt").key.id
    decided(maple, as_, "key-revoked", agency_key=f"{POLICE} {key}")
    assert key in maple.in_force.agencies[POLICE].revoked_keys
    assert as_(NIA).post("/ask/").status_code == 404
    decided(maple, as_, "agency-revoked", agency=POLICE)
    assert maple.in_force.agencies[POLICE].revoked
    assert as_(RAVI).post("/ask/").status_code == 404


def test_lapsed_agencies_stand_on_the_desk_and_are_verified_again(maple: Maple, as_: SignIn) -> None:
    """90 days after it was verified an agency has lapsed; verified after that it asks again 14 days later."""
    maple.wait(days=91)
    assert maple.in_force.agencies[POLICE].verified_until is None
    page = as_(ADA).get("/desk/").content.decode()
    assert "verification has lapsed" in page
    assert "has lapsed" in as_(ADA).get(f"/agencies/{POLICE}/").content.decode()
    decided(maple, as_, "agency-verified", agency=POLICE)
    assert maple.in_force.agencies[POLICE].verified_until is None
    maple.wait(days=14)
    assert maple.in_force.agencies[POLICE].verified_until is not None


def test_words_that_are_erased_leave_their_hash_and_reason(maple: Maple, as_: SignIn) -> None:
    """The body goes, the request is withdrawn, the page says why; its words are on no page any more."""
    id = maple.request()
    record = maple.in_force.requests[id].record
    entry = standing().copy.parsed[record.index]
    assert entry is not None
    body = str(entry.body)
    decided(maple, as_, "body-erased", body=body)
    page = as_(NIA).get(f"/requests/{id}/").content.decode()
    assert "Its words were removed" in page and REASON in page and body in page
    assert record.paper.facts[:40] not in page
    assert not (maple.folder / "body" / body).exists()


def test_the_desk_says_when_nothing_waits(maple: Maple, as_: SignIn) -> None:
    assert "Nothing waits." in as_(ADA).get("/desk/").content.decode()
    proposed(maple, as_, "moratorium", form="soft")
    assert "0 to review, 1 to sign" in as_(BRAM).get("/desk/").content.decode()


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.slug)
def test_a_decision_needs_its_reason_and_its_object(maple: Maple, as_: SignIn, deed) -> None:  # type: ignore[no-untyped-def]
    """Empty: status 400 with each field named; no paper waits."""
    answer = as_(ADA).post(f"/desk/deeds/{deed.slug}/", {})
    assert answer.status_code == 400
    assert "Write the reason." in answer.content.decode()
    assert not PendingPaper.objects.exists()


@pytest.mark.parametrize("who", [NIA, "neighbour"])
def test_stewards_alone_decide(maple: Maple, as_: SignIn, who: str) -> None:
    """Officers and neighbours get the dull 404, also for a paper that waits."""
    pending = proposed(maple, as_, "moratorium", form="hard")
    client = as_(who)
    assert client.get("/desk/deeds/").status_code == 404
    assert client.post("/desk/deeds/moratorium/", {"form": "hard", "reason": REASON}).status_code == 404
    assert client.get(f"/desk/papers/{pending.paper_id}/").status_code == 404
    assert client.post(f"/desk/papers/{pending.paper_id}/").status_code == 404
    assert client.get(f"/desk/papers/{pending.paper_id}/bytes/").status_code == 404
