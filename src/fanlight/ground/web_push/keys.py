"""The key by which push services know a sender (VAPID, RFC 8292), and what a browser's address is found by."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from py_vapid import Vapid02

from fanlight.ground.keys import kept_secret


def vapid(folder: Path) -> Vapid02:
    """The sender's P-256 key in this folder of keys; made at the first call."""
    return Vapid02.from_pem(kept_secret(folder / "vapid.pem", _fresh))


def _fresh() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_key(key: Vapid02) -> str:
    """What a browser subscribes with: the uncompressed point, base64url without padding."""
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def fingerprint(endpoint: str) -> str:
    """What a browser's address is found by without being opened: SHA-256, hex."""
    return hashlib.sha256(endpoint.encode()).hexdigest()
