"""The demo's process as the supervisor starts it, with somebody's own clips."""

from __future__ import annotations

import signal
import subprocess
import sys

import av
import pytest

from fanlight.demo import cast
from tests.contract.demo_rtsp.film import film

STARTS = """
import sys
from pathlib import Path
from fanlight.demo.process import run
run(Path(sys.argv[1]), 0, Path(sys.argv[2]), ready=lambda port: print(port, flush=True))
"""


@pytest.fixture
def clips(tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    film(folder / "Back yard.mp4")
    (folder / "notes.mp4").write_text("#EXTM3U\nhttp://127.0.0.1:9/other.ts\n")
    return folder


def test_own_clips_until_terminated(tmp_path, clips):
    """It serves what plays, says by name what does not, never follows a playlist, and ends at SIGTERM with status 0."""
    command = [sys.executable, "-c", STARTS, str(tmp_path / "data"), str(clips)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        port = int(process.stdout.readline())
        access = cast.access(tmp_path / "data", port)
        url = f"rtsp://{access.user}:{access.password}@127.0.0.1:{port}/back-yard"
        with av.open(url, options={"rtsp_transport": "tcp"}) as container:
            assert container.streams.video[0].codec_context.name == "h264"
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "notes.mp4 is left out: it is not a video file that can be read." in said
    assert "1 of your clips" in said
    assert access.password not in said
