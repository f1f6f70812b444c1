"""The recording process as its surroundings meet it: lock, signals, a full disk, viewers on the control socket."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.serving import Served, serving
from fanlight.home.recorder import client, frames, segment
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.store import Footage
from tests.contract.cameras import clips
from tests.contract.cameras.recorder import recording

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    clip = clips.make(tmp_path_factory.mktemp("clips") / "yard.mp4", seconds=4)
    with serving({"yard": read_clip(clip)}) as served:
        yield served


def plan(camera: Served, **facts: Any) -> CameraPlan:
    return CameraPlan(1, "yard", camera.url("yard"), None, "", "", **{"recording": "always", **facts})


@contextmanager
def alone(data: Path, url: str, recording: str = "always") -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.contract.cameras.alone", str(data), url, recording]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def running(data: Path, state: str, within: float = 20.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if client.status(data)["cameras"][0]["state"] == state:
                return True
        except client.RecorderAway:
            pass
        time.sleep(0.1)
    return False


def test_sigterm_closes_everything(camera: Served, tmp_path: Path) -> None:
    """After SIGTERM every segment is closed and every event ended within five seconds; the socket is gone."""
    with alone(tmp_path, camera.url("yard")) as process:
        assert running(tmp_path, "recording")
        client.press(tmp_path, 1)
        time.sleep(2)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=10)
        assert time.monotonic() - began < 5
    told = json.loads(out)
    assert process.returncode == 0 and told["open_events"] == 0
    assert told["segments"] and all(row["status"] == "closed" and row["fragments"] for row in told["segments"])
    assert not frames.socket_path(tmp_path).exists()


def test_two_on_one_directory(camera: Served, tmp_path: Path) -> None:
    """The second recorder says so in words and ends with 3; the first goes on."""
    with alone(tmp_path, camera.url("yard")):
        assert running(tmp_path, "recording")
        with alone(tmp_path, camera.url("yard")) as second:
            _, words = second.communicate(timeout=10)
            assert second.returncode == 3
            assert "Another Fanlight" in words and "Traceback" not in words
        assert running(tmp_path, "recording")


def test_only_the_owner_may_speak_to_it(camera: Served, tmp_path: Path) -> None:
    """The control socket is open to its owner alone."""
    with recording(tmp_path, [plan(camera)]):
        assert frames.socket_path(tmp_path).stat().st_mode & 0o777 == 0o600


def test_full_disk(camera: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk recording pauses with words and a gap, live goes on, and recording resumes by itself."""
    full, real = [False], segment.write_all

    def write(handle: int, *parts: bytes) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle, *parts)

    monkeypatch.setattr(segment, "write_all", write)
    monkeypatch.setattr(Footage, "free", lambda self: 0 if full[0] else 1 << 40)
    with recording(tmp_path, [plan(camera)]) as recorded:
        assert recorded.until(lambda: recorded.states()[-1] == "recording")
        time.sleep(2.5)
        full[0] = True
        assert recorded.until(lambda: "disk is full" in recorded.words())
        assert recorded.until(lambda: recorded.states()[-1] == "watching")
        shown = client.follow(tmp_path, {"do": "live", "cameras": [{"id": 1, "stream": "main"}]})
        assert any(header["what"] == "fragment" for header, _ in (next(shown) for _ in range(5)))
        shown.close()
        full[0] = False
        assert recorded.until(lambda: recorded.states()[-1] == "recording")
        gaps = [gap for gap in recorded.index.gaps.values() if gap.reason == "disk"]
        assert gaps and all(gap.end_us is not None for gap in gaps)


def test_a_press_is_recorded_from_before_it(camera: Served, tmp_path: Path) -> None:
    """A camera that records on events has no footage, until somebody rings: then from five seconds before."""
    with recording(tmp_path, [plan(camera, recording="events")]) as recorded:
        assert recorded.until(lambda: recorded.states()[-1] == "watching")
        time.sleep(7)
        assert not recorded.rows()
        event = client.press(tmp_path, 1)
        assert recorded.until(lambda: recorded.index.events[event].named == [("press", 1.0)])
        assert recorded.until(lambda: recorded.covered(), within=8)
        start_us = recorded.index.events[event].start_us
        assert 4.0 <= start_us / 1e6 - recorded.covered()[0][0] <= 7.5
        assert (tmp_path / "pictures" / f"{event}.jpg").read_bytes()[:2] == b"\xff\xd8"
        assert recorded.until(lambda: (tmp_path / "last" / "1.jpg").exists(), within=15)


