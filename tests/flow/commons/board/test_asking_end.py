"""Asking for the end of a partnership: a petition's draft and a letter, each fact with its source."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils.html import escape

from fanlight.commons.petitions.models.petition import Petition
from fanlight.demo.community.founding import POLICE, SHERIFF
from fanlight.demo.community.record import made_up_record
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.signing import new_id
from fanlight.trust.policy.limits import DAY
from tests.flow.commons.board.conftest import Board
from tests.flow.commons.board.test_pages import REASON, text
from tests.flow.commons.made import SignIn
from tests.flow.commons.maple import NIA


@pytest.fixture
def paper(board: Board) -> str:
    """A partnership in force; its id."""
    maple = board.maple
    made = maple.community.partnership(POLICE, maple.now_s, maple.now_s + 300 * DAY)
    maple.append(maple.community.partnership_signed(made, at=maple.now_s))
    return made.id


def test_the_draft_has_the_facts_with_their_sources(board: Board, paper: str, as_: SignIn) -> None:
    """From the agency's page; what is kept is what its author made of it, about this agency."""
    stranger = text(Client().get(f"/agencies/{POLICE}/"))
    assert "Ask for its end" in stranger and "Write to your council" in stranger
    client = as_("neighbour")
    page = client.get(f"/petitions/new/?agency={POLICE}").content.decode()
    why = re.search(r"<textarea[^>]*name=\"why\"[^>]*>(.*?)</textarea>", page, re.S)
    assert why and f"/partnerships/{paper}/" in why[1] and f"/agencies/{POLICE}/" in why[1]
    assert why[1].count("Source: ") >= 2 and "has made 0 requests" in why[1]
    demand = re.search(r'name="demand" value="([^"]*)"', page)
    assert demand and demand[1] == "End the partnership of Maple Hollow Police Department with Maple Hollow"
    form = {"demand": demand[1], "addressee": "Our council", "why": "Because " * 20, "goal": 50}
    assert client.post(f"/petitions/new/?agency={POLICE}", form).status_code == 302
    held = Petition.objects.get()
    assert (held.agency, held.addressee, held.why.count("Because")) == (POLICE, "Our council", 20)


def test_the_record_stands_in_it_where_the_log_has_one(board: Board, paper: str) -> None:
    """The lines as the record's own paper has them, with what they cover."""
    assert "the public record (" not in text(Client().get(f"/agencies/{POLICE}/"))
    said = made_up_record()
    published = PublishedRecord("record:published", new_id(), said)
    board.maple.append(board.maple.community.published(published, at=board.maple.now_s))
    letter = Client().get(f"/agencies/{POLICE}/").content.decode().split("Write to your council")[1]
    lines = said["agencies"][board.maple.in_force.agencies[POLICE].paper.record]["lines"]
    covers = said["covers"]["made-up"]
    assert len(lines) == 5
    source = f"the public record (made-up, {covers['first']} to {covers['last']})"
    assert f"{escape(' '.join(lines))} Source: {source}." in letter


def test_the_letter_is_to_be_copied_and_goes_nowhere_by_itself(board: Board, paper: str) -> None:
    """A mail program opens it without a recipient; the page sends nothing."""
    page = Client().get(f"/partnerships/{paper}/").content.decode()
    mail = re.search(r'href="mailto:\?subject=([^&]*)&amp;body=([^"]*)"', page)
    assert mail and "Maple Hollow Police Department" in unquote(mail[1])
    assert "I ask for its end." in unquote(mail[2]) and f"/partnerships/{paper}/" in unquote(mail[2])
    assert "I ask for its end." in text(Client().get(f"/partnerships/{paper}/"))


def test_where_nothing_stands_nothing_is_drafted(board: Board, paper: str, as_: SignIn) -> None:
    """No partnership, or one that ended: an empty form, and no letter."""
    assert "Write to your council" not in text(Client().get(f"/agencies/{SHERIFF}/"))
    client = as_(NIA)
    assert "Begun from the log" not in text(client.get(f"/petitions/new/?agency={SHERIFF}"))
    assert "Begun from the log" not in text(client.get("/petitions/new/?agency=<b>nobody"))
    client.post(f"/partnerships/{paper}/end/", {"reason": REASON})
    board.maple.dated()
    assert "Begun from the log" not in text(client.get(f"/petitions/new/?agency={POLICE}"))
    shown = text(client.get(f"/partnerships/{paper}/"))
    assert "Write to your council" not in shown and f"Reason: {REASON}" in shown


def test_the_document_is_named_by_its_hash_and_its_bytes_are_there(board: Board, paper: str) -> None:
    """Whoever reads the page gets the bytes that were signed, and they hash to the name."""
    import hashlib

    page = Client().get(f"/partnerships/{paper}/").content.decode()
    name = re.search(r'href="/log/body/([0-9a-f]{64})"', page)
    assert name
    content = (board.maple.folder / "body" / name[1]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == name[1] and paper.encode() in content


def test_it_ends_by_itself_after_its_last_day(board: Board, paper: str) -> None:
    """Nobody does anything: the page says that it ended, and the row of months does."""
    board.maple.wait(days=301)
    page = text(Client().get(f"/partnerships/{paper}/"))
    assert "ended 20 Sep 2027" in page and "It ended by itself on its last day" in page
    assert "This community has no partnership" in text(Client().get("/partnerships/"))
