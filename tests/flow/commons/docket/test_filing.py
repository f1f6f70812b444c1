"""A request from its first question to the log, on the pages, by the people of the cast."""

from __future__ import annotations

import pytest
from django.test import Client

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.docket.actions.drafts import forget_old
from fanlight.commons.docket.models.drafts import Draft
from fanlight.demo.community.papers import FACTS, SOUGHT, block
from fanlight.trust.policy.states import RequestState
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, CHIDI, NIA, OREN, RAVI, UMA, Maple

ANSWERS: dict[str, dict[str, object]] = {
    "case": {"case": "26-0041187"},
    "offence": {"offence": "220"},
    "facts": {"words": FACTS},
    "area": {"cells": [str(one) for one in block()]},
    "hours": {"day": "2026-11-23", "start": "14:00", "end": "16:00"},
    "sought": {"words": SOUGHT},
    "promise": {"open_days": "7", "retention_days": "90"},
    "recipients": {"recipients": "Officer Nia Holt\r\nSergeant Ravi Stone"},
    "attests": dict.fromkeys(("assembly", "immigration", "reproductive", "face_recognition", "outdoor"), "on"),
}


def answered(client: Client, maple: Maple, **changes: dict[str, object]) -> Draft:
    """A draft with every question answered on its page."""
    client.post("/ask/")
    draft = Draft.objects.latest("pk")
    supervisor = {"supervisor": {"supervisor": maple.keys.signer("Sergeant Ravi Stone").key.id}}
    for slug, values in {**ANSWERS, **supervisor, **changes}.items():
        answer = client.post(f"/ask/{draft.pk}/{slug}/", values)
        assert answer.status_code == 302, (slug, answer.content.decode())
    draft.refresh_from_db()
    return draft


def signed(maple: Maple, as_: SignIn) -> PendingPaper:
    """Both officers signed on their pages."""
    client = as_(NIA)
    draft = answered(client, maple)
    assert client.post(f"/ask/{draft.pk}/check/").status_code == 302
    draft.refresh_from_db()
    assert draft.paper is not None
    assert maple.sign(client, NIA, draft.paper) == 302
    assert maple.sign(client, RAVI, draft.paper) == 302
    return draft.paper


def reviewed(client: Client, pending: PendingPaper, verdict: str, **more: object) -> int:
    words = "Two hours in one lane: the facts need no more and no less."
    values = {"verdict": verdict, "words": words, **more}
    return client.post(f"/desk/review/{pending.paper_id}/", values).status_code


def test_a_request_reaches_the_log_by_four_people(maple: Maple, as_: SignIn) -> None:
    """Requester, supervisor and two stewards, each on their own page; then it stands for its notice and opens."""
    pending = signed(maple, as_)
    for who in (ADA, BRAM):
        client = as_(who)
        assert client.get(f"/desk/review/{pending.paper_id}/").status_code == 200
        assert reviewed(client, pending, "accept") == 302
        assert maple.sign(client, who, pending) == 302
    pending.refresh_from_db()
    assert pending.state == "written"
    assert not maple.in_force.state.voids
    maple.dated()
    assert maple.in_force.requests[pending.paper_id].state is RequestState.NOTICE
    maple.wait(hours=12)
    assert maple.in_force.requests[pending.paper_id].state is RequestState.OPEN
    page = as_(CHIDI).get(f"/requests/{pending.paper_id}/").content.decode()
    assert "Open: Maple Hollow Police Department asks about burglary" in page
    assert "Ada Winter: Two hours in one lane" in page


