"""Zones outside the picture and the like are refused in words."""

from __future__ import annotations

import pytest

from fanlight.home.recorder.watch.settings import Zone, ZoneUnusable

SQUARE = ((0, 0), (5000, 0), (5000, 5000))


@pytest.mark.parametrize(
    ("points", "purpose", "sensitivity", "words"),
    [
        (((0, 0), (10_001, 0), (0, 10)), "watch", 50, "outside the picture"),
        (((0, 0), (-1, 0), (0, 10)), "watch", 50, "outside the picture"),
        (((0, 0), (10, 10)), "watch", 50, "fewer than three"),
        (SQUARE, "forbidden", 50, "purpose"),
        (SQUARE, "watch", 101, "0 to 100"),
    ],
)
def test_a_zone_that_cannot_be_is_refused(points, purpose, sensitivity, words):
    """The error says which zone and why."""
    with pytest.raises(ZoneUnusable, match=words) as refused:
        Zone("path", purpose, points, sensitivity)
    assert "path" in str(refused.value) and refused.value.remedy


def test_the_middle_of_the_slider_is_the_measured_setting():
    """50 multiplies by one, the ends double and halve."""
    assert [Zone("z", "watch", SQUARE, s).factor for s in (0, 50, 100)] == [2.0, 1.0, 0.5]
