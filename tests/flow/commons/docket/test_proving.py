"""Paste what you hold: each check is a line with its verdict; a fork turns the page into the evidence."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.commons.agencies.log_copy import trust_of
from fanlight.commons.agencies.standing import public_copy, standing
from fanlight.commons.docket.proving import Shown, examine
from fanlight.ground.canonical import dumps
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.hashing import leaf_hash
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.note import COSIGNATURE, Note, SigningKey
from fanlight.trust.ledger.source import FolderSource
from tests.flow.commons.maple import Maple

WITNESS = "library.maple-hollow.invalid"


def checked(client: Client, text: str) -> str:
    answer = client.post("/ledger/check/", {"of": text})
    assert answer.status_code == 200 and not answer.cookies
    return str(answer.content.decode())


def verdicts(page: str) -> list[str]:
    return [page.split('class="verdict">')[at + 1].split("<")[0] for at in range(page.count('class="verdict">'))]


def entry_of(maple: Maple) -> tuple[int, str, str]:
    """A request's place, id and the hash of its words."""
    id = maple.request()
    index = maple.in_force.requests[id].record.index
    entry = standing().copy.parsed[index]
    assert entry is not None and entry.body is not None
    return index, id, entry.body


def test_an_entry_by_number_id_words_or_leaf(maple: Maple, client: Client) -> None:
    """Every line good: in the tree, signed, cosigned by three, words that fit."""
    index, id, body = entry_of(maple)
    for text in (str(index), id, body, leaf_hash(standing().copy.entries[index]).hex(), f"  {id.upper()}\r\n"):
        page = checked(client, text)
        assert "It stands" in page and set(verdicts(page)) == {"good"} and len(verdicts(page)) == 5, text
        assert "3 of 3 cosigned it, 2 must" in page
    assert f'href="/ledger/{index}/proof"' in page
    assert client.get(f"/ledger/check/?of={index}").status_code == 200


@pytest.mark.parametrize(
    "text", ["999999", "0" * 32, "f" * 64, "hello", "-1", "{}", '{"paper":{"kind":"x"}}', "9" * 400]
)
def test_what_is_not_in_the_log_does_not_stand(maple: Maple, client: Client, text: str) -> None:
    page = checked(client, text)
    assert "It does not" in page and "bad" in verdicts(page)


def test_a_proof_is_kept_and_stands_after_the_log_has_grown(maple: Maple, client: Client) -> None:
    """Fetched as a file, pasted weeks later: its head is the beginning of today's."""
    index, _, _ = entry_of(maple)
    proof = client.get(f"/ledger/{index}/proof").content.decode()
    maple.wait(days=20)
    maple.request("second", case="26-2")
    page = checked(client, proof.replace("\n", "\r\n"))
    assert "It stands" in page and set(verdicts(page)) == {"good"}
    assert "are the beginning of the" in page
    for broken, words in (
        (proof.replace(f"index {index}", f"index {index - 1}"), "for another entry than the one that stands here"),
        (proof.replace("— commons", "— common5"), "No known key signed this."),
        (proof.split("\n\n")[0], "not in its form"),
    ):
        page = checked(client, broken)
        assert words in page and "bad" in verdicts(page), words


def test_a_fork_turns_the_page_into_the_evidence(maple: Maple, client: Client) -> None:
    """Another head of the same size by the log's own key: both heads are shown whole."""
    entry_of(maple)
    head = standing().head
    assert head is not None
    other = Checkpoint(maple.origin, head.checkpoint.size, b"\x07" * 32).signed(maple.log)
    witness = SigningKey(WITNESS, COSIGNATURE, maple.keys.secret(WITNESS))
    forked = bytes(Note(other.text, (*other.signatures, cosign(other.text, witness, maple.now_s)))).decode()
    page = checked(client, forked)
    assert "This log is forked" in page
    assert page.count('<pre class="command">') == 2
    for line in (*forked.split("\n"), *head.content.decode().split("\n")):
        assert line.replace("+", "&#x2B;") in page or line in page
    assert "1 of 3 cosigned it, 2 must" in page
    longer = Checkpoint(maple.origin, head.checkpoint.size + 9, b"\x07" * 32).signed(maple.log)
    assert "This log is forked" in checked(client, bytes(longer).decode())


def test_a_head_of_another_log_is_said_to_be_one(maple: Maple, client: Client) -> None:
    other = SigningKey("commons.elsewhere.invalid/log", 1, b"o" * 32)
    note = bytes(Checkpoint(other.name, 3, b"\1" * 32).signed(other)).decode()
    assert "of commons.elsewhere.invalid/log" in checked(client, note)
    petition = SigningKey(f"{maple.origin}/petition/7", 1, b"o" * 32)
    note = bytes(Checkpoint(petition.name, 3, b"\1" * 32).signed(petition)).decode()
    assert "fanlight petition verify" in checked(client, note)


def test_a_signed_paper_stands_word_for_word(maple: Maple, client: Client) -> None:
    """As a tool wrote it; one changed word, one changed byte, an unknown id are told apart."""
    _, _, name = entry_of(maple)
    body = (maple.folder / "body" / name).read_bytes()[32:].decode()
    page = checked(client, body)
    assert "Word for word and signature for signature" in page and set(verdicts(page)) == {"good"}
    changed = json.loads(body)
    changed["paper"]["case"] = "26-9"
    assert "The log has other words under this id." in checked(client, dumps(changed).decode())
    changed["paper"]["id"] = "a" * 32
    assert "No entry of this log stands for it." in checked(client, dumps(changed).decode())
    assert "not in canonical JSON" in checked(client, body.replace(":", ": ", 1))


def test_removed_words_and_void_entries_are_named(maple: Maple, client: Client) -> None:
    index, _, body = entry_of(maple)
    maple.append(maple.community.erased(body, at=maple.now_s))
    assert "The stewards removed them" in checked(client, str(index))
    forged = maple.community.moratorium("hard", at=maple.now_s)
    maple.append(forged)
    void = maple.append(forged)
    assert "It is void and never acts" in checked(client, str(void))


def test_an_empty_form_is_told_what_to_do(maple: Maple, client: Client) -> None:
    assert "Paste something to check." in checked(client, "")


@pytest.fixture
def shown(maple: Maple) -> Shown:
    maple.request()
    here = standing()
    assert here.head is not None
    size = here.head.checkpoint.size
    bodies: Callable[[str], bytes | None] = lambda name: None  # noqa: E731
    return Shown(public_copy(), here.head, trust_of(here.founding), TileNodes(FolderSource(maple.folder), size), bodies)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_pasted_is_raised(shown: Shown, data: st.DataObject) -> None:
    """Any text, and any change of a good proof, ends in lines."""
    text = data.draw(st.one_of(st.text(), st.just("c2sp.org/tlog-proof@v1\nindex 1\n\n"), st.just("x\n\n— a b\n")))
    more = data.draw(st.text(max_size=40))
    assert examine(text + more, shown).lines or not (text + more).strip()
    head = shown.head.content.decode()
    at = data.draw(st.integers(0, len(head) - 1))
    assert examine(head[:at] + more + head[at + 1 :], shown).lines
