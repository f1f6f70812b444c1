"""Zones as masks at working size: where change counts, how sensitive it is there, and which zone it lies in."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.settings import SCALE, Zone


def _filled(zone: Zone, width: int, height: int) -> NDArray[np.uint8]:
    """1 inside the polygon; rounding is outward, so that a thin zone is not empty."""
    mask = np.zeros((height, width), np.uint8)
    corners = np.array(
        [[min(width - 1, x * width // SCALE), min(height - 1, y * height // SCALE)] for x, y in zone.points], np.int32
    )
    cv2.fillPoly(mask, [corners], 1)
    return mask


class Masks:
    """All zones of one camera at one working size."""

    def __init__(self, zones: Sequence[Zone], width: int, height: int) -> None:
        watched = [(zone, _filled(zone, width, height)) for zone in zones if zone.purpose == "watch"]
        self.counts = np.zeros((height, width), np.uint8) if watched else np.ones((height, width), np.uint8)
        self.factor = np.ones((height, width), np.float32)
        for _, mask in watched:
            self.counts |= mask
        for zone, mask in sorted(watched, key=lambda one: -one[0].factor):  # where zones overlap the keenest decides
            self.factor[mask > 0] = zone.factor
        for zone in zones:
            if zone.purpose != "watch":
                self.counts[_filled(zone, width, height) > 0] = 0
        self._watched = [(zone.name, mask) for zone, mask in watched]
        self.all_count = bool(self.counts.all())
        self.zoned = bool(watched)

    def zone_of(self, changed: NDArray[np.uint8]) -> str | None:
        """The watch zone that holds most of `changed`."""
        if not self._watched:
            return None
        amounts = [(int(np.count_nonzero(changed & mask)), name) for name, mask in self._watched]
        return max(amounts)[1]
