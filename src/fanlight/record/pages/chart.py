"""Geometry of the chart of deaths: one mark a person on a line of time in per cent, so that no page needs a style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.record.pages.summary import MANY, AgencyRecord, Pointer, Series
from fanlight.record.pages.words import SHORT, begun

LANE = 15  # px between two rows of marks
NEAR = 3.6  # per cent of the axis: a mark of 11 px on a phone's 300
HEAD = 24  # px above a source's marks, for its name
FOOT = 26  # px below the axis, for the years
TOP = 26  # px for the partnership's label
TALLEST = 72  # px of the highest bar
LABEL = 34.0  # per cent of the chart that half of the partnership label takes on a phone
DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Mark:
    """One person in one source."""

    x: str
    y: int
    label: str
    row: str  # id of its row in the table below
    at: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A year of a source with more people than can be told apart."""

    x: str
    width: str
    middle: str
    y: int
    height: int
    deaths: int
    year: int

    @property
    def text(self) -> int:
        """Where its count stands."""
        return self.y - 4


@dataclass(frozen=True, slots=True)
class Band:
    """A source's strip: its marks or bars, and the days that it does not cover."""

    key: str
    name: str
    words: str
    y: int
    base: int
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    gaps: tuple[tuple[str, str], ...]  # x and width
    gap_words: str

    @property
    def label(self) -> int:
        """Where its name stands."""
        return self.y + HEAD - 8

    @property
    def tall(self) -> int:
        """Its height."""
        return self.base - self.y


@dataclass(frozen=True, slots=True)
class Join:
    """The same person in two sources."""

    x: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template draws."""

    height: int
    axis: int
    years: tuple[tuple[str, str, int, str], ...]  # tick, middle, year, its last two digits
    bands: tuple[Band, ...]
    joins: tuple[Join, ...]
    start: str
    start_anchor: str  # where the label of the line hangs, so that it stays inside on a phone
    start_words: str
    by_year: bool  # the day is not known: a mark lies in its year

    @property
    def tick(self) -> int:
        """Where a tick of the axis ends."""
        return self.axis + 5

    @property
    def text(self) -> int:
        """Where the years stand."""
        return self.axis + 20

    @property
    def ground(self) -> int:
        """Height of the ground that lies before the partnership."""
        return self.axis - TOP


def cent(value: float) -> str:
    """A length in per cent of the chart."""
    return f"{value:.2f}%"


class Axis:
    """Days to per cent, over whole years."""

    def __init__(self, first: date, last: date) -> None:
        self.first = date(first.year, 1, 1)
        self.end = date(last.year + 1, 1, 1)
        self.years = range(first.year, last.year + 1)

    def at(self, day: date) -> float:
        """Where a day lies, kept inside."""
        whole = (self.end - self.first).days
        return min(100.0, max(0.0, 100 * (day - self.first).days / whole))

    def ticks(self) -> tuple[tuple[str, str, int, str], ...]:
        """Begin and middle of each year."""
        return tuple(
            (cent(self.at(date(year, 1, 1))), cent(self.at(date(year, 7, 2))), year, f"{year % 100:02}")
            for year in self.years
        )


def row_id(pointer: Pointer) -> str:
    """The id of a source row on an agency's page."""
    return f"{pointer.file}-{pointer.row}"


def positions(rows: Sequence[Pointer], axis: Axis, start: date | None) -> list[float]:
    """Where each person's mark lies: at the day, or spread over the year on its side of the start."""
    places: list[float] = [0.0] * len(rows)
    groups: dict[tuple[int, str], list[int]] = {}
    for position, row in enumerate(rows):
        if row.on:
            places[position] = axis.at(row.on)
        else:
            side = row.relation if start and start.year == row.year else ""
            groups.setdefault((row.year, side), []).append(position)
    for (year, side), found in groups.items():
        low, high = axis.at(date(year, 1, 1)), axis.at(date(year + 1, 1, 1))
        if start and side == "before":
            high = axis.at(start)
        elif start and side == "after":
            low = axis.at(start)
        for order, position in enumerate(found):
            places[position] = low + (high - low) * (order + 0.5) / len(found)
    return places


