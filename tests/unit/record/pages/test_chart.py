"""Marks of persons on a line of time: at the day, on their side of the partnership, never on each other."""

from __future__ import annotations

from datetime import date

from fanlight.record.pages.chart import NEAR, Axis, draw, lanes, positions
from fanlight.record.pages.summary import MANY, AgencyRecord, Partner, Pointer, Series

MPV = Series("mpv", "Mapping Police Violence", ("mpv",), date(2015, 1, 1), date(2020, 6, 30), "counts")
START = date(2019, 8, 1)
PARTNER = Partner(START, False, "ring", 1, "exact", "Fabledale Police Department")


def agency(rows: list[Pointer], partner: Partner | None = PARTNER) -> AgencyRecord:
    return AgencyRecord("OR1", "OR1", "Fabledale", "municipal", "OR", partner=partner, rows={"mpv": tuple(rows)})


def test_a_mark_lies_at_its_day() -> None:
    """Half of 2017 is half of the third of six years."""
    axis = Axis(MPV.first, MPV.last)
    place = positions([Pointer("mpv", 1, 2017, "", "ori", date(2017, 7, 2))], axis, None)[0]
    assert abs(place - 100 * 2.5 / 6) < 0.1


def test_a_year_alone_keeps_its_side_of_the_start() -> None:
    """In the summary release no day is known; a death before the start is still drawn left of the line."""
    axis = Axis(MPV.first, MPV.last)
    rows = [Pointer("mpv", number, 2019, "before" if number < 3 else "after", "ori") for number in range(5)]
    places = positions(rows, axis, START)
    line = axis.at(START)
    assert all((place < line) == (row.relation == "before") for place, row in zip(places, rows, strict=True))


def test_marks_never_lie_on_each_other() -> None:
    """Two marks of one lane are at least a mark's width apart."""
    places = [10.0, 10.0, 11.0, 20.0, 21.0, 40.0]
    found = lanes(places)
    for one in range(len(places)):
        for other in range(one):
            assert found[one] != found[other] or abs(places[one] - places[other]) >= NEAR
    assert found[5] == 0


def test_more_than_sixty_people_stand_as_bars_with_their_count() -> None:
    """Sixty one by one; one more, and years stand as bars."""
    rows = [Pointer("mpv", number, 2016, "before", "ori", date(2016, 1, 1)) for number in range(MANY)]
    chart = draw(agency(rows), [MPV])
    assert chart and len(chart.bands[0].marks) == MANY and not chart.bands[0].bars
    chart = draw(agency([*rows, Pointer("mpv", 99, 2017, "before", "ori", date(2017, 1, 1))]), [MPV])
    assert chart and not chart.bands[0].marks
    assert [(bar.year, bar.deaths) for bar in chart.bands[0].bars] == [(2016, MANY), (2017, 1)]


def test_days_that_a_source_does_not_cover_are_hatched() -> None:
    """July to December 2020 lie after the snapshot's last day."""
    chart = draw(agency([Pointer("mpv", 1, 2016, "before", "ori", date(2016, 1, 1))]), [MPV])
    assert chart
    (x, _width), *rest = chart.bands[0].gaps
    assert not rest and float(x.rstrip("%")) > 90


def test_no_row_no_chart() -> None:
    """An agency without a row gets a sentence, not an empty chart."""
    assert draw(AgencyRecord("OR1", "OR1", "Fabledale", "municipal", "OR"), [MPV]) is None
