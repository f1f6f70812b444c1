"""A whole home that records: `fanlight home` on two filmed clips, with the demo's own RTSP server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np

from fanlight.home.recorder import client
from tests.browser.webprocess import WebProcess

READY_WITHIN = 60.0  # s
RATE = 15


def film(path: Path, seconds: int = 24) -> None:
    """Noise that costs about 100 kB a second, and somebody who walks through the middle third of the clip."""
    rng = np.random.default_rng(7)
    ground = rng.integers(60, 180, (360, 640, 3), np.uint8)
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"  # type: ignore[attr-defined]
        stream.options = {"preset": "ultrafast", "g": str(RATE * 2), "bf": "0", "b:v": "800k", "sc_threshold": "0"}  # type: ignore[attr-defined]
        for number in range(seconds * RATE):
            picture = ground.copy()
            step = number - seconds * RATE // 3
            if 0 <= step < seconds * RATE // 3:
                picture[120:300, 40 + step * 3 : 110 + step * 3] = (20, 20, 200)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):  # type: ignore[attr-defined]
                file.mux(packet)
        file.mux(stream.encode(None))  # type: ignore[attr-defined]


class RunningHome:
    """`with RunningHome(folder) as home`: cameras record, pages answer at `home.origin`."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.clips = folder / "clips"
        self.clips.mkdir(parents=True)
        for name in ("front-door.mp4", "garden.mp4"):
            film(self.clips / name)
        self.web = WebProcess(self.data)
        self.origin = self.web.origin

    def __enter__(self) -> RunningHome:
        environment = {**self.web.environment, "FANLIGHT_DEMO": "1", "CAMERAS": str(self.clips)}
        environment["FANLIGHT_COMMONS"] = "0"  # what is measured here is a home; five more processes are not it
        self._process = subprocess.Popen(
            [str(Path(sys.executable).with_name("fanlight")), "home"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout
        while not self._process.stdout.readline().startswith("ready"):
            assert self._process.poll() is None, "the home ended"
        self._until_recording()
        return self

    def _until_recording(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while True:
            try:
                cameras = client.status(self.data)["cameras"]
                if cameras and all(one["state"] in ("recording", "watching") for one in cameras):
                    return
            except client.RecorderAway:
                pass
            assert time.monotonic() < until, "the cameras did not come"
            time.sleep(0.2)

    def press(self, camera: int = 1) -> int:
        return client.press(self.data, camera)

    def kill_recorder(self) -> None:
        """SIGKILL; the supervisor starts it again."""
        for entry in Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError):
                continue
            if words[-2:-1] == [b"recorder"] and parent == self._process.pid:
                os.kill(int(entry.name), signal.SIGKILL)
                return
        raise AssertionError("no recorder of this home runs")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(12)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
