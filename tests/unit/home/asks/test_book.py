"""The home's copy of the log: whatever a crash leaves behind the state is cut away; its proofs hold."""

from __future__ import annotations

import pytest

from fanlight.home.asks.book import Book, BookDamaged
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.follower import State
from fanlight.trust.ledger.hashing import Edge, leaf_hash
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.note import ED25519, SigningKey
from fanlight.trust.ledger.proof_file import parse_proof

KEY = SigningKey("log.example/log", ED25519, b"k" * 32)


def state_of(entries: list[bytes]) -> State:
    edge = Edge()
    edge.grow([leaf_hash(one) for one in entries])
    note = Checkpoint("log.example/log", edge.size, edge.root()).signed(KEY)
    return State(bytes(note), tuple(edge.nodes))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 300])
def test_every_proof_holds(tmp_path, size: int) -> None:
    """Made from the leaves here, checked as anybody would."""
    entries = [b"entry %d" % number for number in range(size)]
    book = Book(tmp_path / "log")
    book.opened()
    book.add(entries)
    book.keep(state_of(entries))
    state = book.opened()
    for number in {0, size // 2, size - 1}:
        proof = parse_proof(book.proof(number, state))
        proof.check(leaf_hash(entries[number]), Trust(KEY.verifier))
        assert book.entry(number) == entries[number]
    with pytest.raises(BookDamaged):
        book.proof(size, state)


def test_half_a_look_is_cut_away(tmp_path) -> None:
    """Entries that were added and never kept are gone at the next opening, and the same can be added again."""
    book = Book(tmp_path / "log")
    book.opened()
    book.add([b"a", b"b"])
    book.keep(state_of([b"a", b"b"]))
    book.add([b"c"])
    again = Book(tmp_path / "log")
    again.opened()
    assert [one for _, one in again.entries()] == [b"a", b"b"]
    again.add([b"c"])
    again.keep(state_of([b"a", b"b", b"c"]))
    assert len(list(again.entries())) == 3


def test_a_copy_that_was_cut_short_is_damaged_and_fetched_anew(tmp_path) -> None:
    """The state names more than is there: nothing is believed of it."""
    book = Book(tmp_path / "log")
    book.opened()
    book.add([b"a" * 40, b"b"])
    book.keep(state_of([b"a" * 40, b"b"]))
    with (tmp_path / "log" / "entries").open("r+b") as file:
        file.truncate(10)
    with pytest.raises(BookDamaged):
        book.opened()
    book.forget()
    assert book.opened() == State()
