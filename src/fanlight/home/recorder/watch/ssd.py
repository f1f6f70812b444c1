"""The kind detector that Fanlight brings: SSD MobileNetV2 on Open Images v4 (Apache-2.0), by OpenCV on one thread."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.watch.kinds import Crop, KindName
from fanlight.home.recorder.watch.signals import Pixels

SIDE = 300
"""Pixels of the square that the network takes."""
KIND_OF: dict[str, KindName] = {
    "Person": "person",
    "Bicycle": "person",  # one that moves carries somebody
    "Vehicle": "vehicle",
    "Car": "vehicle",
    "Cat": "animal",
    "Dog": "animal",
    "Cattle": "animal",
}
"""Labels that count; the network also knows footwear, bottles and monitors."""
GRIDS = (19, 10, 5, 3, 2, 1)
"""Cells a side of the six layers that predict (strides 16 to 512)."""
SCALES = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
MARGIN = 0.1
"""A prediction counts when its anchor's centre lies so near the blob: what stands beside it did not move."""


class DetectorBroken(FanlightError):
    """The detector's file cannot be used."""

    remedy = "Get it again with `fanlight detector get`; until then events are plain movement."


def _centres() -> NDArray[np.float32]:
    """x, y of each anchor's centre as shares of the crop: 3 anchors a cell in the first layer, 6 in the others."""
    rows = [
        ((x + 0.5) / cells, (y + 0.5) / cells)
        for layer, cells in enumerate(GRIDS)
        for y in range(cells)
        for x in range(cells)
        for _ in range(3 if layer == 0 else 6)
    ]
    return np.array(rows, np.float32)


def squared(pixels: Pixels) -> Pixels:
    """The crop as the network takes it, SIDE x SIDE."""
    if pixels.shape[:2] == (SIDE, SIDE):
        return pixels
    interpolation = cv2.INTER_AREA if pixels.shape[0] >= SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (SIDE, SIDE), interpolation=interpolation), np.uint8)


class SsdDetector:
    """Satisfies kinds.KindDetector; give each thread its own."""

    def __init__(self, model: Path, labels: Path) -> None:
        names = _lines(labels)
        self._columns = {
            kind: [i for i, name in enumerate(names) if KIND_OF.get(name) == kind] for kind in set(KIND_OF.values())
        }
        if not any(self._columns.values()):
            raise DetectorBroken(f"{labels} names none of the kinds that Fanlight tells apart.")
        self._centres = _centres()
        cv2.setNumThreads(1)
        try:
            data = model.read_bytes()
            if data[4:8] != b"TFL3":  # FlatBuffers file identifier of TensorFlow Lite
                raise DetectorBroken(f"{model} is not a TensorFlow Lite model.")
            self._net: cv2.dnn.Net | None = cv2.dnn.readNetFromTFLite(np.frombuffer(data, np.uint8))
            predictions = self._forward(np.zeros((SIDE, SIDE, 3), np.uint8))
        except (OSError, cv2.error, MemoryError) as error:
            raise DetectorBroken(f"{model} cannot be used as a detector.") from error
        if predictions.shape != (len(self._centres), len(names)):
            raise DetectorBroken(f"{model} is another network than {labels} belongs to.")

    def scores(self, crop: Crop) -> dict[KindName, float]:
        """Best class score of each kind among the anchors that lie on the blob."""
        predictions = self._forward(squared(crop.pixels))
        left, top, right, bottom = crop.blob
        x, y = self._centres[:, 0], self._centres[:, 1]
        on = (x >= left - MARGIN) & (x <= right + MARGIN) & (y >= top - MARGIN) & (y <= bottom + MARGIN)
        if not on.any():
            return {}
        best = predictions[on].max(axis=0)
        return {kind: _sigmoid(max(best[i] for i in columns)) for kind, columns in self._columns.items() if columns}

    def close(self) -> None:
        """Gives the network's memory back."""
        self._net = None

    def _forward(self, square: NDArray[np.uint8]) -> NDArray[np.float32]:
        blob = cv2.dnn.blobFromImage(square, 1 / 127.5, (SIDE, SIDE), (127.5, 127.5, 127.5), swapRB=True)
        assert self._net is not None, "a detector that was closed is not asked"
        self._net.setInput(blob)
        return np.asarray(self._net.forward()[0], np.float32)


def _sigmoid(value: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(value, -60, 60))))


def _lines(labels: Path) -> list[str]:
    try:
        return labels.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DetectorBroken(f"The detector's labels {labels} cannot be read.") from error
