"""The detector of kinds in a process of its own: its memory is gone when nothing moves, what breaks it ends there."""

from __future__ import annotations

import logging
import subprocess
import threading
from pathlib import Path

from fanlight.home.recorder.apart import pipes
from fanlight.home.recorder.frames import FrameBroken, Header
from fanlight.home.recorder.watch.kinds import NAMES, Crop, KindName
from fanlight.home.recorder.watch.ssd import DetectorBroken, squared

log = logging.getLogger(__name__)

MODULE = "fanlight.home.recorder.apart.kinds_process"
LOAD_S = 30.0
"""A small computer's first start of the process, with its libraries from a slow card."""
WITHIN_S = 8.0
"""One crop takes 40 ms of a usual processor."""


class KindsProcess:
    """Started when a model is first wanted, and again after it died or went to sleep; see `kinds_process`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def detector(self, model: Path, labels: Path) -> KindsApart:
        """As SsdDetector(model, labels). Raises DetectorBroken."""
        return KindsApart(self, model, labels)

    def ask(self, header: Header, payload: bytes = b"", within: float = WITHIN_S) -> Header | None:
        """The answer; None where there is none: the process ended, or does not answer and is ended."""
        with self._lock:
            if not self._runs():
                self._process = pipes.start(MODULE)
            process = self._process
            assert process is not None and process.stdin is not None and process.stdout is not None
            try:
                pipes.write(process.stdin, header, payload)
                answer = pipes.read(process.stdout, within)
            except (OSError, FrameBroken):
                answer = None
            if answer is None:
                self._gone()
            return answer[0] if answer is not None else None

    def drop(self) -> None:
        """The model's memory is given back; the process stays for a while, because starting it takes the longest."""
        with self._lock:
            runs = self._runs()
        if runs:
            self.ask({"do": "drop"})

    def end(self) -> None:
        with self._lock:
            self._gone()

    def _runs(self) -> bool:
        """Whether it is there; one that went to sleep is tidied up. Caller holds the lock."""
        if self._process is not None and self._process.poll() is not None:
            self._gone()
        return self._process is not None

    def _gone(self) -> None:
        """Caller holds the lock."""
        if self._process is not None:
            pipes.close(self._process)
            self._process = None


class KindsApart:
    """Satisfies kinds.KindDetector."""

    def __init__(self, process: KindsProcess, model: Path, labels: Path) -> None:
        self._process, self._model, self._labels = process, model, labels
        self._load()

    def scores(self, crop: Crop) -> dict[KindName, float]:
        """Nothing where the process died over it: the event is plain movement, and the next one is looked at anew."""
        said: Header = {"do": "look", "blob": list(crop.blob)}
        square = squared(crop.pixels).tobytes()
        answer = self._process.ask(said, square)
        if answer is not None and answer.get("what") == "unloaded":  # it is another process than the one that loaded
            self._load()
            answer = self._process.ask(said, square)
        if answer is None or answer.get("what") != "seen":
            log.error("the detector of kinds broke off; this event is plain movement")
            return {}
        found = answer["scores"]
        return {name: float(found[name]) for name in NAMES if name in found}

    def close(self) -> None:
        self._process.drop()

    def _load(self) -> None:
        said: Header = {"do": "load", "model": str(self._model), "labels": str(self._labels)}
        answer = self._process.ask(said, within=LOAD_S)
        if answer is None:
            raise DetectorBroken(f"{self._model} cannot be used as a detector.")
        if answer.get("what") != "loaded":
            raise DetectorBroken(str(answer.get("words", "")), remedy=str(answer.get("remedy", "")))
