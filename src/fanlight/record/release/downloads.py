"""Downloads: CSV, JSON, GeoJSON and a data package, each source by its licence; a `no` source is in none of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from fanlight.record.pages.summary import AgencyRecord, NotLinked, Person, Summary
from fanlight.record.pages.words import begun
from fanlight.record.release.combinations import file_name, forms, header, rows
from fanlight.record.release.community_downloads import HEADER as COMMUNITY_HEADER
from fanlight.record.release.community_downloads import community_files
from fanlight.record.release.tables import Cell, as_csv, as_json, as_records
from fanlight.record.statistics.definitions import DEFINITIONS

Files = dict[str, Callable[[], bytes]]
CREDIT_RING = "Atlas of Surveillance, Electronic Frontier Foundation and University of Nevada, Reno (CC BY 4.0)"


def open_series(summary: Summary) -> list[str]:
    """The sources that downloads may carry as counts."""
    return [one.key for one in summary.series if one.licence != "no"]


PARTNER_HEADER = (
    "agency", "state", "city", "start", "start_known_to", "tier", "ori", "linked_to", "kind", "latitude", "longitude",
    "file", "row",
)  # fmt: skip


def partner_rows(summary: Summary) -> list[tuple[Cell, ...]]:
    """Every entry of the list with its verdict; those not linked too."""
    found: list[tuple[Cell, ...]] = []
    for one in summary.agencies.values():
        if one.partner:
            latitude, longitude = one.point or (None, None)
            start = one.partner.start.isoformat()
            found.append(
                (
                    one.partner.listed, one.state, "", start[:7] if one.partner.month_only else start,
                    "month" if one.partner.month_only else "day", one.partner.tier, one.ori, one.name, one.kind,
                    latitude, longitude, one.partner.file, one.partner.row,
                )
            )  # fmt: skip
    for entry in summary.not_linked:
        start = entry.start.isoformat()
        found.append(
            (
                entry.listed, entry.state, entry.city, start[:7] if entry.month_only else start,
                "month" if entry.month_only else "day", entry.tier, "", "", "", None, None, entry.file, entry.row,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (str(row[1]), str(row[0]), int(row[12] or 0)))


def geojson(summary: Summary) -> bytes:
    """RFC 7946: a point an agency, longitude first."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.point[1], one.point[0]]},
            "properties": {
                "ori": one.ori, "name": one.name, "state": one.state, "kind": one.kind,
                "start": begun(one.partner.start, one.partner.month_only), "tier": one.partner.tier,
            },
        }
        for one in summary.agencies.values()
        if one.partner and one.point
    ]  # fmt: skip
    return as_json(
        {"type": "FeatureCollection", "credit": CREDIT_RING, "definitions": DEFINITIONS.version, "features": features}
    )


def agency_header(summary: Summary) -> list[str]:
    """Columns of agencies.csv."""
    own = ["id", "ori", "name", "kind", "state", "residents_2010", "partner_since", "to_review"]
    return own + [f"{key}_{what}" for key in open_series(summary) for what in ("deaths", "before", "after", "unknown")]


def agency_rows(summary: Summary) -> list[list[Cell]]:
    """Agencies on record; an empty cell stands for “none found”, never a nought."""
    found: list[list[Cell]] = []
    for one in summary.agencies.values():
        if not one.on_record:
            continue
        cells: list[Cell] = [
            one.id, one.ori, one.name, one.kind, one.state, one.population,
            one.partner.start.isoformat() if one.partner else "", "yes" if one.review else "",
        ]  # fmt: skip
        for key in open_series(summary):
            rows = one.rows.get(key, ())
            relations = [row.relation for row in rows]
            cells.append(len(rows) or None)
            for relation in ("before", "after", "unknown"):
                cells.append(relations.count(relation) if rows and one.partner else None)
        found.append(cells)
    return found


def by_year(summary: Summary) -> bytes:
    """One line an agency, source and year that has a death."""
    lines: list[tuple[Cell, ...]] = []
    for one in summary.agencies.values():
        for key in open_series(summary):
            years: dict[int, int] = {}
            for row in one.rows.get(key, ()):
                years[row.year] = years.get(row.year, 0) + 1
            lines += [(one.id, one.name, one.state, key, year, deaths) for year, deaths in sorted(years.items())]
    return as_csv(("id", "name", "state", "source", "year", "deaths"), lines)


def agency_csv(agency: AgencyRecord, summary: Summary, people: Sequence[Person] = ()) -> bytes:
    """An agency's rows as pointers; day, name and cause only where a source's licence gives rows."""
    licences = {one.key: one.licence for one in summary.series}
    known = {(entry.file, entry.row): person for person in people for entry in person.entries}
    lines: list[tuple[Cell, ...]] = []
    for key in open_series(summary):
        for row in agency.rows.get(key, ()):
            person = known.get((row.file, row.row)) if licences[key] == "rows" else None
            on, name, cause = (person.on, person.name, person.cause) if person else (None, "", "")
            lines.append(
                (key, row.file, row.row, row.year, row.relation, row.tier, on.isoformat() if on else "", name, cause)
            )
    return as_csv(("source", "file", "row", "year", "relation", "tier", "day", "name", "cause"), lines)


