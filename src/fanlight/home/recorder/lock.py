"""The lock on a data directory: one Fanlight works on it at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fanlight.ground.errors import FanlightError


class DirectoryTaken(FanlightError):
    """Another Fanlight works on this data directory."""

    remedy = "Stop that one first, or set FANLIGHT_DATA to another folder."
    exit_code = 3


@contextmanager
def sole_owner(data: Path) -> Iterator[None]:
    """The lock on the data directory; the kernel gives it back however the process ends."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise DirectoryTaken(f"Another Fanlight works on {data}.") from None
    finally:
        os.close(handle)
