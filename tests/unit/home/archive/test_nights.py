"""The dark of a day: what the strips are shaded with."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.ground.clock import from_micros
from fanlight.ground.sun import is_dark
from fanlight.home.archive.rules.days import Day
from fanlight.home.archive.rules.nights import nights

BERLIN = (52.5, 13.4)
TROMSO = (69.6, 18.9)
ZONE = ZoneInfo("Europe/Berlin")


def test_a_winter_day_is_dark_at_both_ends() -> None:
    """Berlin on 24 November: dark until about 07:00 and from about 16:35, by the tables of civil twilight."""
    day = Day(date(2026, 11, 24), ZONE)
    (first, dawn), (dusk, last) = nights(day, *BERLIN)
    assert (first, last) == (day.start_us, day.end_us)
    assert day.at(6, 55) < dawn < day.at(7, 5)
    assert day.at(16, 30) < dusk < day.at(16, 45)


def test_in_the_midnight_sun_nothing_is_dark() -> None:
    """Tromsø in June has no dusk at all."""
    assert nights(Day(date(2026, 6, 21), ZoneInfo("Europe/Oslo")), *TROMSO) == []


@given(
    some.dates(date(2001, 1, 1), date(2098, 1, 1)),
    some.floats(-89, 89),
    some.floats(-180, 180),
    some.integers(0, 23 * 60 + 59),
)
def test_every_minute_lies_in_a_dark_span_if_and_only_if_it_is_dark(when, north, east, minute) -> None:
    """However long or short a night is, the spans say of each minute what the sun says; dusk itself may differ."""
    day = Day(when, ZoneInfo("UTC"))
    spans = nights(day, north, east)
    assert spans == sorted(spans) and all(day.start_us <= start < end <= day.end_us for start, end in spans)
    at = day.at(minute // 60, minute % 60)
    if any(abs(at - edge) < 601_000_000 for span in spans for edge in span if edge not in (day.start_us, day.end_us)):
        return  # the very moment of dusk
    dark = is_dark(from_micros(at), north, east)
    around = {is_dark(from_micros(at + shift), north, east) for shift in (-600_000_000, 600_000_000)}
    if around == {dark}:  # a night shorter than the sun's own step may be passed over
        assert any(start <= at < end for start, end in spans) == dark


@pytest.mark.parametrize("when", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_whose_clock_changes_is_shaded_to_its_end(when) -> None:
    """The day of 23 and of 25 hours: the last night ends with the day."""
    day = Day(when, ZONE)
    assert nights(day, *BERLIN)[-1][1] == day.end_us
