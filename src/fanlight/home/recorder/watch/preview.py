"""What other zones or another sensitivity would have told: a day of looks in little room, answered in a moment.

A look is remembered as the strength of change in 32 x 18 cells (1.0 = the threshold at sensitivity 50), only where it
could count at all. A quiet day of one camera is some kilobytes, a busy one a few megabytes. The answer is an estimate:
pictures that were not decoded then cannot be judged now, and strengths are maxima of cells, not blobs.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.watch.blobs import CELLS
from fanlight.home.recorder.watch.change import KEENEST
from fanlight.home.recorder.watch.machine import CALLED_BY_KEY, HOLD_S, KEY_S, TOGETHER_S, UNCALLED
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.settings import Zone

STEPS = 32
"""Stored steps a threshold: 1/32 is finer than the slider."""
MOST = 255
MAGIC = b"FLW1"
ROW = np.dtype([("at_ms", "<i8"), ("kind", "u1"), ("cell", "<u2"), ("strength", "u1")])
"""One cell of one look."""
KEY, CALLED, STILL, MOVED = 0, 1, 2, 3
"""`kind`: a key frame alone, one that called for a closer look, a picture of such a look without and with movement."""


class HistoryBroken(FanlightError):
    """The watch's memory of past looks cannot be read."""

    remedy = "It fills again by itself; until then the preview shows less."


@dataclass(frozen=True, slots=True)
class WouldFire:
    """An event that would have been told."""

    start_s: float
    end_s: float
    zone: str | None


@dataclass(slots=True)
class History:
    """The looks of a span of time, in the seconds of whoever keeps it (a run's, or the wall clock's)."""

    _rows: list[NDArray[np.void]] = field(default_factory=list)

    def add(self, at_s: float, strength: NDArray[np.float32], kind: int) -> None:
        """One look of `kind` KEY, CALLED, STILL or MOVED; `strength` is 18 x 32 in thresholds."""
        flat = strength.reshape(-1)
        cells = np.flatnonzero(flat >= KEENEST)
        if not len(cells):
            return
        rows = np.empty(len(cells), ROW)
        rows["at_ms"], rows["kind"], rows["cell"] = round(at_s * 1000), kind, cells
        rows["strength"] = np.minimum(flat[cells] * STEPS, MOST)
        self._rows.append(rows)

    def copy(self) -> History:
        """As it is now: whoever keeps it goes on adding to its own."""
        return History(list(self._rows))

    @property
    def rows(self) -> NDArray[np.void]:
        """All cells of all looks in the order of time."""
        if len(self._rows) > 1:
            self._rows = [np.concatenate(self._rows)]
        return self._rows[0] if self._rows else np.empty(0, ROW)

    def to_bytes(self, epoch_s: float = 0.0) -> bytes:
        """Packed for a file or a row; `epoch_s` is added to all times. Empties nothing."""
        rows = self.rows.copy()
        rows["at_ms"] += round(epoch_s * 1000)
        return MAGIC + struct.pack("<I", len(rows)) + zlib.compress(rows.tobytes(), 6)

    @classmethod
    def from_bytes(cls, parts: Iterable[bytes]) -> Self:
        """The history of several packed spans, oldest first. Raises HistoryBroken."""
        return cls([_unpacked(part) for part in parts])


def _unpacked(untrusted_part: bytes) -> NDArray[np.void]:
    if len(untrusted_part) < 8 or untrusted_part[:4] != MAGIC:
        raise HistoryBroken
    (count,) = struct.unpack("<I", untrusted_part[4:8])
    size = count * ROW.itemsize
    try:
        inflate = zlib.decompressobj()
        data = inflate.decompress(untrusted_part[8:], size + 1)
    except zlib.error as error:
        raise HistoryBroken from error
    if len(data) != size or (size and int(np.frombuffer(data, ROW)["cell"].max()) >= CELLS[0] * CELLS[1]):
        raise HistoryBroken
    return np.frombuffer(data, ROW)


def would_fire(history: History, zones: Sequence[Zone]) -> list[WouldFire]:
    """The events that these zones and sensitivities would have told, oldest first."""
    masks = Masks(zones, *CELLS)
    counts, factor = masks.counts.reshape(-1) > 0, masks.factor.reshape(-1)
    rows = history.rows
    cells = rows["cell"]
    hits = rows[counts[cells] & (rows["strength"] >= STEPS * factor[cells])]
    if not len(hits):
        return []
    at_ms, first = np.unique(hits["at_ms"], return_index=True)
    return _events(masks, hits, at_ms / 1000, first)


def _events(
    masks: Masks, hits: NDArray[np.void], at_s: NDArray[np.float64], first: NDArray[np.intp]
) -> list[WouldFire]:
    """Looks that belong together, as the machine takes them; a key frame counts where nobody looked closer."""
    kinds = hits["kind"][first]
    moved, called = at_s[kinds == MOVED], at_s[kinds == CALLED]
    events: list[tuple[int, int]] = []  # indexes into at_s
    for index in np.flatnonzero((kinds == MOVED) | (kinds == KEY)):
        near = _count(moved, at_s[index] - TOGETHER_S, at_s[index] + TOGETHER_S)
        needed = CALLED_BY_KEY if _count(called, at_s[index] - TOGETHER_S, at_s[index]) else UNCALLED
        if kinds[index] == MOVED and near < needed:
            continue
        if events and at_s[index] - at_s[events[-1][1]] <= HOLD_S + KEY_S:
            events[-1] = (events[-1][0], int(index))
        else:
            events.append((int(index), int(index)))
    ends = np.append(first[1:], len(hits))
    return [WouldFire(float(at_s[a]), float(at_s[b]), _zone(masks, hits[first[a] : ends[a]])) for a, b in events]


def _count(times: NDArray[np.float64], begin: float, end: float) -> int:
    return int(np.searchsorted(times, end, "right") - np.searchsorted(times, begin, "left"))


def _zone(masks: Masks, look: NDArray[np.void]) -> str | None:
    changed = np.zeros(CELLS[0] * CELLS[1], np.uint8)
    changed[look["cell"]] = 1
    return masks.zone_of(changed.reshape(CELLS[1], CELLS[0]))
