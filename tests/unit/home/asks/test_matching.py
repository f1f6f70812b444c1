"""What fits: the cell, the widened hours, what moved before what did not, in parts."""

from __future__ import annotations

from fanlight.home.asks.rules import match

S = 1_000_000


def test_a_house_without_a_place_fits_nothing() -> None:
    """Nobody guesses where it stands."""
    assert not match.stands_in(None, [1, 2])
    assert match.stands_in(2, [1, 2]) and not match.stands_in(3, [1, 2])


def test_the_window_is_wider_by_two_minutes_and_the_clocks_offset() -> None:
    """On both sides, whichever way the camera's clock is off."""
    assert match.widened(1000 * S, 2000 * S) == (880 * S, 2120 * S)
    assert match.widened(1000 * S, 2000 * S, -30 * S) == (850 * S, 2150 * S)


def test_a_clock_that_was_never_set_widens_nothing() -> None:
    """Hours off: the window stays what it is, or a whole day would fit."""
    assert match.widened(1000 * S, 2000 * S, 9 * 3600 * S) == match.widened(1000 * S, 2000 * S)


def test_what_moved_comes_first_and_nothing_twice() -> None:
    """An event's clip, then the quiet rest without it; together they are the footage of the window, once."""
    found = match.offered(1, (0, 1000 * S), [(100 * S, 400 * S)], [(200 * S, 230 * S)])
    assert [(one.start_us // S, one.end_us // S, one.moved) for one in found] == [
        (200, 230, True),
        (100, 200, False),
        (230, 400, False),
    ]
    assert sum(one.end_us - one.start_us for one in found) == 300 * S


def test_long_footage_is_offered_in_parts() -> None:
    """One need not give an hour for a minute; no part is longer than five minutes."""
    found = match.offered(1, (0, 3600 * S), [(0, 3600 * S)], [])
    assert len(found) == 12 and max(one.end_us - one.start_us for one in found) <= match.LONGEST_US
    assert found[0].start_us == 0 and found[-1].end_us == 3600 * S


def test_segments_that_touch_are_one_clip_and_events_without_footage_none() -> None:
    """A camera's minute turns over within a clip; an event whose footage was deleted offers nothing."""
    pieces = [(0, 60 * S), (60 * S + 100_000, 120 * S)]
    (clip,) = [one for one in match.offered(1, (0, 200 * S), pieces, [(50 * S, 70 * S)]) if one.moved]
    assert (clip.start_us, clip.end_us) == (50 * S, 70 * S)
    assert match.offered(1, (0, 200 * S), [], [(50 * S, 70 * S)]) == []
