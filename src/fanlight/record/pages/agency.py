"""An agency's page: what it says, from the agency's record and, where the rows are at hand, its people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from fanlight.record.pages import words
from fanlight.record.pages.chart import draw, row_id
from fanlight.record.pages.letter import letter
from fanlight.record.pages.lists import by_file
from fanlight.record.pages.summary import AgencyRecord, Person, Pointer, Rate, Series, Summary


def claim(agency: AgencyRecord, summary: Summary) -> tuple[str, str]:
    """The page's sentence that the method allows, and its half about before and after."""
    series = summary.series_of("mpv") or (summary.series[0] if summary.series else None)
    partner = agency.partner
    start = (
        f"On Ring’s list since {words.begun(partner.start, partner.month_only)}."
        if partner
        else (f"Not on Ring’s list of {words.list_day(summary)}.")
    )
    if series is None:
        return start, ""
    rows = agency.rows.get(series.key, ())
    where = f"between {words.day(series.first)} and {words.day(series.last)}"
    if not rows:
        return f"{start} {series.name}: none found up to {words.day(series.last)}.", ""
    sentence = f"{start} {series.name} records {words.counted(len(rows), 'death')} that involved this agency {where}"
    if partner is None:
        return f"{sentence}.", ""
    before = sum(row.relation == "before" for row in rows)
    even = words.calendar_share(partner.start, series.first, series.last) * len(rows)
    return f"{sentence};", (
        f"{before} of them came before that date; spread evenly over those years, about {even:.0f} would have."
    )


def rate_words(agency: AgencyRecord, one: Series) -> tuple[str, str]:
    """A rate and its interval, or why there is none."""
    rate = agency.rates.get(one.key)
    if rate:
        return f"{rate.value:.2f}", f"({rate.low:.2f} to {rate.high:.2f})"
    return words.no_rate(agency), ""


def source_rows(agency: AgencyRecord, summary: Summary) -> list[dict[str, Any]]:
    """The table: one line a source, side by side."""
    lines = []
    for one in summary.series:
        rows = agency.rows.get(one.key, ())
        value, interval = rate_words(agency, one)
        lines.append(
            {
                "series": one,
                "deaths": len(rows),
                "before": sum(row.relation == "before" for row in rows),
                "after": sum(row.relation == "after" for row in rows),
                "unknown": sum(row.relation == "unknown" for row in rows),
                "rate": value,
                "interval": interval,
                "span": words.span(one.first, one.last),
            }
        )
    return lines


def finding(agency: AgencyRecord, key: str) -> str:
    """The chart's heading, from the data."""
    rows = agency.rows.get(key) or next(iter(agency.rows.values()), ())
    if agency.partner is None:
        return f"{words.counted(len(rows), 'death')} that involved this agency"
    before = sum(row.relation == "before" for row in rows)
    after = sum(row.relation == "after" for row in rows)
    if before == len(rows):
        return "All of these deaths came before the partnership" if len(rows) > 1 else "It came before the partnership"
    if before > after:
        return "Most of these deaths came before the partnership"
    if before == after:
        return "As many came before the partnership as after"
    return "More of these deaths came after the partnership began than before"


def pointer_rows(agency: AgencyRecord, summary: Summary, marked: Collection[tuple[str, int]]) -> list[dict[str, Any]]:
    """The rows of the summary release: where each stands, and the named of the six."""
    named = {(case.name, pointer): case for case in summary.named for pointer in case.rows}
    names = {pointer: name for name, pointer in named}
    found = []
    for one in summary.series:
        for row in agency.rows.get(one.key, ()):
            at = row.file, row.row
            found.append(
                {"series": one, "row": row, "id": row_id(row), "name": names.get(at, ""), "marked": at in marked}
            )
    return sorted(found, key=lambda one: (-one["row"].year, one["series"].key, one["row"].file, one["row"].row))


