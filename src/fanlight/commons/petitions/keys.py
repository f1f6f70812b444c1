"""Keys of petitions, in files: one tells mailboxes apart and dies at closing, one signs the trees."""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from fanlight.ground.errors import FanlightError
from fanlight.ground.keys import secret_bytes


class KeyGone(FanlightError):
    """This petition is closed: its key is destroyed and no signature can be told from another any more."""


def _folder() -> Path:
    return Path(settings.DATA) / "keys" / "petitions"


def make(number: str) -> None:
    """At opening, once."""
    secret_bytes(_folder() / number)


def address_mac(number: str, same: str) -> bytes:
    """HMAC-SHA256 (RFC 2104) of a normalised address under the petition's key."""
    path = _folder() / number
    if not path.exists():
        raise KeyGone
    return hmac.digest(secret_bytes(path), same.encode(), sha256)


def destroy(number: str) -> None:
    """At closing: overwritten first, for what a file system may keep."""
    path = _folder() / number
    if path.exists():
        path.write_bytes(bytes(32))
        path.unlink()


def mail_key() -> bytes:
    """Seals addresses of mails on their way (AES-256-GCM)."""
    return secret_bytes(_folder() / "mail.key")


def tree_seed() -> bytes:
    """Ed25519 seed that signs the heads of all petitions' trees."""
    return secret_bytes(_folder() / "tree.seed")
