"""The process that says what moved: crops on its input, scores on its output; it ends when nothing moves for long."""

from __future__ import annotations

import ctypes
import select
import signal
import sys
from pathlib import Path

import numpy as np

from fanlight.home.recorder.apart import pipes
from fanlight.home.recorder.frames import Header
from fanlight.home.recorder.watch.kinds import Crop
from fanlight.home.recorder.watch.ssd import SIDE, DetectorBroken, SsdDetector

SLEEP_S = 1800.0
"""Without a model it is kept for so long: Python and OpenCV take 20 MB, and 0.3 s to start."""


class Seeing:
    """Answers what it is asked; the model is there from `load` to `drop`."""

    def __init__(self) -> None:
        self._detector: SsdDetector | None = None

    @property
    def is_loaded(self) -> bool:
        return self._detector is not None

    def answer(self, said: Header, payload: bytes) -> Header:
        match said.get("do"):
            case "load":
                return self._load(Path(said["model"]), Path(said["labels"]))
            case "look" if self._detector is not None:
                pixels = np.frombuffer(payload, np.uint8).reshape(SIDE, SIDE, 3)
                left, top, right, bottom = (float(one) for one in said["blob"])
                return {"what": "seen", "scores": self._detector.scores(Crop(pixels, (left, top, right, bottom)))}
            case "look":
                return {"what": "unloaded"}
        self._drop()
        return {"what": "dropped"}

    def _load(self, model: Path, labels: Path) -> Header:
        self._drop()
        try:
            self._detector = SsdDetector(model, labels)
        except DetectorBroken as error:
            return {"what": "broken", "words": str(error), "remedy": error.remedy}
        return {"what": "loaded"}

    def _drop(self) -> None:
        if self._detector is not None:
            self._detector.close()
            self._detector = None
            trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
            if trim is not None:  # glibc: given back to the system, and not kept for later
                trim(0)


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the recorder ends it, by the end of its input
    seeing, by, to = Seeing(), sys.stdin.buffer, sys.stdout.buffer
    while seeing.is_loaded or select.select([by], [], [], SLEEP_S)[0]:
        given = pipes.read(by)
        if given is None:
            break
        pipes.write(to, seeing.answer(*given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