def headline_csv(summary: Summary, key: str) -> bytes:
    """Pointers to the rows that the headline counts."""
    rows = [
        (
            row.file,
            row.row,
            row.agency,
            summary.agencies[row.agency].name,
            summary.agencies[row.agency].state,
            row.relation,
        )
        for row in summary.headline_rows[key]
    ]
    return as_csv(("file", "row", "agency_id", "agency", "state", "relation"), rows)


def _combinations(form: Mapping[str, Any]) -> bytes:
    return as_csv(header(form), rows(form))


def _search(summary: Summary) -> bytes:
    agencies = [
        [one.slug, one.name, one.state, (one.counties[0].title() if one.counties else ""),
         int(one.on_record) + 2 * int(one.partner is not None)]
        for one in sorted(summary.agencies.values(), key=lambda one: (one.name.lower(), one.id))
    ]  # fmt: skip
    return json.dumps({"agencies": agencies}, ensure_ascii=False, separators=(",", ":")).encode()


def datapackage(summary: Summary) -> bytes:
    """Frictionless Data Package: files, columns, sources with hashes."""
    tables: dict[str, Sequence[str]] = {
        "partnerships": PARTNER_HEADER,
        "agencies": agency_header(summary),
        "by-year": ("id", "name", "state", "source", "year", "deaths"),
    }
    tables |= {
        f"headline-{key}": ("file", "row", "agency_id", "agency", "state", "relation") for key in summary.headline
    }
    tables |= {file_name(key).removesuffix(".csv"): header(form) for key, form in forms(summary).items()}
    tables |= {"community-partnerships": COMMUNITY_HEADER} if summary.commons else {}
    numbers = ("row", "year", "deaths", "residents_2010", "agencies", "agencies_with_death")
    return as_json(
        {
            "name": "fanlight-record",
            "definitions": {"version": DEFINITIONS.version, "path": "definitions.json"},
            "title": "Agencies with Ring partnerships and deaths that involved them",
            "description": "Own counts and pointers to source rows. Do not add agencies: a death may name two.",
            "sources": [
                {"title": file.credit, "path": file.file, "sha256": file.sha256, "licence": file.licence}
                for file in summary.files
                if file.licence != "no"
            ],
            "resources": [
                {
                    "name": name,
                    "path": f"{name}.csv",
                    "format": "csv",
                    "encoding": "utf-8",
                    "schema": {"fields": [{"name": one, "type": _type(one, numbers)} for one in header]},
                }
                for name, header in tables.items()
            ],
        }
    )


def _type(column: str, numbers: Sequence[str]) -> str:
    if column in ("latitude", "longitude", "share", "partner_deaths"):
        return "number"
    whole = column in numbers or column.endswith(("_deaths", "_before", "_after", "_unknown"))
    return "integer" if whole else "string"


def downloadable(summary: Summary) -> Summary:
    """The summary without agencies that only the crosswalk knows: its terms let nobody hand it on."""
    closed = {id: one for id, one in summary.agencies.items() if one.from_crosswalk}
    entries = [
        NotLinked(
            one.partner.listed, "", one.state, one.partner.start, one.partner.month_only, "unlinked", "absent",
            one.partner.file, one.partner.row,
        )
        for one in closed.values()
        if one.partner
    ]  # fmt: skip
    return replace(
        summary,
        agencies={id: one for id, one in summary.agencies.items() if id not in closed},
        not_linked=(*summary.not_linked, *entries),
        headline_rows={
            key: tuple(row for row in rows if row.agency not in closed) for key, rows in summary.headline_rows.items()
        },
    )


def download_files(whole: Summary, people: Mapping[str, Sequence[Person]]) -> Files:
    """Every download by its path."""
    summary = downloadable(whole)
    files: Files = {
        "search.json": partial(_search, whole),
        "downloads/partnerships.csv": lambda: as_csv(PARTNER_HEADER, partner_rows(summary)),
        "downloads/partnerships.json": lambda: as_records(PARTNER_HEADER, partner_rows(summary)),
        "downloads/partnerships.geojson": partial(geojson, summary),
        "downloads/agencies.csv": lambda: as_csv(agency_header(summary), agency_rows(summary)),
        "downloads/agencies.json": lambda: as_records(agency_header(summary), agency_rows(summary)),
        "downloads/by-year.csv": partial(by_year, summary),
        "downloads/datapackage.json": partial(datapackage, summary),
        "downloads/definitions.json": lambda: as_json(DEFINITIONS.plain()),
        **community_files(summary),
    }
    for key, form in forms(summary).items():
        files[f"downloads/{file_name(key)}"] = partial(_combinations, form)
    for key in summary.headline:
        files[f"downloads/headline-{key}.csv"] = partial(headline_csv, summary, key)
    for one in whole.agencies.values():
        if one.on_record:
            files[f"agency/{one.slug}.csv"] = partial(agency_csv, one, whole, people.get(one.id, ()))
    return files
