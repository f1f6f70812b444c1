"""The projection against the figures that d3-geo's own tests hold for geoAlbersUsa."""

from __future__ import annotations

import pytest

from fanlight.record.pages.map import CENTRE, SCALE, draw_map, outlines, project
from fanlight.record.pages.summary import AgencyRecord, Partner

# d3-geo, test/projection/albersUsa-test.js: scale 1070, moved to 480, 250.
KNOWN = [
    ("CA", 37.7750, -122.4194, 107.4, 214.1),
    ("NY", 40.7128, -74.0059, 794.6, 176.5),
    ("OK", 36.1540, -95.9928, 488.8, 298.0),
    ("AK", 61.2181, -149.9003, 171.2, 446.9),
    ("HI", 21.3069, -157.8583, 298.5, 451.0),
]


@pytest.mark.parametrize(("state", "latitude", "longitude", "x", "y"), KNOWN)
def test_points_fall_where_d3_puts_them(state: str, latitude: float, longitude: float, x: float, y: float) -> None:
    """So the outlines of us-atlas fit our points."""
    found = project(state, latitude, longitude)
    assert found
    assert 480 + (found[0] - CENTRE[0]) * 1070 / SCALE == pytest.approx(x, abs=0.1)
    assert 250 + (found[1] - CENTRE[1]) * 1070 / SCALE == pytest.approx(y, abs=0.1)


def test_what_has_no_place_on_the_map_is_counted() -> None:
    """Guam and an agency without a point are left out and said."""
    from datetime import date

    partner = Partner(date(2020, 1, 1), False, "ring", 1, "exact", "x")
    record = AgencyRecord("GU1", "GU1", "Guam Police", "state", "GU", point=(13.4, 144.8), partner=partner)
    none = AgencyRecord("OR1", "OR1", "Fabledale", "municipal", "OR", partner=partner)
    assert draw_map([record, none])["left_out"] == 2


def test_outlines_follow_arcs_in_both_directions() -> None:
    """A negative arc of TopoJSON is walked backwards (its number is the complement)."""
    shapes = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [10, 0]], [[0, 0], [0, 5], [10, -5]]],
        "objects": {"states": {"geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}},
    }
    assert outlines(shapes) == ["M0.0 0.0L10.0 0.0L10.0 0.0L0.0 5.0L0.0 0.0Z"]
