"""What browsers and tools hand over is read or refused in words, whatever bytes come."""

from __future__ import annotations

import random
from contextlib import suppress

from fanlight.commons.agencies.rules.enrolment import EnrolmentRefused, decoded, new_key
from fanlight.commons.agencies.rules.signed import NoSignature, read_signature
from fanlight.trust.papers.keys import ED25519, WEBAUTHN, Key
from fanlight.trust.papers.signatures import RelyingParty
from tests.flow.commons.passkey import Passkey, b64

PARTY = RelyingParty("localhost", "http://localhost:8090")
PARTS = ("signature", "auth", "client", "pasted")
CHALLENGE = bytes(range(32))


def enrolled(attestation: str, client: str) -> Key:
    return new_key(untrusted_attestation=attestation, untrusted_client=client, challenge=CHALLENGE, party=PARTY)


def test_a_whole_enrolment_is_the_key_of_its_passkey() -> None:
    passkey = Passkey()
    sent = passkey.enrolled(CHALLENGE)
    key = enrolled(sent["attestation"], sent["client"])
    numbers = passkey.private.public_key().public_numbers()
    assert key.public == "04" + numbers.x.to_bytes(32, "big").hex() + numbers.y.to_bytes(32, "big").hex()
    assert key.credential == b64(passkey.id) and key.alg == WEBAUTHN


def test_an_enrolment_that_is_cut_flipped_or_noise_raises_ours_alone() -> None:
    """Truncations, one flipped bit anywhere, random bytes: EnrolmentRefused, or a key of P-256."""
    sent = Passkey().enrolled(CHALLENGE)
    whole = decoded(sent["attestation"])
    drawn = random.Random(7)
    tried = [whole[:at] for at in range(0, len(whole), 3)]
    tried += [
        whole[:at] + bytes([whole[at] ^ 1 << drawn.randrange(8)]) + whole[at + 1 :] for at in range(0, len(whole), 2)
    ]
    tried += [drawn.randbytes(drawn.randrange(300)) for _ in range(200)]
    for content in tried:
        with suppress(EnrolmentRefused):
            assert enrolled(b64(content), sent["client"]).alg == WEBAUTHN
    for client in ("", "!!!", b64(b"{}"), b64(b"[" * 3_000), b64(b"9" * 5_000), sent["client"][:-9]):
        try:
            enrolled(sent["attestation"], client)
        except EnrolmentRefused:
            continue
        raise AssertionError(client[:40])


def test_a_signature_that_is_none_raises_ours_alone() -> None:
    """Of a passkey and of a tool: whatever stands in the fields."""
    drawn = random.Random(8)
    for alg in (ED25519, WEBAUTHN):
        key = Key(alg, "04" + "1" * 128 if alg == WEBAUTHN else "1" * 64, "AA" if alg == WEBAUTHN else None)
        for _ in range(300):
            text = drawn.randbytes(drawn.randrange(120)).decode("latin-1")
            sent = {
                name: drawn.choice([text, b64(text.encode()), ""]) for name in ("signature", "auth", "client", "pasted")
            }
            with suppress(NoSignature):
                assert read_signature(sent, key, "steward").role in ("steward", "requester")
        for sent in ({}, {"pasted": "9" * 5_000}, {"pasted": "[" * 8_000}, {"signature": "x" * 9_000}):
            try:
                read_signature(sent, key, "steward")
            except NoSignature:
                continue
            raise AssertionError(sent)
