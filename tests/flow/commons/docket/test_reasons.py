"""Reviewers' reasons: the officer reads all with their grounds, the public where a request stands, the log none."""

from __future__ import annotations

from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.docket.rules.checking import BROKEN, GROUNDS, WORDS
from fanlight.trust.policy.rules.every import CODES
from tests.flow.commons.docket.test_filing import reviewed, signed
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import ADA, BRAM, NIA, OREN, RAVI, Maple

WORDS_OF_ADA = "The lane was full of people who met for the vigil that evening."
WORDS_OF_BRAM = "Nine cells for one shed are more than the facts can carry."


def test_every_rule_has_words_for_a_refusal() -> None:
    assert set(BROKEN) == set(CODES) == set(WORDS)
    assert len(set(GROUNDS.values())) == len(GROUNDS)


def test_the_officer_reads_each_stewards_reason_and_grounds(maple: Maple, as_: SignIn) -> None:
    """Refused by two: both reasons, both grounds in words, for the agency's officers alone; the log has the codes."""
    pending = signed(maple, as_)
    assert reviewed(as_(ADA), pending, "refuse", words=WORDS_OF_ADA, codes=["assembly"]) == 302
    assert reviewed(as_(BRAM), pending, "refuse", words=WORDS_OF_BRAM, codes=["too-wide"]) == 302
    draft = Draft.objects.get()
    for who in (NIA, RAVI):
        page = as_(who).get(f"/ask/{draft.pk}/").content.decode()
        assert WORDS_OF_ADA in page and WORDS_OF_BRAM in page
        assert "It touches a lawful assembly" in page and "wider than the facts need" in page
    assert as_(OREN).get(f"/ask/{draft.pk}/").status_code == 404
    everything = b"".join(path.read_bytes() for path in maple.folder.rglob("*") if path.is_file())
    assert WORDS_OF_ADA.encode() not in everything
    maple.dated()
    assert "it touches a lawful assembly" in as_(NIA).get("/transparency/").content.decode()


def test_a_returned_draft_shows_who_wrote_what(maple: Maple, as_: SignIn) -> None:
    pending = signed(maple, as_)
    assert reviewed(as_(ADA), pending, "return", words=WORDS_OF_ADA) == 302
    page = as_(NIA).get(f"/ask/{Draft.objects.get().pk}/check/").content.decode()
    assert "<b>Ada Winter</b>, returned it" in page and page.count(WORDS_OF_ADA) >= 1


def test_the_public_page_says_where_the_reasons_stand(maple: Maple, as_: SignIn) -> None:
    """Beside the log where this commons reviewed it; and that it has none where it did not."""
    id = maple.request()
    assert "This commons has no reasons of" in as_(NIA).get(f"/requests/{id}/").content.decode()
    pending = signed(maple, as_)
    for who in (ADA, BRAM):
        assert reviewed(as_(who), pending, "accept", words=WORDS_OF_ADA) == 302
        assert maple.sign(as_(who), who, pending) == 302
    page = as_(NIA).get(f"/requests/{pending.paper_id}/").content.decode()
    assert f"Ada Winter: {WORDS_OF_ADA}" in page and "stand beside the log, on this commons alone" in page
