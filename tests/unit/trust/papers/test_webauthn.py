"""Assertions of passkeys are checked offline, step by step (Web Authentication Level 3, §7.2)."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.signatures import RelyingParty, Signature, SignatureError, verify
from fanlight.trust.papers.webauthn import AssertionRefused
from fanlight.trust.papers.webauthn import verify as verify_assertion
from tests.unit.trust.papers.authenticator import BE, BS, UP, UV, Authenticator, b64url

DIGEST = bytes(range(32))
PARTY = RelyingParty("localhost", "http://localhost:8090")
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256's base point


def test_a_good_assertion_verifies() -> None:
    """Once more from its canonical form."""
    device = Authenticator()
    signature = Signature.read(device.sign(DIGEST).value())
    verify(signature, device.key, DIGEST, PARTY)


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(cross=None),
        Authenticator(counter=2**32 - 1),
        Authenticator(flags=UP | UV | BE | BS),
        Authenticator(more={"other_keys_can_be_added_here": "do not compare clientDataJSON against a template"}),
        Authenticator(more={"hint": 1.5}),
        Authenticator(flags=UP | UV | 0x80, extensions=b"\xa0"),
    ],
)
def test_what_browsers_may_add_does_not_matter(device: Authenticator) -> None:
    """Counter, backup flags, extensions and further members of the client data decide nothing."""
    verify(device.sign(DIGEST), device.key, DIGEST, PARTY)


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(flags=UP),
        Authenticator(flags=UV),
        Authenticator(flags=0),
        Authenticator(flags=UP | UV | BS),
        Authenticator(rp_id="localhost.evil"),
        Authenticator(origin="http://localhost:8091"),
        Authenticator(origin="https://localhost:8090"),
        Authenticator(type="webauthn.create"),
        Authenticator(cross=True),
        Authenticator(cross=0),
        Authenticator(more={"topOrigin": "http://localhost:8090"}),
    ],
    ids=lambda device: f"{device.flags} {device.rp_id} {device.origin} {device.type} {device.cross} {device.more}",
)
def test_what_is_missing_or_elsewhere_is_refused(device: Authenticator) -> None:
    """User present and verified, this site, this page, not framed, an assertion."""
    with pytest.raises(SignatureError):
        verify(device.sign(DIGEST), device.key, DIGEST, PARTY)


def test_another_challenge_is_refused() -> None:
    """The challenge is the 32 bytes of kind, origin and paper, and nothing else."""
    device = Authenticator()
    for other in (bytes(32), DIGEST[:31], DIGEST + b"\0", b""):
        with pytest.raises(SignatureError):
            verify(device.sign(other), device.key, DIGEST, PARTY)


@pytest.mark.parametrize(
    "client",
    [
        "",
        "null",
        "[]",
        '"x"',
        "{",
        "[" * 50_000,
        '{"type":"webauthn.get"}',
        '{"type":"webauthn.get","challenge":1,"origin":"http://localhost:8090"}',
        '{"type":"webauthn.get","challenge":"\\ud800","origin":"http://localhost:8090"}',
        '{"n":' + "9" * 5_000 + "}",
        '{"n":NaN}',
        "\ud800",
    ],
)
def test_client_data_that_is_none_is_refused(client: str) -> None:
    """Parsed as JSON; whatever it is, the answer is ours."""
    device = Authenticator()
    key = bytes.fromhex(device.key.public)
    with pytest.raises(AssertionRefused):
        verify_assertion(
            public=key, signature=b"", untrusted_auth=device.auth(), untrusted_client=client, challenge=DIGEST,
            rp_id=PARTY.id, origin=PARTY.origin,
        )  # fmt: skip


def test_a_name_that_stands_twice_is_refused() -> None:
    """Readers that take the first and readers that take the last would see different pages."""
    device = Authenticator()
    good = device.client(DIGEST)
    twice = good[:-1] + ',"origin":"http://localhost:8090"}'
    assert json.loads(twice) == json.loads(good)
    with pytest.raises(SignatureError):
        verify(device.assertion(twice), device.key, DIGEST, PARTY)


def test_flipped_bits_are_refused() -> None:
    """In authenticator data, client data and signature alike; only our error is raised."""
    device, drawn = Authenticator(), random.Random(4)
    good = device.sign(DIGEST)
    assert good.auth and good.client
    for _ in range(120):
        for name in ("auth", "sig"):
            raw = bytearray(bytes.fromhex(getattr(good, name)))
            raw[drawn.randrange(len(raw))] ^= 1 << drawn.randrange(8)
            with pytest.raises(SignatureError):
                verify(replace(good, **{name: raw.hex()}), device.key, DIGEST, PARTY)
        at = drawn.randrange(len(good.client))
        client = good.client[:at] + chr(ord(good.client[at]) ^ 1) + good.client[at + 1 :]
        with pytest.raises(SignatureError):
            verify(replace(good, client=client), device.key, DIGEST, PARTY)
    for short in range(0, len(good.auth), 8):
        with pytest.raises(SignatureError):
            verify(replace(good, auth=good.auth[:short]), device.key, DIGEST, PARTY)


def test_the_other_form_of_a_signature_verifies_too() -> None:
    """ECDSA has two for each: that is why no id is ever a hash of a signed whole."""
    device = Authenticator()
    good = device.sign(DIGEST)
    first, second = decode_dss_signature(bytes.fromhex(good.sig))
    verify(replace(good, sig=encode_dss_signature(first, ORDER - second).hex()), device.key, DIGEST, PARTY)


def test_another_passkey_is_refused() -> None:
    """Also when it claims the first one's id."""
    one, other = Authenticator("one"), Authenticator("other")
    with pytest.raises(SignatureError):
        verify(other.sign(DIGEST), one.key, DIGEST, PARTY)
    with pytest.raises(SignatureError):
        verify(replace(other.sign(DIGEST), key=one.key.id), one.key, DIGEST, PARTY)


def test_a_signature_of_one_alg_is_none_of_the_other() -> None:
    """No downgrade: members and alg belong together."""
    device = Authenticator()
    value = device.sign(DIGEST).value()
    for bad in (
        {**value, "alg": "ed25519"},
        {**value, "alg": "none"},
        {name: value[name] for name in value if name != "auth"},
        {**value, "client": None},
    ):
        with pytest.raises(PaperError):
            Signature.read(bad)


def test_a_challenge_in_padded_base64_is_refused() -> None:
    """Step 12 compares with the one encoding: base64url without padding."""
    device = Authenticator()
    client = device.client(DIGEST).replace(b64url(DIGEST), base64.urlsafe_b64encode(DIGEST).decode())
    assert client != device.client(DIGEST)
    with pytest.raises(SignatureError):
        verify(device.assertion(client), device.key, DIGEST, PARTY)
