"""The record beside a running home: its ready line, and a taken port that stops the record, not the home."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.tour.house import free_port

pytestmark = pytest.mark.slow
READY_WITHIN = 60.0  # s, on a machine that others use too


@contextmanager
def home(data: Path, record_port: int) -> Iterator[queue.Queue[str]]:
    """`fanlight home` without the demo; hands out the lines that it prints."""
    environment = {**os.environ, "FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0"}
    environment |= {"PORT": str(free_port()), "RECORD_PORT": str(record_port)}
    command = [sys.executable, "-c", "from fanlight.project.cli.entry import main; main()", "home"]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    lines: queue.Queue[str] = queue.Queue()
    stdout = process.stdout
    assert stdout
    reading = threading.Thread(target=lambda: [lines.put(line) for line in stdout])
    reading.start()
    try:
        yield lines
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        reading.join()
        stdout.close()


def until(lines: queue.Queue[str], start: str) -> list[str]:
    """All lines up to the first that begins so."""
    seen: list[str] = []
    end = time.monotonic() + READY_WITHIN
    while not (seen and seen[-1].startswith(start)):
        assert time.monotonic() < end, seen
        seen.append(lines.get(timeout=READY_WITHIN))
    return seen


def test_the_record_has_a_ready_line_of_its_own(tmp_path: Path) -> None:
    """After the home's; the address answers with the headline."""
    port = free_port()
    with home(tmp_path, port) as lines:
        seen = until(lines, "record ")
        assert seen[-1] == f"record http://localhost:{port}/\n"
        assert any(line.startswith("ready ") for line in seen)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/headline.json", timeout=20) as answer:
            assert answer.status == 200


def test_a_taken_port_stops_the_record_and_not_the_home(tmp_path: Path) -> None:
    """Said in words with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with home(tmp_path, taken.getsockname()[1]) as lines:
            seen = until(lines, "ready ")
            assert any("the record is not served" in line and "RECORD_PORT=" in line for line in seen)
