"""A web server that is killed leaves no worker that holds its port: the next one serves within seconds."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.tour.house import ROOT, end_group, free_port

SERVED_WITHIN = 20.0  # s, on a machine with other work


def children(pid: int, word: str) -> list[int]:
    """The children of a process whose command line holds this word."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and f"PPid:\t{pid}\n" in (entry / "status").read_text():
                found += [int(entry.name)] if word in (entry / "cmdline").read_text() else []
        except OSError:
            continue
    return found


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for(true: object, seconds: float = SERVED_WITHIN) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if callable(true) and true():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_killed_web_server_takes_its_worker_along(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "FANLIGHT_DATA": str(tmp_path / "data"),
        "FANLIGHT_DEMO": "0",
        "PORT": str(port),
        "RECORD_PORT": str(free_port()),
    }
    command = [str(ROOT / ".venv/bin/fanlight"), "home"]
    home = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert wait_for(lambda: answers(port))
        (server,) = children(home.pid, "web")
        (worker,) = children(server, "web")
        os.kill(server, signal.SIGKILL)
        assert wait_for(lambda: not Path(f"/proc/{worker}").exists())
        assert wait_for(lambda: answers(port))
    finally:
        end_group(home)
        assert home.stdout
        home.stdout.close()