def test_three_hours_are_refused_and_two_are_taken(maple: Maple, as_: SignIn) -> None:
    """The broken rule stands at its question and in the summary, with its remedy; nothing can be signed until then."""
    client = as_(NIA)
    draft = answered(client, maple, hours={"day": "2026-11-23", "start": "13:00", "end": "16:00"})
    page = client.get(f"/ask/{draft.pk}/check/").content.decode()
    assert "Not yet: it breaks 1" in page and "at most 2 hours" in page and "Name 2 hours or less." in page
    assert "at most 2 hours" in client.get(f"/ask/{draft.pk}/hours/?check=1").content.decode()
    assert client.post(f"/ask/{draft.pk}/check/").status_code == 400
    assert not PendingPaper.objects.exists()
    client.post(f"/ask/{draft.pk}/hours/?check=1", ANSWERS["hours"])
    assert client.post(f"/ask/{draft.pk}/check/").status_code == 302


@pytest.mark.parametrize("who", [OREN, UMA, ADA, "neighbour"])
def test_a_draft_is_its_officers_alone(maple: Maple, as_: SignIn, who: str) -> None:
    """Another agency, a colleague, a steward, a neighbour: one dull 404 for its questions."""
    draft = answered(as_(NIA), maple)
    client = as_(who)
    for path in ("check/", "facts/"):
        assert client.get(f"/ask/{draft.pk}/{path}").status_code == 404
    assert client.post(f"/ask/{draft.pk}/give-up/").status_code == 404


def test_the_requester_cannot_be_the_supervisor_too(maple: Maple, as_: SignIn) -> None:
    """Four eyes: the second signature is another person's, in that order, and no third officer's."""
    client = as_(NIA)
    draft = answered(client, maple)
    client.post(f"/ask/{draft.pk}/check/")
    draft.refresh_from_db()
    assert draft.paper is not None
    assert maple.sign(client, RAVI, draft.paper) == 400
    assert maple.sign(client, NIA, draft.paper) == 302
    for who in (NIA, UMA):
        assert maple.sign(client, who, draft.paper) == 400
    assert draft.paper.signatures.count() == 1


def test_a_steward_writes_a_reason_before_signing(maple: Maple, as_: SignIn) -> None:
    """A signature without a review is refused, and nothing of it stays."""
    pending = signed(maple, as_)
    assert maple.sign(as_(ADA), ADA, pending) == 400
    assert pending.signatures.count() == 2
    assert reviewed(as_(ADA), pending, "accept", words="short") == 400


def test_returned_it_comes_back_with_the_reason(maple: Maple, as_: SignIn) -> None:
    """One steward returns it; the officer mends and signs anew, with a new id."""
    pending = signed(maple, as_)
    assert reviewed(as_(ADA), pending, "return") == 302
    draft = Draft.objects.get()
    assert draft.state == Draft.State.RETURNED
    client = as_(NIA)
    assert "It came back" in client.get(f"/ask/{draft.pk}/check/").content.decode()
    assert client.post(f"/ask/{draft.pk}/check/").status_code == 302
    draft.refresh_from_db()
    assert draft.paper is not None and draft.paper.paper_id != pending.paper_id


def test_refused_by_two_the_log_has_rules_and_no_word(maple: Maple, as_: SignIn) -> None:
    """The entry says agency, month and rules; facts and case number are nowhere in the log."""
    pending = signed(maple, as_)
    assert reviewed(as_(ADA), pending, "refuse", codes=["assembly"]) == 302
    assert not maple.in_force.state.refused
    assert reviewed(as_(BRAM), pending, "refuse", codes=["area", "assembly"]) == 302
    (refused,) = maple.in_force.state.refused
    assert (refused.agency, refused.month, refused.rules) == ("maple-hollow-police", "2026-11", ("area", "assembly"))
    everything = b"".join(path.read_bytes() for path in maple.folder.rglob("*") if path.is_file())
    assert b"26-0041187" not in everything and b"Larch" not in everything


def test_rules_run_again_when_the_supervisor_signs(maple: Maple, as_: SignIn) -> None:
    """A moratorium that came between two signatures refuses it, and the log says by which rule."""
    client = as_(NIA)
    draft = answered(client, maple)
    client.post(f"/ask/{draft.pk}/check/")
    draft.refresh_from_db()
    assert draft.paper is not None
    maple.sign(client, NIA, draft.paper)
    maple.append(maple.community.moratorium("soft", at=maple.now_s))
    assert maple.sign(client, RAVI, draft.paper) == 302
    draft.refresh_from_db()
    assert draft.state == Draft.State.REFUSED
    assert maple.in_force.state.refused[0].rules == ("moratorium",)


