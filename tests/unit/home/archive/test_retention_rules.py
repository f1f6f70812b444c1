"""Age counts only days that the box has seen pass, and a stepped clock deletes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fanlight.home.archive.rules.retention import Span, cutoff, floor, look, merged

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
TODAY = NOW.date()


def days_before(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


def test_a_box_that_always_runs_deletes_after_so_many_days():
    """With every day seen, the cut-off is exactly that many days ago."""
    assert cutoff(days=30, seen=days_before(*range(100)), now=NOW) == NOW - timedelta(days=30)


def test_days_that_the_box_was_off_do_not_count():
    """A box that was off for a month keeps its footage as many running days longer."""
    seen = days_before(1, 2, 40, 41)
    assert cutoff(days=3, seen=seen, now=NOW) == NOW - timedelta(days=40)
    assert cutoff(days=5, seen=seen, now=NOW) is None


def test_days_of_a_wrong_clock_do_not_count():
    """Days in the future were never seen; ten years of jump give no age."""
    future = [TODAY + timedelta(days=n) for n in range(1, 50)]
    assert cutoff(days=2, seen=[*future, *days_before(1)], now=NOW) is None
    assert cutoff(days=30, seen=days_before(*range(30)), now=NOW + timedelta(days=3650)) == NOW - timedelta(
        days=29
    )  # thirty seen days are behind it: no more than those


@pytest.mark.parametrize(
    "step",
    [
        timedelta(hours=1, seconds=1),
        timedelta(days=3650),
        timedelta(days=-1),
        -(NOW - datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_step_pauses_deleting_by_age(step):
    """After a step of more than an hour, either way, an hour must pass without another."""
    after = look(now=NOW + step, last=NOW, paused_until=None)
    assert (after.paused_until, after.day) == (NOW + step + timedelta(hours=1), None)
    later = NOW + step + timedelta(minutes=59)
    assert look(now=later, last=later - timedelta(minutes=1), paused_until=after.paused_until).day is None
    steady = NOW + step + timedelta(minutes=61)
    assert look(now=steady, last=steady - timedelta(minutes=1), paused_until=after.paused_until).day == steady.date()


def test_a_clock_set_back_does_not_pause_for_ever():
    """A pause that lies more than an hour ahead belongs to a clock that was wrong."""
    back = NOW - timedelta(days=3650)
    first = look(now=back, last=NOW, paused_until=NOW + timedelta(minutes=30))
    assert first.paused_until == back + timedelta(hours=1)


def test_a_small_step_changes_nothing():
    """Minutes of correction are no step."""
    assert look(now=NOW + timedelta(minutes=59), last=NOW, paused_until=None).day == TODAY


def test_floor():
    """Two minutes of all streams and a tenth of the database; a camera without footage counts with a usual rate."""
    assert floor(rates=[1_000_000, 0.0], database=50_000_000) == 120_000_000 + 60_000_000 + 5_000_000


def test_neighbouring_deletions_become_one_unless_footage_stays_between():
    """A reason row covers neighbours; what stays (held) is never inside one."""
    minute = 60_000_000
    spans = [Span(n * minute, (n + 1) * minute, 10) for n in (0, 1, 2, 4, 5)]
    assert merged(spans, []) == [Span(0, 6 * minute, 50)]
    assert merged(spans, [3 * minute]) == [Span(0, 3 * minute, 30), Span(4 * minute, 6 * minute, 20)]
    assert len(merged([Span(0, 1, 1), Span(25 * 60 * minute, 26 * 60 * minute, 1)], [])) == 2
