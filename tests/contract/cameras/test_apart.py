"""A camera that crashed the recorder twice is read and decoded in processes of its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from fanlight.demo.rtsp.clip import read_clip
from fanlight.demo.rtsp.serving import serving
from fanlight.home.recorder.crashes import Crashes
from fanlight.home.recorder.index import CameraPlan
from tests.contract.cameras.recorder import recording
from tests.contract.demo_rtsp.film import film

pytestmark = pytest.mark.slow


def children() -> dict[int, str]:
    """Processes that this one has started, with their command lines."""
    found = {}
    for one in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((one / "stat").read_text().rpartition(")")[2].split()[1])
            line = (one / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and "recorder.apart" in line:
            found[int(one.name)] = line
    return found


def test_its_death_does_not_take_the_others(tmp_path: Path) -> None:
    """Both cameras record; the process of one is killed: it records again, the other has no hole and no state."""
    film(tmp_path / "clip.mp4", seconds=4)
    clip = read_clip(tmp_path / "clip.mp4")
    with serving({"bad": clip, "good": clip}, user="mara", password="se cret/word") as device:
        plans = [
            CameraPlan(number, name, f"rtsp://127.0.0.1:{device.port}/{name}", None, "mara", "se cret/word",
                       recording="always")
            for number, name in ((1, "bad"), (2, "good"))
        ]  # fmt: skip
        crashes = Crashes(tmp_path)
        crashes.add(plans[0])
        crashes.add(plans[0])
        with recording(tmp_path, plans) as recorded:
            assert recorded.until(lambda: recorded.covered(1) and recorded.covered(2))
            reading = [pid for pid, line in children().items() if "reading" in line]
            assert len(reading) == 1
            assert not any("secret" in line or "se cret" in line for line in children().values())
            before = len(recorded.covered(1))
            os.kill(reading[0], signal.SIGKILL)
            assert recorded.until(lambda: len(recorded.covered(1)) > before, within=30)
            assert len(recorded.covered(2)) == 1
            assert recorded.states(2).count("recording") == 1
        assert not children()
        assert all(recorded.decoded(row) for row in recorded.rows(1) if row.fragments)
