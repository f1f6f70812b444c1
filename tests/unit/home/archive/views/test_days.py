"""A day of the home in its own zone, and the panes that it lights."""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

from fanlight.home.archive.rules.days import Day, date_words, day_of, heat, levels, span_words

HOUR_US = 3_600_000_000
BERLIN = ZoneInfo("Europe/Berlin")


def test_a_day_has_the_hours_that_its_zone_gives_it():
    """23 hours in spring, 25 in autumn, 24 otherwise; one day begins where the other ends."""
    lengths = {date(2026, 3, 29): 23, date(2026, 10, 25): 25, date(2026, 11, 24): 24}
    for at, hours in lengths.items():
        day = Day(at, BERLIN)
        assert day.end_us - day.start_us == hours * HOUR_US
        assert day.after.start_us == day.end_us and day.before.end_us == day.start_us


def test_a_moment_lies_in_the_day_of_the_home():
    """23:30 UTC is already tomorrow in Berlin."""
    late = Day(date(2026, 11, 24), UTC).at(23, 30)
    assert day_of(late, BERLIN).date == date(2026, 11, 25)
    assert day_of(late, UTC).date == date(2026, 11, 24)


def test_five_panes_are_lit_by_their_part_of_the_day():
    """Each event counts in one part; an event on an edge belongs to the part that it begins."""
    day = Day(date(2026, 11, 24), BERLIN)
    starts = [
        day.at(0),
        day.at(5, 59, 59),
        day.at(6),
        *[day.at(10, n) for n in range(4)],
        *[day.at(18, n) for n in range(9)],
    ]
    assert levels(day, starts) == (1, 1, 2, 0, 3)
    assert levels(day, []) == (0, 0, 0, 0, 0)
    assert levels(day, [day.before.at(12), day.end_us]) == (0, 0, 0, 0, 0)


def test_heat_never_falls_with_more_events():
    """A day with more events is never paler."""
    shades = [heat(count) for count in range(60)]
    assert shades == sorted(shades) and shades[0] == 0 and shades[-1] == 3


def test_dates_are_said_as_people_say_them():
    """Today and yesterday by name, another year with its number."""
    today = date(2026, 1, 1)
    assert date_words(today, today) == "Today"
    assert date_words(date(2025, 12, 31), today) == "Yesterday"
    assert date_words(date(2025, 12, 30), today) == "Tue 30 Dec 2025"
    assert date_words(date(2026, 11, 24), date(2026, 11, 27)) == "Tue 24 Nov"


def test_spans_are_said_in_the_unit_that_fits():
    """Seconds to a minute and a half, then minutes, then hours."""
    assert [span_words(n) for n in (0.4, 52, 185, 120, 7800)] == ["0 s", "52 s", "3 min 5 s", "2 min", "2 h 10 min"]
