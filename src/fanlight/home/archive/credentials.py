"""A camera's user name and password, sealed with the home's camera key and bound to the camera's row."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from fanlight.ground.keys import SealBroken, seal, secret_bytes, unseal
from fanlight.home.archive import places
from fanlight.home.archive.models.cameras import Camera


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a camera asks for; empty where it asks for nothing."""

    username: str = ""
    password: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.username or self.password)


def _context(camera: int) -> bytes:
    return f"fanlight camera {camera}".encode()


def sealed(camera: int, credentials: Credentials) -> bytes:
    """The bytes for `Camera.credentials`; empty where there is nothing to keep."""
    if not credentials:
        return b""
    plain = json.dumps([credentials.username, credentials.password]).encode()
    return seal(secret_bytes(places.camera_key()), plain, _context(camera))


def opened(camera: int, sealed_credentials: bytes) -> Credentials:
    """What was sealed for this camera, or SealBroken."""
    if not sealed_credentials:
        return Credentials()
    plain = unseal(secret_bytes(places.camera_key()), sealed_credentials, _context(camera))
    try:
        username, password = json.loads(plain)
    except ValueError:
        raise SealBroken from None
    return Credentials(str(username), str(password))


def kept_for(row: Camera) -> Credentials:
    """What this camera's row holds; nothing where it cannot be read any more."""
    try:
        return opened(row.pk, bytes(row.credentials))
    except SealBroken:
        return Credentials()