def test_never_records_nothing(camera: Served, tmp_path: Path) -> None:
    """A camera that is only watched writes no footage, whatever happens at it."""
    with recording(tmp_path, [plan(camera, recording="never")]) as recorded:
        assert recorded.until(lambda: recorded.states()[-1] == "watching")
        event = client.press(tmp_path, 1)
        assert client.movement(tmp_path, 1, "person") != event
        time.sleep(4)
        assert not recorded.rows() and len(recorded.index.events) == 2


def test_reload(camera: Served, tmp_path: Path) -> None:
    """A camera that is added is recorded, one that is taken away is let go, and a third is not disturbed."""
    with recording(tmp_path, [plan(camera)]) as recorded:
        assert recorded.until(lambda: recorded.states()[-1] == "recording")
        second = CameraPlan(2, "path", camera.url("yard"), None, "", "", recording="always")
        recorded.index.plan(plan(camera), second)
        client.reload(tmp_path)
        assert recorded.until(lambda: recorded.states(2)[-1:] == ["recording"])
        recorded.index.plan(plan(camera))
        client.reload(tmp_path)
        assert [one["id"] for one in client.status(tmp_path)["cameras"]] == [1]
        assert len({row.new.run for row in recorded.rows(1)}) == 1
    assert all(row.status == "closed" for row in recorded.rows(1) + recorded.rows(2))


def test_a_viewer_who_reads_nothing_holds_nobody_up(camera: Served, tmp_path: Path) -> None:
    """A stuck phone costs neither footage nor the view of another."""
    with recording(tmp_path, [plan(camera)]) as recorded:
        assert recorded.until(lambda: recorded.states()[-1] == "recording")
        request = {"do": "live", "cameras": [{"id": 1, "stream": "main"}]}
        stuck = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        for one in stuck:
            one.connect(str(frames.socket_path(tmp_path)))
            one.sendall(frames.packed(request))
        seen, began = 0, time.monotonic()
        for header, _ in client.follow(tmp_path, request):
            seen += header["what"] == "fragment"
            if time.monotonic() - began > 4:
                break
        assert seen >= 45
        assert recorded.until(lambda: recorded.covered() and recorded.covered()[-1][1] > recorded.covered()[0][0] + 4)
        assert len(recorded.covered()) == 1
        for one in stuck:
            one.close()


@pytest.mark.parametrize(
    "request_",
    [{"do": "dance"}, {"do": "press"}, {"do": "press", "camera": 9}, {"do": "movement", "camera": 1, "kind": 3}],
)
def test_wrong_requests_get_words(camera: Served, tmp_path: Path, request_: dict[str, Any]) -> None:
    """Whatever is asked wrongly is refused in words, and the recorder goes on."""
    with recording(tmp_path, [plan(camera)]):
        with pytest.raises(client.RecorderRefused) as refused:
            client.ask(tmp_path, request_)
        assert str(refused.value)
        assert client.status(tmp_path)["ok"]


@pytest.mark.parametrize("noise", [b"", b"\0", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]"])
def test_other_bytes_on_the_socket(camera: Served, tmp_path: Path, noise: bytes) -> None:
    """What is no frame closes that connection and nothing else."""
    with recording(tmp_path, [plan(camera)]):
        with socket.socket(socket.AF_UNIX) as other:
            other.connect(str(frames.socket_path(tmp_path)))
            other.sendall(noise)
            other.shutdown(socket.SHUT_WR)
            other.settimeout(5)
            with suppress(ConnectionResetError):
                other.recv(10)
        assert client.status(tmp_path)["ok"]


def test_no_recorder(tmp_path: Path) -> None:
    """Whoever asks while it is away gets that in words."""
    with pytest.raises(client.RecorderAway):
        client.status(tmp_path)
