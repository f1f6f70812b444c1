"""Batches, digest, watching, phrases: pure rules of the home's side."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fanlight.home.asks.rules import batches, digest, phrases, record_lines, states, watching

NEW_YORK = ZoneInfo("America/New_York")


def test_nothing_leaves_within_a_day_of_consent() -> None:
    """At every minute of two weeks round both clock changes: the batch is at six, a day or more and under 36 h away."""
    for start in (datetime(2026, 10, 26, tzinfo=UTC), datetime(2027, 3, 8, tzinfo=UTC)):
        for minutes in range(0, 14 * 1440, 37):
            consented = start + timedelta(minutes=minutes)
            batch = batches.post_at(consented, NEW_YORK)
            assert batch.astimezone(NEW_YORK).hour in (6, 18) and batch.minute == 0
            assert timedelta(hours=24) <= batch - consented <= timedelta(hours=37)
            after = batches.upload_at(batch, NEW_YORK)
            assert timedelta(hours=11) <= after - batch <= timedelta(hours=13)
            assert batches.last_batch(batch, NEW_YORK) == batch
            assert batches.last_batch(batch - timedelta(seconds=1), NEW_YORK) < batch


def test_one_look_every_five_minutes_at_the_homes_own_phase() -> None:
    """A slot lasts 300 s and begins at the phase."""
    assert batches.slot(1000, 100) == batches.slot(1299, 100) == 3
    assert batches.slot(1300, 100) == 4


def test_one_digest_a_day_whatever_the_zone_does() -> None:
    """Not before its minute, not twice a day."""
    day = datetime(2026, 11, 24, 9, 30, tzinfo=NEW_YORK)
    assert batches.digest_due(day, 570, "2026-11-23")
    assert not batches.digest_due(day, 571, "2026-11-23")
    assert not batches.digest_due(day, 570, "2026-11-24")


def test_a_new_head_that_is_older_than_the_last_look_shows_a_clock_that_is_ahead() -> None:
    """Five minutes and what publishing takes are let pass; so is any head after a long pause."""
    minute = timedelta(minutes=1)
    assert batches.clock_is_ahead(6 * minute, 5 * minute)
    assert not batches.clock_is_ahead(5 * minute, 5 * minute)
    assert not batches.clock_is_ahead(40 * minute, 60 * minute)


def test_hours_over_a_clock_change_say_how_long_they_are() -> None:
    """Half past midnight to half past one in the night in which the clocks go back is two hours, and says so."""
    begin = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)
    said = phrases.asks_for("Maple Hollow Police", begin, begin + timedelta(hours=2), NEW_YORK, NEW_YORK)
    assert said.endswith("Sunday night, 1 November, 00:30 to 01:30 (120 min in all: the clocks change in between)")
    usual = phrases.asks_for("Maple Hollow Police", begin, begin + timedelta(hours=1), NEW_YORK, NEW_YORK)
    assert usual.endswith("00:30 to 01:30")
    far = phrases.asks_for("Maple Hollow Police", begin, begin + timedelta(hours=1), UTC, NEW_YORK)
    assert far.endswith("04:30 to 05:30 (UTC, this house’s clock)")


def test_a_cameras_clock_is_told_in_words_or_not_at_all() -> None:
    """Unknown or as good as right says nothing; a clock that was never set says so instead of years."""
    assert [phrases.clock_off(ms) for ms in (None, 0, 2999, -2999)] == ["", "", "", ""]
    assert phrases.clock_off(300_000) == "about 5 min ahead"
    assert phrases.clock_off(-12_000) == "about 12 s behind"
    assert phrases.clock_off(-7_200_000) == "about 2 h behind"
    assert phrases.clock_off(-50 * 365 * 86_400_000) == "not set"


def test_watched_whole_means_without_a_gap() -> None:
    """Any drawn set of spans is whole exactly where it leaves out less than the ends and the seams."""
    draw = random.Random(4)
    length = 60_000
    for _ in range(300):
        cuts = sorted(draw.sample(range(length), 6))
        spans = list(zip([0, *cuts], [*cuts, length], strict=True))
        draw.shuffle(spans)
        assert watching.whole(spans, length)
        gap = max(spans, key=lambda span: span[1] - span[0])
        assert not watching.whole([span for span in spans if span != gap], length)
    assert not watching.whole([], length) and not watching.whole([(0, 0)], 0)
    assert watching.total(watching.joined([(-5, 10), (5, 20)], 15)) == 15


def test_headings_name_hours_in_words() -> None:
    """Over midnight both days stand there."""
    begin = datetime(2026, 11, 22, 21, 10, tzinfo=UTC)
    assert phrases.hours(begin, begin + timedelta(minutes=30)) == "Sunday evening, 22 November, 21:10 to 21:40"
    assert "00:10 on 23 November" in phrases.hours(begin, begin + timedelta(hours=3))
    assert phrases.ago(timedelta(hours=6)) == "6 h ago"


def test_the_digest_fits_its_padded_payload_whatever_was_asked() -> None:
    """Long names and many of them are cut, never the notification refused."""
    asked = [digest.Asked("Ä" * 120, 3)] * 9
    said = digest.words({"press": 2, "person": 1}, asked, 3, "after Friday 06:00")
    assert len(said.body) <= digest.LONGEST
    assert said.title == digest.words({}, [], 0, "").title


def test_conduct_is_counted_in_three_lines() -> None:
    """Also for an agency of which nothing stands in the log."""
    assert len(record_lines.conduct_lines({}, None)) == 3


def test_what_the_table_does_not_allow_is_refused_in_words() -> None:
    """And every state has words."""
    with pytest.raises(states.NotNow, match="Sent"):
        states.after("uploaded", "cancel")
    assert {state for pair in states.TABLE for state in (pair[0], states.TABLE[pair])} <= set(states.WORDS)
