"""Addresses of those who want updates: sealed (age) to the stewards, so that the commons cannot read its own list."""

from __future__ import annotations

from pathlib import Path

import pyrage
from django.conf import settings

from fanlight.ground.errors import FanlightError


class RecipientRefused(FanlightError):
    """This is no age recipient."""

    remedy = "It begins with age1 and comes from `fanlight agency key` or `age-keygen`."


def _file() -> Path:
    return Path(settings.DATA) / "petition-updates.recipients"


def can_seal() -> bool:
    """Whether the stewards gave a recipient; without one the tick is not drawn."""
    return _file().exists()


def set_recipient(untrusted_recipient: str) -> None:
    try:
        pyrage.x25519.Recipient.from_str(untrusted_recipient.strip())
    except pyrage.RecipientError:
        raise RecipientRefused from None
    _file().write_text(untrusted_recipient.strip() + "\n")


def sealed(mailbox: str) -> bytes | None:
    if not can_seal():
        return None
    recipients = [pyrage.x25519.Recipient.from_str(line) for line in _file().read_text().split()]
    return bytes(pyrage.encrypt(mailbox.encode(), recipients))
