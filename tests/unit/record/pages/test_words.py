"""What pages may and may not say."""

from __future__ import annotations

from datetime import date

from fanlight.record.pages import words
from fanlight.record.pages.summary import AgencyRecord, Partner, Pointer, Rate, Series, Summary

MPV = Series("mpv", "Mapping Police Violence", ("mpv",), date(2015, 1, 1), date(2020, 12, 31), "counts")
FE = Series("fe", "Fatal Encounters", ("fe",), date(2015, 1, 1), date(2018, 6, 17), "counts", date(2017, 1, 1), "force")
SUMMARY = Summary((), (MPV, FE), date(2015, 1, 1), date(2020, 6, 30), {}, {}, {}, (), 0, {}, {}, ())
PARTNER = Partner(date(2018, 1, 1), False, "ring", 1, "exact", "Fabledale")


def record(**fields: object) -> AgencyRecord:
    return AgencyRecord("OR1", "OR1", "Fabledale", "municipal", "OR", **fields)  # type: ignore[arg-type]


def test_five_lines_are_five_and_say_up_to_when_nothing_was_found() -> None:
    """“None found in S up to D”, never “none” alone, never a nought."""
    lines = words.five_lines(record(), SUMMARY)
    assert len(lines) == 5
    assert "none found from 1 January 2016 up to 31 December 2020" in lines[1]
    assert "none found from 18 June 2013 up to 17 June 2018" in lines[2]
    assert " 0 " not in " ".join(lines)


def test_before_never_stands_without_the_calendar() -> None:
    """Every line that says how many came before says how many would have by the calendar alone."""
    rows = {"mpv": tuple(Pointer("mpv", number, 2016, "before", "ori") for number in range(4))}
    line = words.five_lines(record(rows=rows, five={"mpv": 4}, partner=PARTNER), SUMMARY)[3]
    assert "4 came before the partnership; spread evenly over that time, about 2 would have." in line


def test_deaths_are_involved_in() -> None:
    """Whatever a source calls it, an agency was involved in a death."""
    assert "2 deaths that involved this agency" in words.five_lines(record(five={"mpv": 2}), SUMMARY)[1]


def test_a_rate_has_its_interval_or_a_reason() -> None:
    """Too few residents, too few deaths and no population are told apart."""
    rate = words.rate_line(record(rates={"mpv": Rate(9, 0.9, 0.41, 1.71)}), (MPV,))
    assert "0.90 a year for 100,000 residents (0.41 to 1.71, 95 % interval" in rate
    assert words.no_rate(record(population=900)) == "not given: too few residents"
    assert words.no_rate(record(population=90_000)) == "too few deaths to say"
    assert words.no_rate(record()) == "not given: no Census place is its alone"


def test_what_is_to_review_shows_no_number() -> None:
    """A near link is named and not counted."""
    line = words.rate_line(record(review=True), (MPV,))
    assert "to review and not counted" in line


def test_last_five_years_end_on_the_sources_last_day() -> None:
    """A leap day's five years begin on a day that exists."""
    assert words.years_back(date(2021, 8, 11)) == date(2016, 8, 12)
    assert words.years_back(date(2020, 2, 28)) == date(2015, 2, 28)


def test_thin_grouping_begins_at_ten_thousand() -> None:
    """6107 stands as it is, 27333 in threes."""
    assert words.grouped(6107) == "6107"
    assert words.grouped(27333) == "27\u202f333"
