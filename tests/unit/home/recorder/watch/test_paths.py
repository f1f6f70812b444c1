"""Where things go, from a real memory of looks: nothing from too little, the path from some walks, not the street."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.home.archive.rules import polygons
from fanlight.home.recorder.watch.paths import LEAST, Path, path_of
from fanlight.home.recorder.watch.preview import CALLED, MOVED, History
from fanlight.home.recorder.watch.settings import Zone

APART_S = 600.0
Cells = list[tuple[int, int]]


def walk(history: History, at_s: float, steps: Cells) -> None:
    """Somebody who fills two by three cells goes from step to step, four looks a second."""
    for number, (x, y) in enumerate(steps):
        grid = np.zeros((18, 32), np.float32)
        grid[max(0, y - 1) : y + 2, x : x + 2] = 4.0
        history.add(at_s + number * 0.25, grid, CALLED if number == 0 else MOVED)


def up_the_path(sway: int) -> Cells:
    return [(15 + sway, y) for y in range(17, 6, -1)]


def along_the_street() -> Cells:
    return [(x, 1) for x in range(31)]


def seen(*walks: Cells) -> Path:
    history = History()
    for number, steps in enumerate(walks):
        walk(history, number * APART_S, steps)
    return path_of(History.from_bytes([history.to_bytes(1_790_000_000)]), [])


def bounds(path: Path) -> tuple[int, int, int, int]:
    xs, ys = zip(*path.outlines[0], strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_too_little_proposes_nothing() -> None:
    """And says how often it moved, which the page tells."""
    assert seen() == Path(0, 0.0, ())
    few = seen(*[up_the_path(0)] * (LEAST - 1))
    assert few.movements == LEAST - 1 and few.outlines == ()


def test_the_path_is_where_people_went() -> None:
    """From the lower edge to the door, as wide as they swayed, and an outline that can be a zone."""
    path = seen(*[up_the_path(sway) for sway in (-1, 0, 1, 0)])
    left, top, right, bottom = bounds(path)
    assert 4000 < left < 5000 and 5200 < right < 6000
    assert 2500 < top < 3800 and bottom == 10_000  # to the very edge, where they come from
    assert [polygons.fault(outline) for outline in path.outlines] == ["", ""]
    assert len(path.outlines[0]) <= 10


def test_one_cat_on_the_lawn_does_not_widen_it() -> None:
    """What one of many did lies beside the path."""
    walks = [up_the_path(0)] * 6
    assert bounds(seen(*walks)) == bounds(seen(*walks, [(x, 12) for x in range(2, 10)]))


def test_of_two_regions_the_one_most_crossed() -> None:
    """A street that is not joined to the path is another region; it wins only where it is busier."""
    path = seen(*[up_the_path(0)] * 8, *[along_the_street()] * 2)
    assert bounds(path)[1] > 2000
    street = seen(*[up_the_path(0)] * 3, *[along_the_street()] * 5)
    assert bounds(street)[3] < 4000


def test_what_is_ignored_or_private_is_no_path() -> None:
    """A zone that never counts cannot be proposed."""
    history = History()
    for number in range(4):
        walk(history, number * APART_S, along_the_street())
    ignored = Zone("Street", "ignore", ((0, 0), (10000, 0), (10000, 4000), (0, 4000)))
    assert path_of(history, [ignored]) == Path(0, 0.0, ())


def test_movement_everywhere_is_no_path() -> None:
    """Nothing stands out, and the share of the picture says so."""
    rows = [[(x, y) for x in range(31)] for y in range(1, 17)]
    path = seen(*[[step for row in rows for step in row]] * 3)
    assert path.share > 0.9 and path.outlines == ()


@pytest.mark.parametrize("at", [(0, 0), (30, 0), (0, 17), (30, 17), (10, 9)])
def test_a_spot_at_any_edge_gives_a_zone_or_nothing(at: tuple[int, int]) -> None:
    """A door mat: small, still an outline within the picture."""
    for outline in seen(*[[at, at, at]] * 3).outlines:
        assert polygons.fault(outline) == ""
