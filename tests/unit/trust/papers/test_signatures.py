"""What is signed, by which key, and that each signature is checked once."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from fanlight.trust.papers import signatures
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.signatures import (
    REVIEWED,
    RelyingParty,
    Signature,
    SignatureError,
    digest,
    signed_digest,
    verify,
)
from fanlight.trust.papers.signing import sign, to_sign
from tests.unit.trust.papers.authenticator import Authenticator
from tests.unit.trust.papers.drawn import KEYS, ORIGIN, one_of_each

PARTY = RelyingParty("localhost", "http://localhost:8090")
ZEROS = bytes(32)


def test_the_digest_is_that_of_the_document() -> None:
    """SHA-256(`fanlight/<kind>/v1` ‖ 0 ‖ origin ‖ 0 ‖ paper)."""
    expected = hashlib.sha256(b"fanlight/moratorium:set/v1\x00example.invalid/log\x00{}").digest()
    assert digest("moratorium:set", "example.invalid/log", b"{}") == expected


def test_another_kind_log_or_paper_needs_another_signature() -> None:
    """So that nothing signed for one log or purpose can be shown in another."""
    paper = one_of_each()["moratorium:set"]
    signer = KEYS.signer("a")
    made = sign(paper, ORIGIN, signer, "steward")
    verify(made, signer.key, to_sign(paper, ORIGIN, "steward"), PARTY)
    for other in (
        digest("moratorium:lifted", ORIGIN, paper.to_bytes()),
        digest(paper.kind, ORIGIN + "2", paper.to_bytes()),
        digest(paper.kind, ORIGIN, paper.to_bytes() + b" "),
    ):
        with pytest.raises(SignatureError):
            verify(made, signer.key, other, PARTY)


def test_a_review_is_no_request() -> None:
    """A reviewer signs another digest than requester and supervisor."""
    request = one_of_each()["request:noticed"].to_bytes()
    kind = "request:noticed"
    assert signed_digest(kind, "reviewer", ORIGIN, request) == digest(REVIEWED, ORIGIN, request)
    assert signed_digest(kind, "requester", ORIGIN, request) == signed_digest(kind, "supervisor", ORIGIN, request)
    assert signed_digest(kind, "requester", ORIGIN, request) != signed_digest(kind, "reviewer", ORIGIN, request)


def test_each_signature_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memo answers the second time, good or bad, and for nothing but the same question."""
    asked: list[bytes] = []
    real = signatures._holds
    monkeypatch.setattr(signatures, "_holds", lambda *all: asked.append(all[2]) or real(*all))
    signer, memo = KEYS.signer("a"), dict[bytes, bool]()
    good = signer.sign(ZEROS, "steward")
    bad = replace(good, sig="00" * 64)
    for _ in range(3):
        verify(good, signer.key, ZEROS, PARTY, memo)
        with pytest.raises(SignatureError):
            verify(bad, signer.key, ZEROS, PARTY, memo)
    assert len(asked) == 2
    with pytest.raises(SignatureError):
        verify(good, signer.key, bytes(31) + b"\1", PARTY, memo)
    assert len(asked) == 3


def test_the_memo_knows_the_site() -> None:
    """What verified for one web origin does not verify for another."""
    device, memo = Authenticator(), dict[bytes, bool]()
    made = device.sign(ZEROS)
    verify(made, device.key, ZEROS, PARTY, memo)
    with pytest.raises(SignatureError):
        verify(made, device.key, ZEROS, RelyingParty("localhost", "http://localhost:1"), memo)


@pytest.mark.parametrize("sig", ["00" * 64, "ff" * 64, "00" * 32 + "ed" * 32])
def test_impossible_signatures_are_refused(sig: str) -> None:
    """With our error, whatever the library says."""
    signer = KEYS.signer("a")
    with pytest.raises(SignatureError):
        verify(Signature("steward", signer.key.id, "ed25519", sig), signer.key, ZEROS, PARTY)


@pytest.mark.parametrize(
    "value",
    [
        {"alg": "ed25519", "public": "00" * 31},
        {"alg": "ed25519", "public": "AA" * 32},
        {"alg": "ed25519", "public": "00" * 32, "credential": "aa"},
        {"alg": "ed25519", "public": "00" * 32, "software": False},
        {"alg": "webauthn-es256", "public": "04" + "00" * 64, "credential": "aa"},
        {"alg": "webauthn-es256", "public": Authenticator().key.public},
        {"alg": "webauthn-es256", "public": "02" + Authenticator().key.public[2:66], "credential": "aa"},
        {"alg": "rsa", "public": "00"},
        None,
    ],
)
def test_keys_that_are_none_are_refused(value: object) -> None:
    """Wrong length, letters, members, a point that is not on the curve."""
    with pytest.raises(PaperError):
        Key.read(value)


def test_a_key_comes_back() -> None:
    """Its id is the hash of its public bytes, whatever else is said of it."""
    for key in (KEYS.signer("a").key, KEYS.signer("a", marked=False).key, Authenticator().key):
        assert Key.read(key.value()) == key
        assert key.id == hashlib.sha256(bytes.fromhex(key.public)).hexdigest()
    assert KEYS.signer("a").key.id == KEYS.signer("a", marked=False).key.id