def lanes(places: Sequence[float]) -> list[int]:
    """The lowest free lane for each mark, so that no two lie on each other."""
    taken: list[float] = []
    found = [0] * len(places)
    for position in sorted(range(len(places)), key=lambda one: (places[one], one)):
        at = places[position]
        lane = next((number for number, last in enumerate(taken) if at - last >= NEAR), len(taken))
        if lane == len(taken):
            taken.append(at)
        taken[lane] = at
        found[position] = lane
    return found


def _gaps(one: Series, axis: Axis) -> tuple[tuple[tuple[str, str], ...], str]:
    low, high = axis.at(one.first), axis.at(one.last)
    spans = [(0.0, low), (high, 100.0)]
    drawn = tuple((cent(begin), cent(end - begin)) for begin, end in spans if end - begin > 1)
    return drawn, "hatched: not covered" if drawn else ""


def _marks(
    one: Series, rows: Sequence[Pointer], axis: Axis, start: date | None, y: int
) -> tuple[tuple[Mark, ...], int]:
    places = positions(rows, axis, start)
    found = lanes(places)
    height = (max(found, default=0) + 1) * LANE
    marks = tuple(
        Mark(cent(at), y + HEAD + height - LANE // 2 - lane * LANE, _label(one, row), row_id(row), at)
        for row, at, lane in zip(rows, places, found, strict=True)
    )
    return marks, height


def _label(one: Series, row: Pointer) -> str:
    when = row.on.isoformat() if row.on else str(row.year)
    return f"{when}, {one.name}, row {row.row}"


def _bars(rows: Sequence[Pointer], axis: Axis, y: int) -> tuple[tuple[Bar, ...], int]:
    years = {year: sum(row.year == year for row in rows) for year in axis.years}
    most = max(years.values())
    bars = []
    for year, deaths in years.items():
        low, high = axis.at(date(year, 1, 1)), axis.at(date(year + 1, 1, 1))
        height = round(TALLEST * deaths / most)
        if deaths:
            bars.append(
                Bar(
                    cent(low + (high - low) * 0.15), cent((high - low) * 0.7), cent((low + high) / 2),
                    y + HEAD + LANE + TALLEST - height, height, deaths, year,
                )
            )  # fmt: skip
    return tuple(bars), TALLEST + LANE


def _words(rows: Sequence[Pointer], partner: bool) -> str:
    if not partner:
        return str(len(rows))
    return f"{len(rows)}, {sum(row.relation == 'before' for row in rows)} before"


def draw(agency: AgencyRecord, series: Sequence[Series], same: Sequence[tuple[Pointer, Pointer]] = ()) -> Chart | None:
    """The chart of an agency; none where no source has a row."""
    shown = [one for one in series if agency.rows.get(one.key)]
    if not shown:
        return None
    axis = Axis(min(one.first for one in series), max(one.last for one in series))
    start = agency.partner.start if agency.partner else None
    bands, y = [], TOP if start else 0
    for one in shown:
        rows = agency.rows[one.key]
        marks: tuple[Mark, ...] = ()
        bars: tuple[Bar, ...] = ()
        if len(rows) <= MANY:
            marks, height = _marks(one, rows, axis, start, y)
        else:
            bars, height = _bars(rows, axis, y)
        gaps, gap_words = _gaps(one, axis)
        bands.append(
            Band(
                one.key,
                SHORT[one.key],
                _words(rows, start is not None),
                y,
                y + HEAD + height,
                marks,
                bars,
                gaps,
                gap_words,
            )
        )
        y += HEAD + height + LANE // 2
    at = axis.at(start) if start else 0.0
    return Chart(
        y + FOOT, y, axis.ticks(), tuple(bands), _joins(bands, same), cent(at), _anchor(at),
        begun(start, agency.partner.month_only) if start and agency.partner else "",
        any(row.on is None for one in shown for row in agency.rows[one.key]),
    )  # fmt: skip


def _anchor(at: float) -> str:
    if at < LABEL:
        return "start"
    return "end" if at > 100 - LABEL else "middle"


def _joins(bands: Sequence[Band], same: Sequence[tuple[Pointer, Pointer]]) -> tuple[Join, ...]:
    marks = {mark.row: mark for band in bands for mark in band.marks}
    found = []
    for first, second in same:
        one, other = marks.get(row_id(first)), marks.get(row_id(second))
        if one and other and abs(one.at - other.at) < 1:
            found.append(Join(one.x, min(one.y, other.y), max(one.y, other.y)))
    return tuple(found)
