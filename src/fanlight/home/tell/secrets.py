"""What of telling is secret: the VAPID key (RFC 8292) and the sealed addresses of devices and channels."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from py_vapid import Vapid02

from fanlight.ground.keys import seal, secret_bytes, unseal
from fanlight.ground.web_push import keys


def _keys() -> Path:
    return Path(settings.DATA) / "keys"


def vapid() -> Vapid02:
    """The key by which push services know this home; made at the first call."""
    return keys.vapid(_keys())


def public_key() -> str:
    """What a browser subscribes with."""
    return keys.public_key(vapid())


def sealed(plain: str, context: str) -> bytes:
    """Bytes for a column; `context` binds them to their row."""
    return seal(secret_bytes(_keys() / "tell.key"), plain.encode(), f"fanlight tell {context}".encode())


def opened(column: bytes | memoryview[int], context: str) -> str:
    """The plain text, or SealBroken."""
    return unseal(secret_bytes(_keys() / "tell.key"), bytes(column), f"fanlight tell {context}".encode()).decode()
