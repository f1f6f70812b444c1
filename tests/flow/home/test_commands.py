"""The commands as others rely on them: JSON on stdout, one line on stderr, exit status; also without a home."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fanlight.home.recorder.frames import packed

SLOW = 60  # s: other tests may hold both cores


def fanlight(data: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    code = "from fanlight.project.cli.entry import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**kept, "FANLIGHT_DATA": str(data)},
        input=given,
        capture_output=True,
        text=True,
        timeout=SLOW,
    )


def told(done: subprocess.CompletedProcess[str]):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_camera_comes_and_goes(tmp_path):
    """Added, listed and removed on a directory where no home ever ran; the password is nowhere in it in the clear."""
    added = told(
        fanlight(
            tmp_path, "camera", "add", "--name", "Front door", "rtsp://127.0.0.1:9/main", "--sub",
            "rtsp://127.0.0.1:9/sub", "--user", "admin", "--password-stdin", "--json", given="s3cr3t-of-the-door\n",
        )
    )  # fmt: skip
    assert set(added) == {"id", "state"}
    assert added["state"] == "connecting"
    [listed] = told(fanlight(tmp_path, "camera", "list", "--json"))
    assert set(listed) == {"id", "name", "state", "since", "words"}
    assert (listed["id"], listed["name"], listed["state"]) == (added["id"], "Front door", "connecting")
    assert listed["words"] == "Fanlight is not running."
    assert listed["since"].endswith("+00:00")
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"s3cr3t-of-the-door" not in path.read_bytes()
    assert "Front door" in fanlight(tmp_path, "camera", "list").stdout
    assert fanlight(tmp_path, "camera", "remove", str(added["id"])).returncode == 0
    assert told(fanlight(tmp_path, "camera", "list", "--json")) == []
    assert told(fanlight(tmp_path, "events", "--json")) == []
    assert told(fanlight(tmp_path, "check", "--json")) == {
        "segments": 0, "open": 0, "missing": 0, "wrong_size": 0, "wrong_hash": 0, "quarantined": 0,
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("camera", "add", "--name", "A", "http://127.0.0.1/"), "rtsp"),
        (("camera", "add", "--name", "A", "rtsp://u:geheim@/x"), "names no camera"),
        (("camera", "add", "--name", "A", "rtsp://h/x", "--password-stdin"), "No password came"),
        (("camera", "add", "--name", " ", "rtsp://h/x"), "no name"),
        (("camera", "remove", "77"), "no camera 77"),
        (("export", "77", "--out", "x.mp4"), "no event 77"),
        (("export", "99999999999999999999", "--out", "x.mp4"), "no event"),
        (("events", "--since", "soon"), "is no time"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(tmp_path, arguments, words):
    """What is wrong is said in one line with what to do, and no password is repeated."""
    done = fanlight(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert words in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.slow
def test_a_database_that_cannot_be_opened(tmp_path):
    """A broken database gives words and status 2, not a traceback, and stays as it is."""
    broken = tmp_path / "fanlight.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    for arguments in (("camera", "list", "--json"), ("events", "--json"), ("check", "--json")):
        done = fanlight(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert broken.read_bytes() == b"this is no database" * 100


@pytest.mark.slow
def test_a_running_recorder_is_told(tmp_path):
    """A home that runs hears of a new camera at once."""
    heard = []
    (tmp_path / "run").mkdir()
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(tmp_path / "run" / "recorder.sock"))
    server.listen()

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            heard.append(connection.recv(65_536))
            connection.sendall(packed({"ok": True}))

    thread = threading.Thread(target=answer)
    thread.start()
    told(fanlight(tmp_path, "camera", "add", "--name", "Yard", "rtsp://127.0.0.1:9/", "--json"))
    thread.join(SLOW)
    server.close()
    assert b'"reload"' in heard[0]
