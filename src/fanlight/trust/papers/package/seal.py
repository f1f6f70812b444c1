"""Sealing and opening by age (age-encryption.org/v1) with X25519 keys; pyrage's errors become ours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

import pyrage

from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.package.layout import PACKAGE_LIMIT, Buffer
from fanlight.trust.papers.upload import SEALED_LIMIT


class WrongRecipient(FanlightError):
    """This is no age recipient."""

    remedy = "A recipient begins with age1 and has 62 characters."


class WrongIdentity(FanlightError):
    """This is no age identity."""

    remedy = "An identity is a line that begins with AGE-SECRET-KEY-1."


class SealedForAnother(FanlightError):
    """The package was sealed for another key, or its head is damaged."""

    exit_code = 1
    remedy = "Use the identity whose recipient stood in the log when the package was made."


class SealedBroken(FanlightError):
    """The sealed package is damaged: it is no age file, or not as it was written."""

    exit_code = 1


class SealedTooLarge(FanlightError):
    """A sealed package has at most 512 MiB."""

    exit_code = 1


def new_identity() -> tuple[str, str]:
    """A fresh identity and its recipient, as texts."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """The recipient that belongs to an identity; raises WrongIdentity."""
    return str(_identity(identity).to_public())


def checked_recipient(untrusted_recipient: str) -> str:
    """The recipient in its one form, or WrongRecipient."""
    _recipient(untrusted_recipient)
    return untrusted_recipient


def seal(plain: BinaryIO, out: BinaryIO, recipients: Sequence[str]) -> None:
    """Encrypt a stream to all of these recipients."""
    keys = [_recipient(one) for one in recipients]
    if not keys:
        raise WrongRecipient("Nothing is sealed for nobody.")
    try:
        pyrage.encrypt_io(plain, out, keys)
    except pyrage.EncryptError as error:
        raise SealedBroken(f"age could not seal the package: {error}.") from None


def opened(untrusted_sealed: Buffer, identity: str) -> memoryview:
    """The archive inside, in memory alone; raises SealedForAnother, SealedBroken, SealedTooLarge, WrongIdentity."""
    if len(untrusted_sealed) > SEALED_LIMIT:
        raise SealedTooLarge
    out = io.BytesIO()
    try:
        pyrage.decrypt_io(io.BytesIO(untrusted_sealed), out, [_identity(identity)])
    except (pyrage.DecryptError, OSError) as error:  # OSError: a block of the content does not fit its tag
        if "No matching keys" in str(error):
            raise SealedForAnother from None
        raise SealedBroken from None
    if out.tell() > PACKAGE_LIMIT:
        raise SealedTooLarge
    return out.getbuffer()  # not a copy: a package has up to 512 MiB


def _identity(untrusted_text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(untrusted_text)
    except pyrage.IdentityError:
        raise WrongIdentity from None


def _recipient(untrusted_text: str) -> pyrage.x25519.Recipient:
    try:
        key = pyrage.x25519.Recipient.from_str(untrusted_text)
    except pyrage.RecipientError:
        raise WrongRecipient from None
    if str(key) != untrusted_text:  # bech32 has an upper-case form too: one recipient, one text
        raise WrongRecipient
    return key
