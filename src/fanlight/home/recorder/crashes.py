"""Which camera ended the recorder: threads note whose bytes they handle, Python's fault handler notes the thread.

A camera's bytes go through FFmpeg's C code. Where that crashes, the next start reads both notes and counts the crash
for that camera; from the second on the camera is read and decoded in processes of its own (apart/). A kill from
outside leaves no note and blames nobody.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import mmap
import re
import struct
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.pictures import replace

NOTE = Path("run") / "at-work"
"""Which thread handles whose bytes: 128 places of thread and camera, 8 bytes each, little endian."""
FAULT = Path("run") / "fault"
"""What Python's fault handler writes when a thread crashes."""
COUNTS = Path("crashes.json")
"""Per camera its crashes and a hash of its address: another device at that place begins anew."""
PLACES, PLACE = 128, struct.Struct("<QQ")
CRASHED = re.compile(rb"Current thread 0x([0-9a-f]{1,16}) ")
APART_FROM = 2


class AtWork:
    """Notes that outlive the process, because the pages of a mapped file are the system's."""

    def __init__(self, data: Path) -> None:
        path = data / NOTE
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(bytes(PLACES * PLACE.size))
        with path.open("r+b") as file:
            self._notes = mmap.mmap(file.fileno(), PLACES * PLACE.size)
        self._free = list(range(PLACES))
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def on(self, camera: int) -> Iterator[None]:
        """This thread handles the camera's bytes inside the block."""
        with self._lock:
            place = self._free.pop() if self._free else None
        if place is None:
            yield
            return
        PLACE.pack_into(self._notes, place * PLACE.size, threading.get_ident(), camera)
        try:
            yield
        finally:
            PLACE.pack_into(self._notes, place * PLACE.size, 0, 0)
            with self._lock:
                self._free.append(place)


def watch_for_faults(data: Path) -> None:
    """From now on a crash writes down its thread. The file stays open as long as the process lives."""
    path = data / FAULT
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    faulthandler.enable(file=path.open("wb"), all_threads=True)


def blamed(data: Path) -> int | None:
    """The camera whose bytes the crashed thread handled; None where nothing crashed, or none of ours."""
    try:
        crashed = CRASHED.search((data / FAULT).read_bytes())
        notes = (data / NOTE).read_bytes()
    except OSError:
        return None
    if crashed is None or len(notes) != PLACES * PLACE.size:
        return None
    thread = int(crashed[1], 16)
    return next((camera for ident, camera in PLACE.iter_unpack(notes) if ident == thread and camera), None)


class Crashes:
    """The counts, read at start and written when one is added."""

    def __init__(self, data: Path) -> None:
        self._path = data / COUNTS
        self._counts = _read(self._path)

    def add(self, plan: CameraPlan) -> int:
        """One more for this camera; how many it has now."""
        self._counts[str(plan.id)] = Count(_place(plan), self.of(plan) + 1)
        with contextlib.suppress(OSError):
            replace(self._path, json.dumps(self._counts).encode())
        return self.of(plan)

    def of(self, plan: CameraPlan) -> int:
        known = self._counts.get(str(plan.id))
        return known.crashes if known is not None and known.place == _place(plan) else 0

    def is_apart(self, plan: CameraPlan) -> bool:
        """Whether it is handled in processes of its own."""
        return self.of(plan) >= APART_FROM


class Count(NamedTuple):
    """Of one camera."""

    place: str
    crashes: int


def _place(plan: CameraPlan) -> str:
    return sha256(f"{plan.url} {plan.sub_url}".encode()).hexdigest()[:16]


def _read(path: Path) -> dict[str, Count]:
    """What is no count is left out: a torn file only means that a camera crashes once more before it is kept apart."""
    try:
        found = json.loads(path.read_bytes())
        return {str(camera): Count(str(place), int(crashes)) for camera, (place, crashes) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
