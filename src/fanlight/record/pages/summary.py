"""What the record's pages are drawn from: a summary that holds counts and pointers to source rows, and no person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fanlight.record.pages.in_commons import Commons, InCommons

MANY = 60  # people whom a chart still shows one by one


@dataclass(frozen=True, slots=True)
class Series:
    """One source as an agency page counts it."""

    key: str  # "mpv", "fe", "wapo", "pursuits"
    name: str
    files: tuple[str, ...]
    first: date
    last: date
    licence: str  # "rows", "counts", "no": what downloads may carry
    thin_from: date | None = None  # from then on the source covers some causes alone
    thin: str = ""  # which, in words


@dataclass(frozen=True, slots=True)
class Pointer:
    """One source row that counts for an agency."""

    file: str
    row: int
    year: int
    relation: str  # "before", "after", "unknown"; empty where there is no partnership
    tier: str
    on: date | None = None  # not shipped


@dataclass(frozen=True, slots=True)
class Partner:
    """An agency's partnership as the list records it."""

    start: date
    month_only: bool
    file: str
    row: int
    tier: str
    listed: str  # the agency's name as the list has it
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """Deaths a year for 100,000 residents with its interval, over whole days of a window."""

    deaths: int
    value: float
    low: float
    high: float
    shrunk: float | None = None  # leaning on all agencies: empirical Bayes; none where their spread is not known
    shrunk_low: float | None = None
    shrunk_high: float | None = None

    @property
    def alone(self) -> tuple[int, float, float, float]:
        """Without what leans on others."""
        return self.deaths, self.value, self.low, self.high


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """One agency with what is on record of it."""

    id: str
    ori: str
    name: str
    kind: str
    state: str
    counties: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    population: int | None = None
    partner: Partner | None = None
    rows: Mapping[str, tuple[Pointer, ...]] = field(default_factory=dict)  # by series
    five: Mapping[str, int] = field(default_factory=dict)  # by series: deaths in its last five years
    review: bool = False  # some rows may mean it and are not counted
    named: tuple[str, ...] = ()  # of the six that EFF's release names
    rates: Mapping[str, Rate] = field(default_factory=dict)  # by series
    from_crosswalk: bool = False  # no other register has it: marked, and in no download
    commons: tuple[InCommons, ...] = ()  # only where a build was given one

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.id.replace(":", "-")

    @property
    def on_record(self) -> bool:
        """Whether it has a page of its own."""
        return bool(self.partner or self.rows or self.review or self.commons)


@dataclass(frozen=True, slots=True)
class NotLinked:
    """An entry of the list that no agency of the register answers to."""

    listed: str
    city: str
    state: str
    start: date
    month_only: bool
    tier: str
    reason: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class SeriesCount:
    """The headline of one source: our count in EFF's window."""

    agencies: int
    linked: int
    agencies_with_death: int
    deaths: int
    partner_deaths: int
    near_partner_deaths: int  # with the near tier too
    near_agencies_with_death: int
    before: int
    after: int
    unknown: int
    calendar_before: float  # of the partners' deaths, how many by the calendar alone

    @property
    def share(self) -> float:
        """Deaths that involve a partner, of all."""
        return self.partner_deaths / self.deaths if self.deaths else 0.0

    @property
    def agency_share(self) -> float:
        """Agencies with a death, of all on the list."""
        return self.agencies_with_death / self.agencies if self.agencies else 0.0


@dataclass(frozen=True, slots=True)
class NamedCase:
    """One of the six persons that EFF's release names."""

    name: str
    on: date
    agency: str | None
    start: date | None
    relation: str
    file: str
    row: int
    rows: tuple[tuple[str, int], ...] = ()  # file and row wherever a source gives the name


@dataclass(frozen=True, slots=True)
class UsedFile:
    """A line of the manifest."""

    name: str
    file: str
    sha256: str
    snapshot: date | None
    rows: int
    licence: str
    credit: str
    quirks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """A row that the headline counts, under the partner whose partnership began first."""

    file: str
    row: int
    agency: str
    relation: str


@dataclass(frozen=True)
class Summary:
    """The whole of it."""

    files: tuple[UsedFile, ...]
    series: tuple[Series, ...]
    first: date  # the headline's window
    last: date
    headline: Mapping[str, SeriesCount]  # "mpv", "fe"
    headline_files: Mapping[str, tuple[str, ...]]
    headline_rows: Mapping[str, tuple[HeadlineRow, ...]]
    named: tuple[NamedCase, ...]
    last_six_months: int
    growth: Mapping[str, int]  # month to starts
    agencies: Mapping[str, AgencyRecord]
    not_linked: tuple[NotLinked, ...]
    shipped: bool = False  # drawn from the summary release: the rows are not here
    # Sections of the statistics for the headline page: title, words, head, rows (text cells), note, and a curve of
    # height, base, label and points (x in per cent; y, low, high in px). Plain values alone: they are shipped as JSON.
    extra: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    commons: tuple[Commons, ...] = ()  # only where a build was given some; never shipped

    @cached_property
    def headline_of(self) -> Mapping[str, Mapping[str, tuple[HeadlineRow, ...]]]:
        """The headline's rows by agency, then by source."""
        found: dict[str, dict[str, tuple[HeadlineRow, ...]]] = {}
        for key, rows in self.headline_rows.items():
            for row in rows:
                of_agency = found.setdefault(row.agency, {})
                of_agency[key] = (*of_agency.get(key, ()), row)
        return found

    def series_of(self, key: str) -> Series | None:
        """The series of that key, where this build has it."""
        return next((one for one in self.series if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one source tells of a person."""

    series: str
    file: str
    row: int
    link: str
    tier: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person on an agency's page, as the sources give them; only where the rows are at hand."""

    on: date | None
    year: int
    name: str
    cause: str
    notes: tuple[str, ...]
    relation: str
    entries: tuple[Entry, ...]
    others: tuple[tuple[str, str], ...]  # id (or empty) and name of other agencies
