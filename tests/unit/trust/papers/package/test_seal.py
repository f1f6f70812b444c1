"""Sealed for two and for nobody else; every damage is said in our words."""

from __future__ import annotations

import io
import random
import secrets

import pytest

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.package import seal
from fanlight.trust.papers.package.identity import WrongSigner, new_keys, read_identity, read_signer

PLAIN = secrets.token_bytes(150_000)


@pytest.fixture(scope="module")
def sealed() -> tuple[bytes, str, str]:
    """The sealed bytes with the identities of both recipients."""
    (agency, first), (archive, second) = seal.new_identity(), seal.new_identity()
    out = io.BytesIO()
    seal.seal(io.BytesIO(PLAIN), out, [first, second])
    return out.getvalue(), agency, archive


def test_both_recipients_open_it_and_nobody_else(sealed: tuple[bytes, str, str]) -> None:
    """The agency and the home's own archive; another key is told so."""
    content, agency, archive = sealed
    assert seal.opened(content, agency) == seal.opened(content, archive) == PLAIN
    with pytest.raises(seal.SealedForAnother, match="another key"):
        seal.opened(content, seal.new_identity()[0])


def test_every_damage_is_our_error(sealed: tuple[bytes, str, str]) -> None:
    """Each byte of the head and some of the content flipped, cuts, and random bytes: never another exception."""
    content, agency, _ = sealed
    rng = random.Random(4)
    places = [*range(600), *(rng.randrange(600, len(content)) for _ in range(200))]
    for at in places:
        damaged = bytearray(content)
        damaged[at] ^= 1 << rng.randrange(8)
        with pytest.raises((seal.SealedBroken, seal.SealedForAnother)):
            seal.opened(bytes(damaged), agency)
    for cut in (0, 1, 100, 400, len(content) // 2, len(content) - 1):
        with pytest.raises(seal.SealedBroken):
            seal.opened(content[:cut], agency)
    for _ in range(200):
        with pytest.raises(FanlightError):
            seal.opened(rng.randbytes(rng.randrange(400)), agency)


def test_more_than_the_mailbox_takes_is_not_opened(
    sealed: tuple[bytes, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit comes before the key."""
    monkeypatch.setattr(seal, "SEALED_LIMIT", len(sealed[0]) - 1)
    with pytest.raises(seal.SealedTooLarge):
        seal.opened(sealed[0], sealed[1])


@pytest.mark.parametrize(
    "text", ["", "age1", "AGE1" + "Q" * 58, "age1" + "q" * 58, "ü" * 62, "age1tag" + "q" * 55, "\0"]
)
def test_what_is_no_recipient_is_refused(text: str) -> None:
    """Only X25519 recipients in their one form; nothing is sealed for nobody."""
    with pytest.raises(seal.WrongRecipient):
        seal.checked_recipient(text)
    with pytest.raises(seal.WrongRecipient):
        seal.seal(io.BytesIO(b""), io.BytesIO(), [text])
    with pytest.raises(seal.WrongRecipient):
        seal.seal(io.BytesIO(b""), io.BytesIO(), [])


def test_key_files_are_read_as_they_were_made() -> None:
    """The identity file is that of age-keygen; the signer is PKCS #8."""
    keys = new_keys()
    assert seal.recipient_of(read_identity(keys.identity_file)) == keys.recipient
    assert read_signer(keys.signer_pem).public_key().public_bytes_raw().hex() == keys.signer.public
    assert not keys.signer.software


@pytest.mark.parametrize("content", [b"", b"# only words\n", b"\xff", b"AGE-SECRET-KEY-1", b"x\ny\n"])
def test_other_key_files_are_refused_in_words(content: bytes) -> None:
    """Neither reader raises another error."""
    with pytest.raises(seal.WrongIdentity):
        read_identity(content)
    with pytest.raises(WrongSigner):
        read_signer(content)


def test_two_identities_in_one_file_are_refused() -> None:
    """Which one opens would be left to chance."""
    two = "\n".join(seal.new_identity()[0] for _ in range(2))
    with pytest.raises(seal.WrongIdentity, match="one age identity"):
        read_identity(two.encode())
