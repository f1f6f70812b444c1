"""Addresses of those who want updates: sealed (age) to the stewards, so that the commons cannot read its own list.

Sealed is the address with the token of a link that ends the updates (rules/update_file.py).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyrage
from django.conf import settings

from fanlight.commons.petitions.rules.tokens import token_text
from fanlight.commons.petitions.rules.update_file import Reader, reader_bytes
from fanlight.ground.durable import write_now
from fanlight.ground.errors import FanlightError

MOST = 8  # recipients: each makes every sealed address longer


class RecipientRefused(FanlightError):
    """This is no age recipient."""

    remedy = "It begins with age1 and comes from `fanlight agency key` or `age-keygen`."


@dataclass(frozen=True, slots=True)
class Wanted:
    """`stop`: SHA-256 of the token that ends the updates."""

    sealed: bytes
    stop: bytes


def _file() -> Path:
    return Path(settings.DATA) / "petition-updates.recipients"


def recipients() -> list[str]:
    """Of the stewards; without one the tick is not drawn."""
    return _file().read_text().split() if _file().exists() else []


def set_recipients(untrusted_recipients: Sequence[str]) -> None:
    """For all that is sealed from now on. Raises RecipientRefused; none ends the asking for addresses."""
    wanted = list(dict.fromkeys(one.strip() for one in untrusted_recipients))
    if len(wanted) > MOST:
        raise RecipientRefused(f"At most {MOST} keys.", remedy="")
    for one in wanted:
        try:
            pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError:
            raise RecipientRefused(f"“{one[:80]}” is no age recipient.") from None
    if wanted:
        write_now(_file(), "".join(f"{one}\n" for one in wanted).encode())
    else:
        _file().unlink(missing_ok=True)


def sealed(mailbox: str) -> Wanted | None:
    """Nothing where the stewards gave no key."""
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients()]
    if not keys:
        return None
    token = secrets.token_bytes(16)
    content = reader_bytes(Reader(mailbox, token_text(token)))
    return Wanted(bytes(pyrage.encrypt(content, keys)), sha256(token).digest())
