"""Communities' own partnerships as CSV, JSON and GeoJSON, beside Ring's list and never in it."""

from __future__ import annotations

from collections.abc import Callable

from fanlight.record.pages.in_commons import Commons, SignedPartnership
from fanlight.record.pages.summary import AgencyRecord, Summary
from fanlight.record.release.tables import Cell, as_csv, as_json, as_records

HEADER = (
    "commons", "counted_to", "agency", "agency_id", "state", "since", "until", "ended", "term", "data", "contact",
    "page", "latitude", "longitude",
)  # fmt: skip


def community_files(summary: Summary) -> dict[str, Callable[[], bytes]]:
    """By path; none where no commons was given."""
    if not summary.commons:
        return {}
    return {
        "downloads/community-partnerships.csv": lambda: as_csv(HEADER, _rows(summary)),
        "downloads/community-partnerships.json": lambda: as_records(HEADER, _rows(summary)),
        "downloads/community-partnerships.geojson": lambda: _geojson(summary),
    }


def _rows(summary: Summary) -> list[tuple[Cell, ...]]:
    return [_row(commons, one, _agency(summary, one)) for commons in summary.commons for one in commons.partnerships]


def _agency(summary: Summary, one: SignedPartnership) -> AgencyRecord | None:
    """None too for one that only the crosswalk knows: its terms let nobody hand its point on."""
    found = summary.agencies.get(one.agency)
    return None if found is None or found.from_crosswalk else found


def _row(commons: Commons, one: SignedPartnership, agency: AgencyRecord | None) -> tuple[Cell, ...]:
    latitude, longitude = (agency.point if agency else None) or (None, None)
    return (
        commons.name, commons.until.isoformat(), one.name, agency.id if agency else "", agency.state if agency else "",
        one.since.isoformat(), one.until.isoformat(), one.ended.isoformat() if one.ended else "",
        one.term, "; ".join(one.data), one.contact, one.page, latitude, longitude,
    )  # fmt: skip


def _geojson(summary: Summary) -> bytes:
    """RFC 7946: a point a partnership, longitude first; those without a point are in the other two files."""
    features = []
    for cells in _rows(summary):
        named = dict(zip(HEADER, cells, strict=True))
        latitude, longitude = named.pop("latitude"), named.pop("longitude")
        if latitude is not None:
            point = {"type": "Point", "coordinates": [longitude, latitude]}
            features.append({"type": "Feature", "geometry": point, "properties": named})
    return as_json({"type": "FeatureCollection", "features": features})
