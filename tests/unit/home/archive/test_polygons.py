"""An outline is a zone when it lies in the picture and does not cross itself."""

from __future__ import annotations

import pytest

from fanlight.home.archive.rules.polygons import fault

SQUARE = [(1000, 1000), (5000, 1000), (5000, 5000), (1000, 5000)]


def test_plain_outlines_are_fine():
    """Convex and concave outlines, also along the picture's edges, either way round."""
    concave = [(0, 0), (10_000, 0), (10_000, 10_000), (5000, 2000), (0, 10_000)]
    for points in (SQUARE, SQUARE[::-1], concave, [(0, 0), (10_000, 0), (0, 10_000)]):
        assert fault(points) == ""


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (SQUARE[:2], "three corners"),
        ([(0, 0), (10_001, 0), (0, 10_000)], "Corner 2 lies outside the picture"),
        ([(0, 0), (5000, 0), (0, -1)], "Corner 3 lies outside the picture"),
        ([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]], "crosses itself at corner 3"),
        ([(0, 0), (4000, 0), (4000, 4000), (2000, 0), (0, 4000)], "crosses itself at corner"),
        ([(0, 0), (50, 0), (0, 50)], "too small"),
        ([(0, 0), (4000, 0), (8000, 0)], "too small"),
        ([(n, n * n % 9999) for n in range(41)], "41 corners"),
    ],
)
def test_faults_are_named(points, words):
    """What is wrong is said with the corner to move."""
    assert words in fault(points)
