"""`fanlight home` where it cannot start: one clear sentence with what to do, and nothing that lay there is touched."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.webprocess import free_port

pytestmark = pytest.mark.slow


def started(data: Path, **settings: str) -> tuple[int, list[str]]:
    """Exit status and what it says, line by line."""
    environment = {
        **os.environ,
        "FANLIGHT_DATA": str(data),
        "FANLIGHT_DEMO": "0",
        "PORT": str(free_port()),
        "RECORD_PORT": str(free_port()),
        **settings,
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [str(Path(sys.executable).with_name("fanlight")), "home"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr.splitlines()


def test_a_port_in_use(tmp_path: Path) -> None:
    """Said before anything is made, with another port to choose."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, said = started(tmp_path / "data", PORT=port)
    assert status == 2 and said[-1].startswith(f"fanlight: Port {port} cannot be used:")
    assert said[-1].endswith("Choose another: make run PORT=8081")
    assert not (tmp_path / "data").exists()


def test_two_on_one_data_directory(tmp_path: Path) -> None:
    """The second says who has it, in one line, and starts no process that would write."""
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        status, said = started(tmp_path)
    assert status == 3
    words = f"Another Fanlight works on {tmp_path}. Stop that one first, or set FANLIGHT_DATA to another folder."
    assert said == [f"fanlight: {words}"]


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_database_that_cannot_be_opened(tmp_path: Path, content: bytes) -> None:
    """It is named, left as it lies, and no new one is put in its place."""
    database = tmp_path / "fanlight.sqlite3"
    database.write_bytes(content)
    status, said = started(tmp_path)
    assert status == 2 and said[0].startswith(f"fanlight: The database {database} cannot be opened:")
    assert "backup" in said[0] and not any("Traceback" in line for line in said)
    assert database.read_bytes() == content


@pytest.mark.parametrize("wrong", ["abc", "0", "70000", "9" * 5000])
def test_a_port_that_is_none(tmp_path: Path, wrong: str) -> None:
    """Said by its name."""
    status, said = started(tmp_path / "data", PORT=wrong)
    assert status == 2 and said[-1].endswith("Set it to a number from 1 to 65535.") and len(said) == 1


def test_tables_are_made_once_however_many_begin(tmp_path: Path) -> None:
    """A camera is added from the shell while a home starts for the first time: both find the tables, neither stops."""
    environment = {**os.environ, "FANLIGHT_DATA": str(tmp_path / "data")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    code = "from fanlight.project.django_ready import migrate, ready\nready()\nmigrate()"
    begun = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [one.communicate(timeout=60)[1] for one in begun]
    assert [(one.returncode, words) for one, words in zip(begun, said, strict=True)] == [(0, "")] * 3
