"""What of telling is secret: the VAPID key (RFC 8292) and the sealed addresses of devices and channels."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from fanlight.ground.keys import kept_secret, seal, secret_bytes, unseal


def _keys() -> Path:
    return Path(settings.DATA) / "keys"


def vapid() -> Vapid02:
    """The key by which push services know this home; made at the first call."""
    return Vapid02.from_pem(kept_secret(_keys() / "vapid.pem", _fresh))


def _fresh() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_key() -> str:
    """What a browser subscribes with: the uncompressed point, base64url without padding."""
    point = vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def fingerprint(endpoint: str) -> str:
    """What a device's address is found by without being opened."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def sealed(plain: str, context: str) -> bytes:
    """Bytes for a column; `context` binds them to their row."""
    return seal(secret_bytes(_keys() / "tell.key"), plain.encode(), f"fanlight tell {context}".encode())


def opened(column: bytes | memoryview[int], context: str) -> str:
    """The plain text, or SealBroken."""
    return unseal(secret_bytes(_keys() / "tell.key"), bytes(column), f"fanlight tell {context}".encode()).decode()
