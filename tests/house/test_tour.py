"""What the tour once showed, it goes on showing."""

from __future__ import annotations

from tests.house.tree import ROOT
from tests.tour.walk import SYSTEMS


def test_no_row_that_stood_is_missing() -> None:
    """A row enters tests/tour/standing.txt when its deed is built, and never leaves."""
    standing = (ROOT / "tests/tour/standing.txt").read_text(encoding="utf-8").split()
    assert standing
    missing = [row for row in standing if SYSTEMS[row][1] is None]
    assert not missing
    assert sorted(row for row, (_, deed) in SYSTEMS.items() if deed) == standing
