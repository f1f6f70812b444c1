"""Clips being made ready for download: one file per clip in the data directory, made off the request's thread."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import places
from fanlight.home.archive.export import export
from fanlight.home.archive.spans import Coverage

KEPT_S = 900.0  # a made file is there for a browser that asks again; then the room is given back
MEGABYTE = 1_000_000


@dataclass(slots=True)
class Making:
    """One clip on its way into a file."""

    out: Path
    bytes: int  # about what the file will hold
    begun: float
    done: threading.Event = field(default_factory=threading.Event)
    problem: str = ""
    missing: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return self.done.is_set() and not self.problem

    def words(self) -> str:
        """ "Making the file: 12 of 140 MB." """
        if self.problem:
            return self.problem
        if self.done.is_set():
            return "Ready."
        written = sum(part.stat().st_size for part in self.out.parent.glob(f".{self.out.name}.*"))
        return f"Making the file: {min(written, self.bytes) // MEGABYTE} of {max(1, self.bytes // MEGABYTE)} MB."


_lock = threading.Lock()
_makings: dict[tuple[int, int, int], Making] = {}


def make(event: int, covered: Coverage) -> Making:
    """Begin, or find what was begun before; a clip that has grown since is made anew."""
    key = (event, covered.end_us, sum(len(piece.fragments) for piece in covered.pieces))
    with _lock:
        _forget_old()
        known = _makings.get(key)
        if known is not None and not known.problem:
            return known
        size = sum(fragment.length for piece in covered.pieces for fragment in piece.fragments)
        folder = places.data() / "downloads"
        folder.mkdir(mode=0o700, exist_ok=True)
        making = Making(folder / f"{event}-{covered.end_us}-{key[2]}.mp4", size, time.monotonic())
        _makings[key] = making
    threading.Thread(target=_run, args=(making, covered), daemon=True, name=f"download-{event}").start()
    return making


def _run(making: Making, covered: Coverage) -> None:
    try:
        making.missing = export(covered, making.out, force=True).words
    except FanlightError as error:
        making.problem = error.words()
    finally:
        making.done.set()


def _forget_old() -> None:
    """Caller holds the lock. A file that is being sent stays readable: its handle outlives its name."""
    for key, making in list(_makings.items()):
        if making.done.is_set() and time.monotonic() - making.begun > KEPT_S:
            making.out.unlink(missing_ok=True)
            del _makings[key]


def forget_all() -> None:
    """At the start of the web process: files that an earlier one left, whole or half made."""
    folder = places.data() / "downloads"
    for left in folder.iterdir() if folder.is_dir() else ():
        left.unlink(missing_ok=True)
