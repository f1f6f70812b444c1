"""Times of a run: never back, jumps found, nothing lost over a jump of the stamps alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.recorder.packet import VIDEO_HZ
from fanlight.home.recorder.times import Times
from tests.unit.home.recorder.pieces import RATE, STEP


def placed(times: Times, stamp: int | None, arrived: float) -> int:
    found = times.place(stamp, stamp, arrived)
    assert found is not None
    return found[1]


def test_the_first_key_frame_without_times() -> None:
    """FFmpeg gives the first key frame without times; it is tick 0 and the next one follows at its distance."""
    times = Times(RATE)
    assert placed(times, None, 0.0) == 0
    assert placed(times, 6000, 0.0) == STEP
    assert placed(times, 12000, 0.0) == 2 * STEP


@pytest.mark.parametrize("jump_s", [3600, -4.93, -0.6, 5])
def test_a_jump_of_the_stamps_alone_goes_on(jump_s: float) -> None:
    """Packets that come in time with stamps that jump are not missing: time goes on, and the run is marked."""
    times = Times(RATE)
    for number in range(30):
        placed(times, number * STEP, number / RATE)
    assert not times.jumped
    stamp = 30 * STEP + int(jump_s * VIDEO_HZ)
    assert placed(times, stamp, 30 / RATE) == 30 * STEP
    assert times.jumped
    assert placed(times, stamp + STEP, 31 / RATE) == 31 * STEP


def test_a_freeze_is_a_new_run() -> None:
    """After three seconds without packets there is footage missing: the run is over."""
    times = Times(RATE)
    for number in range(30):
        placed(times, number * STEP, number / RATE)
    assert times.place(30 * STEP + 4 * VIDEO_HZ, 30 * STEP + 4 * VIDEO_HZ, 2 + 4.07) is None


def test_what_was_held_back_goes_on() -> None:
    """A stall keeps its stamps: packets that come all at once, late, are no jump."""
    times = Times(RATE)
    for number in range(100):
        placed(times, number * STEP, 2.0 if number < 30 else 6.0)
    assert not times.jumped


def test_a_camera_that_slows_down_at_night() -> None:
    """A picture every two seconds is believed when two seconds have passed."""
    times = Times(RATE)
    for number in range(30):
        placed(times, number * STEP, number / RATE)
    for number in range(1, 20):
        placed(times, 30 * STEP + number * 2 * VIDEO_HZ, 2 + number * 2.0)
    assert not times.jumped


def test_b_frames_are_shown_later() -> None:
    """Presentation follows the camera's stamps and is never before decoding."""
    times = Times(RATE)
    shown = [times.place(pts * STEP, dts * STEP, dts / RATE) for pts, dts in ((2, 0), (4, 1), (3, 2), (6, 3))]
    assert shown == [(2 * STEP, 0), (4 * STEP, STEP), (3 * STEP, 2 * STEP), (6 * STEP, 3 * STEP)]


@given(
    some.lists(
        some.tuples(some.none() | some.integers(-(1 << 40), 1 << 40), some.floats(0, 30, allow_nan=False)), max_size=60
    )
)
def test_decode_times_rise_whatever_comes(stamps: list[tuple[int | None, float]]) -> None:
    """No camera can make decode times stand still or go back within a run."""
    times, last, now = Times(RATE), -1, 0.0
    for stamp, wait in stamps:
        now += wait
        found = times.place(stamp, stamp, now)
        if found is None:
            times, last = Times(RATE), -1
            continue
        assert found[1] > last and found[0] >= found[1]
        last = found[1]
