"""The commons' own VAPID key (RFC 8292), and the key that seals where its neighbours' browsers are reached."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from py_vapid import Vapid02

from fanlight.commons.board.models.devices import Device
from fanlight.ground.keys import seal, secret_bytes, unseal
from fanlight.ground.web_push import keys
from fanlight.ground.web_push.push import Subscription, parsed


def _folder() -> Path:
    return Path(settings.DATA) / "keys"


def vapid() -> Vapid02:
    """Made at the first call; no home's."""
    return keys.vapid(_folder())


def public_key() -> str:
    """What a browser subscribes with."""
    return keys.public_key(vapid())


def sealed(to: Subscription, fingerprint: str) -> bytes:
    """For the device's column, and for no other row."""
    return seal(secret_bytes(_folder() / "alerts.key"), to.text().encode(), _context(fingerprint))


def subscription(device: Device) -> Subscription:
    """A device's address and keys, opened; or SealBroken."""
    key = secret_bytes(_folder() / "alerts.key")
    return parsed(unseal(key, bytes(device.sealed), _context(device.fingerprint)).decode())


def _context(fingerprint: str) -> bytes:
    return f"fanlight board device {fingerprint}".encode()
