"""Rectangles in source pixels, edges as in slices: left and top inside, right and bottom outside."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1."""
Size = tuple[int, int]
"""Width, height."""


def area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def shared(a: Box, b: Box) -> int:
    """Pixels that lie in both."""
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def iou(a: Box, b: Box) -> float:
    """Intersection over union, 0..1."""
    both = shared(a, b)
    return both / (area(a) + area(b) - both) if both else 0.0


def inside(small: Box, large: Box) -> float:
    """The share of `small` that lies in `large`, 0..1."""
    return shared(small, large) / area(small) if area(small) else 0.0


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box round all of at least one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def grown(box: Box, factor: float) -> Box:
    """`factor` times as wide and high round the same middle; at least one pixel on each side."""
    across = max(1, ceil((box[2] - box[0]) * (factor - 1) / 2))
    down = max(1, ceil((box[3] - box[1]) * (factor - 1) / 2))
    return box[0] - across, box[1] - down, box[2] + across, box[3] + down


def even(box: Box, size: Size) -> Box | None:
    """Inside the picture and widened to even edges, because colour has half the resolution; None if nothing is left."""
    width, height = size
    x0, y0 = max(0, box[0]) & ~1, max(0, box[1]) & ~1
    x1, y1 = min(width, (box[2] + 1) & ~1), min(height, (box[3] + 1) & ~1)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
