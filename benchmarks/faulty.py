"""The cameras of the soak: the GStreamer server's, each with the faults that are injected into it, and their diary."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from substreams import sub_of

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT.parent / "shared" / "tools" / "rtsp_server.py"
USER, PASSWORD = "cam", "soak"

HANGS_UP = ("drop", "away", "freeze", "stall")
"""Faults in which packets are missing: a gap belongs to each. In the others footage goes on."""
BACK_S = 10.0
"""Recording goes on so soon after the camera is back (home.md: hold to)..."""
GOP_S = 4.2
"""...at a key frame, the longest of these streams with a tick of delay..."""
BEFORE_S = 6.0
"""...and what had been sent before the fault is listed up to here: one GOP and the way through the server."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """One camera: which stream it shows, what goes wrong with it, and how the home treats it."""

    name: str
    stream: str
    faults: tuple[str, ...] = ()  # as `rtsp_server.py --fault` takes them
    is_door: bool = False  # sub stream, sound, prompt


CAMERAS = (
    Soaked("yard", "yard_cbr"),
    Soaked("hall", "hall_cbr"),
    Soaked("street", "street_sway"),
    Soaked("door", "yard_cbr", is_door=True),
    Soaked("lot", "lot_vbr", ("drop:200",)),
    Soaked("path", "yard_h265", ("away:150:20",)),
    Soaked("night", "yard_night", ("freeze:160:20",)),
    Soaked("garage", "lot_vbr", ("corrupt:60:5", "jump:90:3600", "stall:180:20")),
)
"""Four that never fail and four that do, every few minutes: a fault comes again so long after each new start."""


@dataclass(slots=True)
class Fault:
    """One that happened: wall clock seconds."""

    kind: str
    at: float
    seconds: float

    @property
    def gap_until(self) -> float:
        """When the camera is back, at the latest."""
        return self.at + (self.seconds if self.kind in ("away", "freeze", "stall") else 0.0)


@dataclass(slots=True)
class Served:
    """A running server with one camera, and what it has told."""

    camera: Soaked
    process: subprocess.Popen[str]
    base: str
    faults: list[Fault] = field(default_factory=list)

    def listen(self) -> None:
        """Keeps the faults of the diary; ends with the server."""
        ahead = time.time() - time.monotonic()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
            if told.get("event") == "fault" and told["name"] == self.camera.stream:
                self.faults.append(Fault(told["kind"], told["t"] + ahead, float(told["seconds"])))


def served(camera: Soaked, streams: Path, place: Path, stack: ExitStack) -> Served:
    """A server of its own for each, so that a fault of one is none of another."""
    folder = place / camera.name
    folder.mkdir(parents=True)
    (folder / f"{camera.stream}.mp4").symlink_to(streams / f"{camera.stream}.mp4")
    if camera.is_door:
        (folder / f"{camera.stream}_sub.mp4").symlink_to(sub_of(streams / f"{camera.stream}.mp4"))
    options = ["--port", "0", "--user", USER, "--password", PASSWORD, "--wall"]
    options += [part for fault in camera.faults for part in ("--fault", fault)] + ["--audio"] * camera.is_door
    process = subprocess.Popen(
        ["/usr/bin/python3", str(SERVER), str(folder), *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    stack.callback(ended, process)
    assert process.stdout is not None
    first = process.stdout.readline().split()
    if first[:1] != ["ready"]:
        sys.exit("the test camera does not start: make test-packages")
    server = Served(camera, process, first[1])
    threading.Thread(target=server.listen, daemon=True).start()
    return server


def explained(start: float, end: float, faults: list[Fault]) -> Fault | None:
    """The injected fault that a hole in the footage belongs to, if there is one: wall clock seconds."""
    for fault in faults:
        reaches = fault.gap_until + BACK_S + GOP_S
        if fault.kind in HANGS_UP and fault.at - BEFORE_S <= start and end <= reaches and end >= fault.at:
            return fault
    return None


def ended(process: subprocess.Popen[Any]) -> None:
    """SIGTERM, and what does not hear it is killed."""
    process.terminate()
    try:
        process.wait(12)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
