"""Persons and vehicles, moving or not: SSD MobileNetV2 on Open Images v4 (Apache-2.0) by LiteRT, with boxes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.asks.redact.boxes import Size, area, inside, iou, union
from fanlight.home.asks.redact.faults import ModelMissing
from fanlight.home.asks.redact.look import Look, Seen, SeenKind
from fanlight.home.asks.redact.recipe import Model

SIDE = 300
"""Pixels of the square that the network takes."""
WANTED: dict[str, SeenKind] = {"Person": "body", "Bicycle": "vehicle", "Vehicle": "vehicle", "Car": "vehicle"}
THRESHOLD = 0.3
"""A little below the watch's: there a false name is a nuisance, here a rectangle too many."""
OVERLAP = 0.5
SAME = 0.4
"""IoU from which what two squares show is one thing."""
LARGE = 0.5
"""Share of the picture from which a box must be sure: the network likes to call a whole room a vehicle."""
SURE = 0.6
WITHIN = 0.8
"""Share of a box in another from which it adds nothing."""
GRIDS = (19, 10, 5, 3, 2, 1)
"""Cells a side of the six layers that predict."""
SCALES = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)
"""Sizes of their anchors as shares of the square; the last only mixes with the one before."""
CODER = (10.0, 10.0, 5.0, 5.0)
"""y, x, height, width of the box coder."""
THREADS = 2

Rows = NDArray[np.float32]


class Things:
    """Satisfies look.Detector; looks at the whole picture and at the squares that it is made of."""

    def __init__(self, model: Path, labels: Path) -> None:
        try:
            from ai_edge_litert.interpreter import Interpreter
        except ImportError:
            raise ModelMissing(
                "What finds persons and vehicles that stand still needs LiteRT, which is not installed.",
                remedy="Install it with `make env EXTRAS=redact`.",
            ) from None
        try:
            data, names = model.read_bytes(), labels.read_text("utf-8").splitlines()
            self._net = Interpreter(model_content=data, num_threads=THREADS)
            self._net.allocate_tensors()
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelMissing(f"The model of persons and vehicles {model} cannot be used.") from error
        self.model = Model("SSD MobileNetV2 Open Images", "objectron 0.4", hashlib.sha256(data).hexdigest())
        self._input = self._net.get_input_details()[0]["index"]
        self._outputs = [one["index"] for one in self._net.get_output_details()]
        self._kinds = {column: WANTED[name] for column, name in enumerate(names) if name in WANTED}
        self._anchors = _anchors()

    def seen(self, look: Look) -> list[Seen]:
        width, height = look.size
        found: list[Seen] = []
        whole = look.rgb(*_halved(look.size))
        for x, y, wide, high in _squares(whole.shape[1], whole.shape[0]):
            part = whole[y : y + high, x : x + wide]
            for kind, box, score in self._found(cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)):
                x0, x1 = ((x + edge * wide) * width / whole.shape[1] for edge in box[[1, 3]])
                y0, y1 = ((y + edge * high) * height / whole.shape[0] for edge in box[[0, 2]])
                one = max(0, int(x0)), max(0, int(y0)), min(width, int(np.ceil(x1))), min(height, int(np.ceil(y1)))
                if score >= SURE or area(one) < LARGE * width * height:
                    found.append(Seen(kind, one))
        return _once(found)

    def _found(self, square: NDArray[np.uint8]) -> list[tuple[SeenKind, Rows, float]]:
        """Kinds, with top, left, bottom, right as shares of the square, and how sure."""
        self._net.set_tensor(self._input, square.astype(np.float32)[None] / 127.5 - 1)
        self._net.invoke()
        codes, scores = (self._net.get_tensor(index)[0] for index in self._outputs)
        columns = list(self._kinds)
        wanted = 1 / (1 + np.exp(-scores[:, columns]))
        best = wanted.argmax(axis=1)
        strength = wanted.max(axis=1)
        rows = np.flatnonzero(strength > THRESHOLD)
        if not len(rows):
            return []
        boxes = _boxes(codes[rows], self._anchors[rows])
        corners = [[float(x0), float(y0), float(x1 - x0), float(y1 - y0)] for y0, x0, y1, x1 in boxes]
        kept = cv2.dnn.NMSBoxes(corners, strength[rows].astype(float).tolist(), THRESHOLD, OVERLAP)
        chosen = np.asarray(kept, int).ravel()
        return [(self._kinds[columns[best[rows[i]]]], boxes[i], float(strength[rows[i]])) for i in chosen]


def _once(found: list[Seen]) -> list[Seen]:
    """The same thing in two of the squares is one, with the box round both."""
    kept: list[Seen] = []
    for one in found:
        for place, other in enumerate(kept):
            same = iou(one.box, other.box) >= SAME or inside(one.box, other.box) >= WITHIN
            if one.kind == other.kind and same:
                kept[place] = Seen(one.kind, union([one.box, other.box]))
                break
        else:
            kept.append(one)
    return kept


def _halved(size: Size) -> Size:
    """What the squares are cut from: no side of one needs more than 600 pixels."""
    factor = min(1.0, 2 * SIDE / min(size))
    return max(2, round(size[0] * factor)), max(2, round(size[1] * factor))


def _squares(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """x, y, width, height: the picture as it is, and squares of its shorter side from edge to edge."""
    side = min(width, height)
    parts = [(0, 0, width, height)]
    count = -(-max(width, height) // side)
    if max(width, height) < 1.2 * side:
        return parts
    for number in range(count):
        at = (max(width, height) - side) * number // (count - 1)
        parts.append((at, 0, side, side) if width > height else (0, at, side, side))
    return parts


def _anchors() -> Rows:
    """y, x, height, width of each prediction's anchor: 3 a cell in the first layer, 6 in the others."""
    rows = []
    for layer, cells in enumerate(GRIDS):
        scale = SCALES[layer]
        shapes = [(ratio, scale) for ratio in (1.0, 2.0, 0.5, 3.0, 1 / 3)]
        shapes.append((1.0, (scale * SCALES[layer + 1]) ** 0.5))
        if layer == 0:
            shapes = [(1.0, 0.1), (2.0, scale), (0.5, scale)]
        rows += [
            ((y + 0.5) / cells, (x + 0.5) / cells, size / ratio**0.5, size * ratio**0.5)
            for y in range(cells)
            for x in range(cells)
            for ratio, size in shapes
        ]
    return np.array(rows, np.float32)


def _boxes(codes: Rows, anchors: Rows) -> Rows:
    """Top, left, bottom, right from what the network says of each anchor."""
    y = codes[:, 0] / CODER[0] * anchors[:, 2] + anchors[:, 0]
    x = codes[:, 1] / CODER[1] * anchors[:, 3] + anchors[:, 1]
    high = np.exp(codes[:, 2] / CODER[2]) * anchors[:, 2]
    wide = np.exp(codes[:, 3] / CODER[3]) * anchors[:, 3]
    return np.asarray(np.stack([y - high / 2, x - wide / 2, y + high / 2, x + wide / 2], axis=1), np.float32)
