"""A fresh home for the tour: `make run` in an empty data directory, ended as a whole when the tour ends."""

from __future__ import annotations

import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT

READY_WITHIN = 300.0  # s: a first start may install packages and draws the demo
BESIDE = ("record", "commons")
BESIDE_WITHIN = 60.0  # s: the made-up community is founded at the first start
END_WITHIN = 10.0  # s: the interface's promise


@dataclass(frozen=True)
class RunningHome:
    """Addresses of a home that answers, and where its data lies."""

    origin: str
    start_path: str
    data: Path
    seconds_to_ready: float
    pid: int
    record: str = ""  # where the record is served, with its slash
    commons: str = ""  # where the commons is served, with its slash

    def fanlight(self, *arguments: str, text: str = "", within: float = 120) -> subprocess.CompletedProcess[str]:
        """One of the commands, beside the running home."""
        environment = {**os.environ, "FANLIGHT_DATA": str(self.data)}
        command = [str(ROOT / ".venv/bin/fanlight"), *arguments]
        return subprocess.run(command, env=environment, input=text, capture_output=True, text=True, timeout=within)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _lines(process: subprocess.Popen[str]) -> queue.Queue[str]:
    """What the process prints, line by line; an empty line when it ends."""
    found: queue.Queue[str] = queue.Queue()
    assert process.stdout
    stdout = process.stdout

    def read() -> None:
        for line in stdout:
            found.put(line)
        found.put("")

    threading.Thread(target=read, daemon=True).start()
    return found


def _until(lines: queue.Queue[str], pattern: str, seconds: float) -> str:
    seen, until = "", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        seen += line
        if found := re.search(pattern, line):
            return found[1]
        if not line:
            break
    raise AssertionError(f"make run did not print {pattern!r}; it printed: {seen!r}")


@contextmanager
def running(data: Path, **settings: str) -> Iterator[RunningHome]:
    """`make run` in its own process group; SIGTERM to the group at the end, and nothing may be left after 10 s."""
    port = settings.get("PORT") or str(free_port())
    beside = {name: settings.get(name) or str(free_port()) for name in ("RECORD_PORT", "COMMONS_PORT")}
    environment = {**os.environ, "FANLIGHT_DATA": str(data), "PORT": port, **beside, **settings}
    began = time.monotonic()
    command = ["make", "--no-print-directory", "run"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        lines = _lines(process)
        origin = _until(lines, r"^ready (http://\S+?)/$", READY_WITHIN)
        seconds = time.monotonic() - began
        start = _until(lines, r"^first owner http://[^/]+(/start\?code=\S+)$", 5)
        named: dict[str, str] = {}
        while len(named) < len(BESIDE):  # in whichever order they are ready
            line = _until(lines, r"^((?:record|commons) http://localhost:\d+/)$", BESIDE_WITHIN)
            name, _, address = line.partition(" ")
            named[name] = address
        yield RunningHome(origin, start, data, seconds, process.pid, named["record"], named["commons"])
    finally:
        end_group(process)


def end_group(process: subprocess.Popen[str]) -> None:
    """SIGTERM to the whole group; raises if anything of it lives on after 10 s."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    until = time.monotonic() + END_WITHIN
    while time.monotonic() < until:
        process.poll()
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    raise AssertionError("processes of make run were left 10 s after SIGTERM")
