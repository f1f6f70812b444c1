"""How far a start is with mending what the last stop left, told to the pages by a file: <data>/run/mending."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from fanlight.home.recorder.pictures import replace

FILE = Path("run") / "mending"
"""Below the data directory; there only while something is mended."""
COUNTS = re.compile(r"(\d{1,9}) (\d{1,9})\Z", re.ASCII)


class Mending:
    """The `progress` of `recover`. A note that cannot be written holds up no start."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE

    def __call__(self, done: int, of: int) -> None:
        with contextlib.suppress(OSError):
            if done < of:
                replace(self._path, f"{done} {of}".encode())
            else:
                self.end()

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def progress(data: Path) -> tuple[int, int] | None:
    """Segments mended and how many there are; None while nothing is mended."""
    try:
        found = COUNTS.match((data / FILE).read_text("ascii"))
    except (OSError, ValueError):
        return None
    return (int(found[1]), int(found[2])) if found else None
