"""The commitment to the recording: named fragments can be shown later, others stay unknown, none can be exchanged."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.ledger.hashing import tree_root
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.package.original import (
    Fragment,
    Original,
    OriginalWrong,
    check_fragments,
    fragment_salt,
    read_proof,
)
from tests.unit.trust.papers.package.making import fragments


@given(count=st.integers(1, 70), data=st.data())
def test_any_fragments_can_be_shown(count: int, data: st.DataObject) -> None:
    """A proof of some of them leads to the root that the package carries."""
    held = fragments(count)
    original = Original(secrets.token_bytes(32), held)
    wanted = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    proof = read_proof(original.prove(wanted).to_bytes())
    check_fragments(original.root, proof, {at: held[at] for at in wanted})


def test_the_tree_is_that_of_the_ledger() -> None:
    """The leaves are hashed by RFC 6962; a second way to the same root."""
    import hashlib
    import struct

    secret, held = secrets.token_bytes(32), fragments(11)
    leaves = [
        hashlib.sha256(
            b"\0"
            + fragment_salt(secret, at)
            + struct.pack(">qq", one.from_us, one.until_us)
            + one.initialisation
            + one.media
        ).digest()
        for at, one in enumerate(held)
    ]
    bound = b"fanlight/original/v1\0" + struct.pack(">Q", 11) + tree_root(leaves)
    assert Original(secret, held).root == hashlib.sha256(bound).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        {"media": bytes(32)},
        {"initialisation": bytes(32)},
        {"from_us": 0},
        {"until_us": 2**50},
    ],
)
def test_another_fragment_does_not_fit(changed: dict[str, object]) -> None:
    """Bytes, initialisation and times are all bound."""
    held = fragments(9)
    original = Original(secrets.token_bytes(32), held)
    proof = original.prove([4])
    forged = replace(held[4], **changed)  # type: ignore[arg-type]
    with pytest.raises(OriginalWrong):
        check_fragments(original.root, proof, {4: forged})
    part = replace(proof.parts[0], from_us=forged.from_us, until_us=forged.until_us)
    with pytest.raises(OriginalWrong, match="not what was committed"):
        check_fragments(original.root, replace(proof, parts=(part,)), {4: forged})


def test_a_proof_says_which_fragments_it_is_for() -> None:
    """Another number of fragments, another place, or a fragment without proof is refused."""
    held = fragments(9)
    original = Original(secrets.token_bytes(32), held)
    proof = original.prove([2, 5])
    for wrong, given_fragments in (
        (replace(proof, count=8), {2: held[2], 5: held[5]}),
        (replace(proof, tree="00" * 32), {2: held[2], 5: held[5]}),
        (proof, {2: held[2]}),
        (proof, {2: held[5], 5: held[2]}),
        (replace(proof, parts=(replace(proof.parts[0], index=3), proof.parts[1])), {3: held[2], 5: held[5]}),
        (replace(proof, parts=(replace(proof.parts[0], path=()), proof.parts[1])), {2: held[2], 5: held[5]}),
    ):
        with pytest.raises(OriginalWrong):
            check_fragments(original.root, wrong, given_fragments)


def test_only_disclosed_fragments_can_be_committed_to_in_order() -> None:
    """None, a wrong order and an unknown fragment are refused."""
    held = fragments(3)
    with pytest.raises(OriginalWrong):
        Original(secrets.token_bytes(32), [])
    with pytest.raises(OriginalWrong):
        Original(secrets.token_bytes(32), held[::-1])
    with pytest.raises(OriginalWrong):
        Original(secrets.token_bytes(32), held).prove([3])


def test_salts_hide_what_is_not_shown() -> None:
    """The same fragment under two secrets has nothing in common, and the pieces of a fragment may come in any cut."""
    held = fragments(1)
    assert Original(bytes(32), held).root != Original(b"\1" * 32, held).root
    assert fragment_salt(bytes(32), 0) != fragment_salt(bytes(32), 1)
    assert Fragment.of(1, 2, b"i", [b"ab", b"c"]) == Fragment.of(1, 2, b"i", [b"abc"])


@given(st.binary(max_size=200))
def test_a_proof_from_outside_raises_only_our_error(content: bytes) -> None:
    """Random bytes are no proof."""
    with pytest.raises(PaperError):
        read_proof(content)
