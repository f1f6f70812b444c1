"""The detector in a process of its own says what ours says; its sleep and its death cost nothing but a kind."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fanlight.home.recorder.apart import kinds_process
from fanlight.home.recorder.apart.kinds import KindsProcess
from fanlight.home.recorder.watch.kinds import Crop
from fanlight.home.recorder.watch.ssd import DetectorBroken, SsdDetector
from tests.house.tree import ROOT

MODEL, LABELS = (ROOT / "build" / "models" / name for name in ("kinds.tflite", "kinds.txt"))


@pytest.fixture
def process() -> Iterator[KindsProcess]:
    process = KindsProcess()
    yield process
    process.end()


@pytest.fixture
def crop() -> Crop:
    """Larger than the network's square; noise, for which every score is some small number of its own."""
    pixels = np.random.default_rng(1).integers(0, 256, (421, 421, 3), np.uint8)
    return Crop(pixels, (0.2, 0.2, 0.8, 0.8))


def test_it_says_what_ours_says(process: KindsProcess, crop: Crop) -> None:
    """The same scores, although the picture is brought to the network's size on this side of the pipe."""
    theirs, ours = process.detector(MODEL, LABELS), SsdDetector(MODEL, LABELS)
    assert theirs.scores(crop) == pytest.approx(ours.scores(crop)) and len(ours.scores(crop)) == 3


def test_its_memory_is_given_back(process: KindsProcess, crop: Crop) -> None:
    """Closed, it holds no model; the process stays, and loads it again for the next event."""
    detector = process.detector(MODEL, LABELS)
    detector.scores(crop)
    loaded, pid = anonymous_mb(process.pid), process.pid
    detector.close()
    assert anonymous_mb(process.pid) < loaded - 40
    assert process.detector(MODEL, LABELS).scores(crop) and process.pid == pid


def anonymous_mb(pid: int | None) -> float:
    """Memory of a process that is not a file's."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) / 1000 for row in rows if row.startswith("Anonymous"))


def test_its_death_costs_a_kind(process: KindsProcess, crop: Crop) -> None:
    """Killed, it says nothing of this event; at the next one it is there again, with its model."""
    detector = process.detector(MODEL, LABELS)
    assert process.pid is not None
    threading.Timer(0.2, os.kill, (process.pid, signal.SIGKILL)).start()
    os.kill(process.pid, signal.SIGSTOP)  # it is there when it is asked, and dies over it
    assert detector.scores(crop) == {}
    assert detector.scores(crop)


@pytest.mark.parametrize("content", [b"", b"hello this is text", b"\x1c\0\0\0TFL3" + b"\0" * 64])
def test_a_broken_model_is_said_here(process: KindsProcess, tmp_path: Path, content: bytes) -> None:
    """With the file's name and the cure, as if it had been loaded here."""
    (tmp_path / "kinds.tflite").write_bytes(content)
    (tmp_path / "kinds.txt").write_text("???\nPerson\nCar\nDog\n")
    with pytest.raises(DetectorBroken, match=r"kinds\.tflite") as broken:
        process.detector(tmp_path / "kinds.tflite", tmp_path / "kinds.txt")
    assert "detector get" in broken.value.remedy


def test_it_sleeps_when_nothing_moves_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model and without a question the process ends by itself."""
    read, write = os.pipe()
    monkeypatch.setattr(kinds_process, "SLEEP_S", 0.01)
    with os.fdopen(read, "rb") as nothing, os.fdopen(write, "wb"):
        monkeypatch.setattr(kinds_process.sys, "stdin", type("Input", (), {"buffer": nothing}))
        monkeypatch.setattr(kinds_process.signal, "signal", lambda *_: None)
        assert kinds_process.main() == 0


def test_after_its_sleep_it_wakes(process: KindsProcess, crop: Crop) -> None:
    """A process that has gone is started for the next event; letting go of what is gone starts nothing."""
    detector = process.detector(MODEL, LABELS)
    detector.close()
    process.end()
    detector.close()
    assert process.pid is None
    assert detector.scores(crop)
