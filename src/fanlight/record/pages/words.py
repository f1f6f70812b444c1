"""What the record's pages say about numbers, days and agencies, in words that the method allows."""

from __future__ import annotations

from datetime import date

from fanlight.record.pages.summary import AgencyRecord, Series, Summary
from fanlight.record.statistics.limits import FEWEST_RESIDENTS
from fanlight.trust.agency.states import NAMES

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THIN_SPACE = "\u202f"  # narrow and not to be broken at
GROUPED_FROM = 10_000
KINDS = {
    "municipal": "Municipal police",
    "sheriff": "Sheriff",
    "county police": "County police",
    "state": "State agency",
    "campus": "Campus police",
    "school": "School police",
    "transit": "Transit police",
    "tribal": "Tribal police",
    "constable": "Constable",
    "corrections": "Corrections",
    "prosecutor": "Prosecutor",
    "federal": "Federal agency",
    "fire": "Fire service",
    "other": "Other agency",
}
TIERS = {
    "ori": "by its code (ORI)",
    "alias": "by a reviewed alias",
    "exact": "by name and place",
    "place": "by place, city or county agreeing",
    "near": "near: to review",
    "review": "to review",
    "unlinked": "not linked",
}
SOURCES = {
    "mpv": "Mapping Police Violence",
    "fe": "Fatal Encounters",
    "wapo": "The Washington Post",
    "pursuits": "San Francisco Chronicle, pursuits",
}
SHORT = {**SOURCES, "pursuits": "SF Chronicle, pursuits", "wapo": "Washington Post"}
SMALL_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six")
SMALL_WORDS = ("of",)


def grouped(number: int) -> str:
    """Digits in threes from ten thousand."""
    return f"{number:,}".replace(",", THIN_SPACE) if number >= GROUPED_FROM else str(number)


def counted(number: int, noun: str) -> str:
    """1 death, 2 deaths; an agency, agencies."""
    if number == 1:
        return f"1 {noun}"
    if noun == "person":
        return f"{grouped(number)} people"
    return f"{grouped(number)} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def day(value: date) -> str:
    """5 May 2020."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """May 2020."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def begun(start: date, month_only: bool) -> str:
    """A start as closely as the list knows it."""
    return month(start) if month_only else day(start)


def state(code: str) -> str:
    """A state's name in title case."""
    if code == "US":
        return "United States"
    words = NAMES.get(code, code).split()
    return " ".join(word if word in SMALL_WORDS else word.capitalize() for word in words) if code in NAMES else code


def span(first: date, last: date) -> str:
    """January 2015 to June 2020 where both are whole months, else the days."""
    whole = first.day == 1 and (last.month != date.fromordinal(last.toordinal() + 1).month)
    return f"{month(first)} to {month(last)}" if whole else f"{day(first)} to {day(last)}"


def years_back(last: date, years: int = 5) -> date:
    """The first day of the last five years that end on a day."""
    start = date.fromordinal(last.toordinal() + 1)
    return start.replace(year=start.year - years, day=28 if (start.month, start.day) == (2, 29) else start.day)


def calendar_share(start: date, first: date, last: date) -> float:
    """The part of a window's days that lies before a day: what the calendar alone would put before it."""
    days = (last - first).days + 1
    return min(1.0, max(0.0, (start - first).days / days))


def none_found(one: Series) -> str:
    """Never “none”: what was looked at, and up to when."""
    return f"none found in {one.name} up to {day(one.last)}"


def source_line(agency: AgencyRecord, one: Series, years: int = 5) -> str:
    """Deaths of the last five years that a source covers, with both days."""
    first = years_back(one.last, years)
    deaths = agency.five.get(one.key, 0)
    words = f"{one.name}: "
    if deaths:
        words += f"{counted(deaths, 'death')} that involved this agency from {day(first)} to {day(one.last)}"
    else:
        words += f"none found from {day(first)} up to {day(one.last)}"
    words += ", the last five years that it covers."
    if one.thin_from:
        words += f" From {day(one.thin_from)} it covers {one.thin} alone."
    return words


def no_rate(agency: AgencyRecord) -> str:
    """Why an agency has no rate."""
    if agency.kind != "municipal":
        return "not given for this kind of agency"
    if agency.population is None:
        return "not given: no Census place is its alone"
    if agency.population < FEWEST_RESIDENTS:
        return "not given: too few residents"
    return "too few deaths to say"


def partnership_line(agency: AgencyRecord, listed: str) -> str:
    """Since when it is on the list."""
    if agency.partner is None:
        return f"Ring partnership: not on the list of {listed}."
    since = begun(agency.partner.start, agency.partner.month_only)
    return f"Ring partnership: on the list since {since} (list of {listed})."


def relation_line(agency: AgencyRecord, one: Series | None) -> str:
    """Before and after, never without what the calendar alone would put before."""
    if agency.partner is None:
        return "Before or after a partnership: no partnership is on the list."
    if one is None:
        return "Before or after the partnership: the source is not in this build."
    rows = agency.rows.get(one.key, ())
    if not rows:
        return f"Before or after the partnership: {none_found(one)}."
    before = sum(row.relation == "before" for row in rows)
    unknown = sum(row.relation == "unknown" for row in rows)
    even = calendar_share(agency.partner.start, one.first, one.last) * len(rows)
    words = f"Of {grouped(len(rows))} since {day(one.first)} ({one.name}), {before} came before the partnership"
    if unknown:
        words += f" and {unknown} cannot be told"
    return f"{words}; spread evenly over that time, about {even:.0f} would have."


def rate_line(agency: AgencyRecord, series: tuple[Series, ...]) -> str:
    """A rate with its interval, or why there is none; named cases and what waits for review."""
    rates = [(one, agency.rates[one.key]) for one in series if one.key in agency.rates and one.key in ("mpv", "fe")]
    words = f"Rate: {no_rate(agency)}."
    if rates:
        one, rate = rates[0]
        words = (
            f"Rate: {rate.value:.2f} a year for 100,000 residents ({rate.low:.2f} to {rate.high:.2f}, 95 % interval; "
            f"{one.name})."
        )
    if agency.named:
        words += f" Named by EFF: {', '.join(agency.named)}."
    if agency.review:
        words += " Some rows may mean this agency; they are to review and not counted."
    return words


def five_lines(agency: AgencyRecord, summary: Summary) -> tuple[str, str, str, str, str]:
    """What a home shows when this agency asks: partnership, two sources, before and after, rate."""
    mpv, fe = summary.series_of("mpv"), summary.series_of("fe")
    absent = "{}: not in this build."
    return (
        partnership_line(agency, list_day(summary)),
        source_line(agency, mpv) if mpv else absent.format(SOURCES["mpv"]),
        source_line(agency, fe) if fe else absent.format(SOURCES["fe"]),
        relation_line(agency, mpv or fe),
        rate_line(agency, summary.series),
    )


def list_day(summary: Summary) -> str:
    """The day of the partnership list."""
    days = [file.snapshot for file in summary.files if file.name.startswith("ring") and file.snapshot]
    return day(max(days)) if days else "unknown day"
