"""Where this home keeps what it has of the log and of its disclosures: <data>/asks, for its owner alone."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """The root of all that asks keep."""
    return Path(settings.DATA) / "asks"


def disclosure(identity: str) -> Path:
    """The files of one disclosure: `clip.mp4`, `round.mp4`, `plan.json`, `film.mp4`, `report.json`, `sealed.age`."""
    return folder() / "disclosures" / identity


def body(digest: str) -> Path:
    """A body of the log under its SHA-256."""
    return folder() / "bodies" / digest


def made(path: Path) -> Path:
    """The folder, made for its owner alone where it is not there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, and there after a power cut."""
    made(path.parent)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def sync(path: Path) -> None:
    """A folder's names are there after a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget(identity: str) -> None:
    """All files of a disclosure that will not leave any more, or has left."""
    shutil.rmtree(disclosure(identity), ignore_errors=True)
