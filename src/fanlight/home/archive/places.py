"""Where the archive's files lie in the data directory (docs/design/processes.md)."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings


def data() -> Path:
    """The data directory of this home."""
    return Path(settings.DATA)


def footage() -> Path:
    """The root of all segments."""
    return data() / "footage"


def camera_key() -> Path:
    """The key that seals the cameras' passwords."""
    return data() / "keys" / "camera.key"


def picture(event: int, *, small: bool = False) -> Path:
    """The JPEG of an event, 960 wide, or its small twin, 320 wide."""
    return data() / "pictures" / (f"{event}-small.jpg" if small else f"{event}.jpg")


def previews(camera: int) -> Path:
    """The folder of a camera's sprite sheets."""
    return data() / "previews" / str(camera)


def last_picture(camera: int) -> Path:
    """The last picture of a camera."""
    return data() / "last" / f"{camera}.jpg"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads a part of it. Not synced: a power cut may cost a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
