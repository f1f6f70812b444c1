"""A decoded picture: its luma without copies, colour and crops only on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fanlight.home.recorder.watch.settings import SCALE

if TYPE_CHECKING:
    import av

    from fanlight.home.recorder.watch.signals import Box, Pixels

WORKING_PIXELS = 320 * 180
"""All comparing happens at about this many pixels: 480 x 270 found the same within 6 % and cost twice."""


def working_size(width: int, height: int) -> tuple[int, int]:
    """Width and height at which pictures are compared; a small picture stays as it is."""
    factor = min(1.0, (WORKING_PIXELS / max(1, width * height)) ** 0.5)
    return max(16, round(width * factor)), max(9, round(height * factor))


class DecodedPicture:
    """Holds the decoder's frame; satisfies signals.Picture."""

    def __init__(self, frame: av.VideoFrame, at_s: float) -> None:
        self._frame = frame
        self._at_s = at_s

    @property
    def frame(self) -> av.VideoFrame:
        """As the decoder gave it."""
        return self._frame

    @property
    def at_s(self) -> float:
        return self._at_s

    @property
    def width(self) -> int:
        return self._frame.width

    @property
    def height(self) -> int:
        return self._frame.height

    @property
    def is_key(self) -> bool:
        return bool(self._frame.key_frame)

    def luma(self) -> Pixels:
        """height x width bytes; a view into the frame where the format allows."""
        frame = self._frame
        name = frame.format.name
        if not name.startswith(("yuv4", "yuvj4", "nv12", "gray")) or name in ("gray16be", "graypf32"):
            frame = frame.reformat(format="gray")
        bits = frame.format.components[0].bits
        rows = _rows(frame, 0, 2 if bits > 8 else 1)[: frame.height, : frame.width]
        return rows if bits <= 8 else np.asarray(rows >> (bits - 8), np.uint8)

    def small(self) -> Pixels:
        """Luma at working size."""
        size = working_size(self.width, self.height)
        luma = self.luma()
        if size == (self.width, self.height):
            return luma.copy()
        if self.height >= 4 * size[1]:
            luma = luma[::2]  # every other line costs half; the mean of 18 pixels is as quiet as that of 36
        return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8)

    def bgr(self, width: int) -> Pixels:
        """Colour, `width` wide at most."""
        wide = max(2, min(width, self.width)) & ~1
        high = max(2, round(self.height * wide / self.width)) & ~1
        return np.asarray(self._frame.reformat(width=wide, height=high, format="bgr24").to_ndarray(), np.uint8)

    def crop(self, box: Box) -> Pixels:
        """Colour inside `box` at full resolution; cut before it is converted, so that it costs by its size."""
        x, y, w, h = box
        left = min(self.width - 2, max(0, x * self.width // SCALE)) & ~1
        top = min(self.height - 2, max(0, y * self.height // SCALE)) & ~1
        right = min(self.width & ~1, max(left + 2, ((x + w) * self.width // SCALE + 1) & ~1))
        bottom = min(self.height & ~1, max(top + 2, ((y + h) * self.height // SCALE + 1) & ~1))
        if self._frame.format.name not in ("yuv420p", "yuvj420p"):
            return np.ascontiguousarray(self._frame.to_ndarray(format="bgr24")[top:bottom, left:right])
        parts = [
            _rows(self._frame, number, 1)[top // half : bottom // half, left // half : right // half].reshape(-1)
            for number, half in ((0, 1), (1, 2), (2, 2))
        ]
        packed = np.concatenate(parts).reshape((bottom - top) * 3 // 2, right - left)
        return np.asarray(cv2.cvtColor(packed, cv2.COLOR_YUV2BGR_I420), np.uint8)


def _rows(frame: av.VideoFrame, number: int, width: int) -> NDArray[Any]:
    """A plane as rows of whole lines, `width` bytes a sample; a view."""
    plane = frame.planes[number]
    flat: NDArray[Any] = np.frombuffer(memoryview(plane), np.uint16 if width == 2 else np.uint8)
    step = plane.line_size // width
    return flat[: step * plane.height].reshape(plane.height, step)
