"""Agencies that only the LEAIC crosswalk knows: they can be linked, are marked, and are in nothing that is shipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import capwords

from fanlight.record.register.agency import Agency
from fanlight.record.register.spine import kind_of
from fanlight.record.sources.mentions import point_of
from fanlight.record.sources.table import Table
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import parse_name
from fanlight.trust.agency.states import is_ori, seven, state_of

KEPT = ("local police department", "sheriffs office", "special jurisdiction", "constable/marshal")
LISTED = {"local police department": "City", "sheriffs office": "County"}


def county_codes(table: Table, spine: Mapping[str, Agency]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(state, county code) to the county's name, learnt from the agencies that crosswalk and spine share."""
    votes: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
    for _, row in table:
        known = spine.get(table.get(row, "ori"))
        if known and len(known.counties) == 1:
            place = votes.setdefault((known.state, table.get(row, "county_code")), {})
            place[known.counties] = place.get(known.counties, 0) + 1
    return {key: max(sorted(found), key=lambda name: found[name]) for key, found in votes.items()}


def crosswalk_agencies(table: Table, spine: Mapping[str, Agency], known: frozenset[str]) -> Iterator[Agency]:
    """Agencies of the crosswalk whose ORI, in nine or in seven characters, no body of the spine carries."""
    counties = county_codes(table, spine)
    sevens = frozenset(seven(ori) for ori in known)
    for _, row in table:
        ori, listed = table.get(row, "ori"), table.get(row, "kind")
        if listed not in KEPT or not is_ori(ori) or len(ori) != 9 or seven(ori) in sevens:
            continue
        state = state_of(ori)
        name = table.get(row, "name")
        kind, parsed = kind_of(LISTED.get(listed, "Other"), name, state)
        if parsed.body or kind is AgencyKind.FEDERAL:
            continue
        if kind is AgencyKind.STATE:
            parsed = parse_name(name, state, kind)
        county = counties.get((state, table.get(row, "county_code")), ())
        yield Agency(
            ori, ori, capwords(name), kind, state, county, parsed.place, point_of(table, row), from_crosswalk=True
        )