def _same(people: Sequence[Person], agency: AgencyRecord) -> list[tuple[Pointer, Pointer]]:
    pointers = {(row.file, row.row): row for rows in agency.rows.values() for row in rows}
    pairs = []
    for person in people:
        found = [pointers[entry.file, entry.row] for entry in person.entries if (entry.file, entry.row) in pointers]
        pairs += list(pairwise(found))
    return pairs


def agency_values(
    agency: AgencyRecord,
    summary: Summary,
    people: Sequence[Person] | None,
    marked: Collection[tuple[str, int]] = (),
) -> dict[str, Any]:
    """All that the template of an agency's page is given; `marked` are rows that the corrections log speaks of."""
    first, second = claim(agency, summary)
    people = people or ()
    return {
        "agency": agency,
        "claim": first,
        "claim_before": second,
        "sources": source_rows(agency, summary),
        "lines": words.five_lines(agency, summary),
        "chart": draw(agency, summary.series, _same(people, agency)),
        "finding": finding(agency, "mpv"),
        "people": [_person(one, summary, marked) for one in people],
        "pointers": pointer_rows(agency, summary, marked) if not people else [],
        "no_rate": words.no_rate(agency),
        "intervals": _intervals(agency, summary.series),
        "headline": _headline(agency, summary),
        "list_day": words.list_day(summary),
        "letter": letter(agency, summary),
        "in_both": sum(len({entry.series for entry in one.entries} & {"mpv", "fe"}) == 2 for one in people),
    }


def _headline(agency: AgencyRecord, summary: Summary) -> list[dict[str, Any]]:
    """The rows of this agency that the headline counts: another snapshot than this page's, so told apart."""
    return [
        {"name": words.SOURCES[key], "key": key, "rows": rows, "by_file": by_file(rows)}
        for key, rows in summary.headline_of.get(agency.id, {}).items()
    ]


def _person(one: Person, summary: Summary, marked: Collection[tuple[str, int]]) -> dict[str, Any]:
    cells = []
    for series in summary.series:
        cells.append((series, [entry for entry in one.entries if entry.series == series.key]))
    return {
        "person": one,
        "cells": cells,
        "ids": [f"{entry.file}-{entry.row}" for entry in one.entries],
        "marked": any((entry.file, entry.row) in marked for entry in one.entries),
    }


def _intervals(agency: AgencyRecord, series: Sequence[Series]) -> dict[str, Any] | None:
    """The rates as lines from low to high, on one scale from nought."""
    shown = [(one, agency.rates[one.key]) for one in series if one.key in agency.rates]
    if not shown:
        return None
    top = next(step for step in (0.5, 1, 2, 5, 10, 20, 50, 100, 500) if step >= max(rate.high for _, rate in shown))
    lines = []
    for number, (one, rate) in enumerate(shown):
        y = 22 + 52 * number
        lines.append(
            {
                "series": one, "rate": rate, "y": y, "line": y + 18,
                "low": f"{100 * rate.low / top:.2f}%", "high": f"{100 * rate.high / top:.2f}%",
                "at": f"{100 * rate.value / top:.2f}%", "lean": _lean(rate, top), "lean_y": y + 27,
            }
        )  # fmt: skip
    return {
        "leaning": any(line["lean"] for line in lines), "lines": lines, "top": top, "half": top / 2,
        "axis": 22 + 52 * len(shown), "text": 40 + 52 * len(shown),
        "height": 46 + 52 * len(shown),
    }  # fmt: skip


def _lean(rate: Rate, top: float) -> dict[str, str] | None:
    """The shrunk rate's line; it is narrower than the rate alone, so the scale has room for it."""
    if rate.shrunk is None or rate.shrunk_low is None or rate.shrunk_high is None:
        return None
    ends = {"low": rate.shrunk_low, "high": rate.shrunk_high, "at": rate.shrunk}
    return {name: f"{min(100.0, 100 * value / top):.2f}%" for name, value in ends.items()}
