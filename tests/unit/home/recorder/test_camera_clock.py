"""A camera's own clock against this computer's: the fastest packet counts, and only what moved is told again."""

from __future__ import annotations

from fanlight.home.recorder.camera_clock import FIRST_S, OVER_S, CameraClock

S = 1_000_000


def seen(clock: CameraClock, offsets: list[float], since: float, every: float = 1.0) -> None:
    for number, offset in enumerate(offsets):
        at = since + number * every
        clock.seen(round((at + offset) * S), round(at * S), at)


def test_it_is_told_once_it_was_watched_for_a_while_and_delay_does_not_count() -> None:
    """Five minutes ahead, and packets that come up to two seconds late: the least delay tells the offset."""
    told: list[int] = []
    clock = CameraClock(told.append)
    seen(clock, [300 - late for late in (1.9, 1.2, 0.1, 2.0)], 0)
    assert told == [], "not from the first packets alone"
    seen(clock, [299.0] * int(FIRST_S), 4)
    assert told == [round(299.9 * S)]


def test_what_has_not_moved_is_not_told_again() -> None:
    """Drift below a second stays untold; a step is told within the next comparison."""
    told: list[int] = []
    clock = CameraClock(told.append)
    seen(clock, [-40.0] * 12, 0)
    seen(clock, [-39.8] * int(2 * OVER_S), 20)
    assert told == [-40 * S]
    seen(clock, [0.0] * int(3 * OVER_S), 200)
    assert told == [-40 * S, 0]