def test_doubtful_words_are_saved_and_shown_again(maple: Maple, as_: SignIn) -> None:
    """The linter advises; the officer may keep the words."""
    client = as_(NIA)
    client.post("/ask/")
    draft = Draft.objects.get()
    words = {"words": "A suspicious person was seen. " * 4}
    page = client.post(f"/ask/{draft.pk}/facts/", words)
    assert page.status_code == 200 and "Look at it again" in page.content.decode()
    assert client.post(f"/ask/{draft.pk}/facts/", {**words, "as_it_is": "1"}).status_code == 302


def test_an_hour_that_came_twice_is_asked_for(maple: Maple, as_: SignIn) -> None:
    """1 November 2026, 01:30 in New York was there twice; 8 March, 02:30 was not there at all."""
    client = as_(NIA)
    client.post("/ask/")
    pk = Draft.objects.get().pk
    twice = {"day": "2026-11-01", "start": "01:30", "end": "03:00"}
    page = client.post(f"/ask/{pk}/hours/", twice)
    assert page.status_code == 400 and "came twice" in page.content.decode()
    assert client.post(f"/ask/{pk}/hours/", {**twice, "start_which": "1"}).status_code == 302
    assert Draft.objects.get().answers["hours"]["until"] - Draft.objects.get().answers["hours"]["from"] == 5_400
    never = {"day": "2026-03-08", "start": "02:30", "end": "04:00"}
    assert "did not exist" in client.post(f"/ask/{pk}/hours/", never).content.decode()


@pytest.mark.parametrize(
    ("slug", "values", "words"),
    [
        ("case", {"case": ""}, "Enter the case number."),
        ("case", {"case": "26\u202e11"}, "no paper takes"),
        ("offence", {"offence": "35A"}, "valid choice"),
        ("area", {"cells": ["1"]}, "valid choice"),
        ("area", {"names": "Q9 nowhere"}, "No cell of this map"),
        ("area", {}, "Mark at least one cell."),
        ("promise", {"open_days": "-1", "retention_days": "x"}, "Enter a"),
        ("recipients", {"recipients": "\r\n".join(f"Officer {n}" for n in range(11))}, "1 to 10 people"),
        ("attests", {"assembly": "on"}, "No request can be made otherwise."),
        ("supervisor", {"supervisor": "0" * 64}, "valid choice"),
    ],
)
def test_wrong_answers_are_named_and_not_kept(
    maple: Maple, as_: SignIn, slug: str, values: dict[str, object], words: str
) -> None:
    """Status 400, a summary, and the draft as it was."""
    client = as_(NIA)
    client.post("/ask/")
    draft = Draft.objects.get()
    answer = client.post(f"/ask/{draft.pk}/{slug}/", values)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode() and words in answer.content.decode()
    draft.refresh_from_db()
    assert draft.answers == {}


def test_old_drafts_and_refused_words_are_forgotten(maple: Maple, as_: SignIn) -> None:
    """After 30 days without a touch nothing of them is in the database; a younger draft stays."""
    pending = signed(maple, as_)
    for who in (ADA, BRAM):
        reviewed(as_(who), pending, "refuse", codes=["assembly"])
    client = as_(NIA)
    client.post("/ask/")
    assert forget_old(now=maple.clock.at) == 0
    maple.wait(days=20)
    client.post(f"/ask/{Draft.objects.latest('pk').pk}/case/", {"case": "26-younger"})
    maple.wait(days=10, hours=1)
    assert forget_old(now=maple.clock.at) == 1
    assert [draft.answers for draft in Draft.objects.all()] == [{"case": "26-younger"}]
    assert not PendingPaper.objects.exists()
