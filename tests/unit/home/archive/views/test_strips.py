"""Where things lie on a strip, a graph and a reel: numbers that a template writes as SVG attributes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.archive.rules import graphs, strips
from fanlight.home.archive.rules.days import Day

SECOND = 1_000_000
spans = some.lists(some.tuples(some.integers(0, 10**9), some.integers(0, 10**7)).map(lambda s: (s[0], s[0] + s[1])))


@given(spans)
def test_joined_spans_cover_the_same_and_lie_apart(given_spans):
    """Nothing is lost, nothing overlaps, and neighbours are more than two seconds apart."""
    found = strips.joined(given_spans)
    for start, end in given_spans:
        assert any(a <= start and end <= b for a, b in found)
    for (_, before), (after, _) in pairwise(found):
        assert after > before + 2 * SECOND


@given(some.lists(some.tuples(some.floats(0, 99), some.floats(0.42, 5), some.floats(9, 17)), max_size=60))
def test_merged_marks_lie_beside_each_other(bars):
    """However many events there are, marks never lie over each other and the tallest height stays."""
    found = strips.merged([strips.Bar(x, w, height=h) for x, w, h in bars])
    for before, after in pairwise(found):
        assert after.x >= before.x + before.width - 0.001
    assert max((b.height for b in found), default=0) == max((h for *_, h in bars), default=0)


def test_what_lies_outside_is_not_drawn_and_what_sticks_out_is_cut():
    """A bar stays between 0 and 100 percent."""
    scale = strips.Scale(100 * SECOND, 200 * SECOND)
    assert scale.bar(0, 50 * SECOND) is None and scale.bar(201 * SECOND, 300 * SECOND) is None
    cut = scale.bar(50 * SECOND, 150 * SECOND)
    assert cut and (cut.x, cut.width) == (0, 50)
    last = scale.bar(200 * SECOND, 205 * SECOND, least=strips.THIN)
    assert last and last.x + last.width <= 100


def test_a_press_stands_by_itself():
    """A press is never merged into movement, or nobody would see it."""
    scale = strips.Scale(0, 86_400 * SECOND)
    events = [strips.Happened(1000 * SECOND, 1040 * SECOND, False), strips.Happened(1010 * SECOND, 1020 * SECOND, True)]
    lane = strips.lane(scale, name="Front door", camera=1, row=2, kept=[], silent=[], events=events)
    assert len(lane.moves) == 1 and len(lane.presses) == 1 and lane.y == 2 * strips.LANE


def test_hours_stand_where_the_clock_shows_them():
    """On the day of 25 hours the hours after the change stand further to the right."""
    plain = strips.hour_ticks(Day(date(2026, 11, 24), ZoneInfo("Europe/Berlin")))
    long = strips.hour_ticks(Day(date(2026, 10, 25), ZoneInfo("Europe/Berlin")))
    assert [tick.label for tick in plain if tick.label] == ["00", "03", "06", "09", "12", "15", "18", "21", "24"]
    assert plain[12].x == 50 and long[12].x == round(100 * 13 / 25, 3)
    assert plain[0].anchor == "start" and plain[24].anchor == "end"


def test_the_graph_shows_movement_where_it_was():
    """The loudest second has the tallest bar, seconds before the movement have the lowest."""
    scale = strips.Scale(0, 50 * SECOND)
    bars = graphs.movement(scale, 10 * SECOND, bytes([0, 40, 255, 40]))
    assert len(bars) == graphs.BARS
    tallest = max(range(len(bars)), key=lambda n: bars[n].height)
    assert 11 <= tallest * 50 / graphs.BARS <= 13
    assert bars[0].height == bars[-1].height == graphs.LOWEST
    assert all(abs(bar.y + bar.height - graphs.BASE) < 0.11 for bar in bars)


def test_a_preview_is_found_on_its_sheet():
    """14:21:36 UTC is tile 9 of the sheet of 14:20, in the first row's last place."""
    at = Day(date(2026, 11, 24), ZoneInfo("UTC")).at(14, 21, 36)
    tile = graphs.tile(at)
    assert (tile.sheet, tile.view_box) == ("20261124-1420", "1440 0 160 90")
    assert graphs.tile(at + 60 * SECOND).view_box == "800 90 160 90"
