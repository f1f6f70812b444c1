"""Residents of the Census place that a municipal agency matches alone; no guess where two would do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fanlight.record.register.agency import Agency
from fanlight.record.sources.table import Table
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import AgencyName, parse_name
from fanlight.trust.agency.spelling import spelled, squeezed
from fanlight.trust.agency.states import state_code

# The Census writes what a place is behind its name (LSAD); a designated place that is no town has no police of its own.
PLACE_KIND = re.compile(
    r" (city and borough|metropolitan government|metro government|consolidated government|unified government|"
    r"urban county|"
    r"municipality|city|town|village|borough|cdp|corporation|plantation|zona urbana|comunidad)( \(balance\))?$",
    re.I,
)


def census_places(table: Table) -> dict[tuple[str, str], list[tuple[str, int, tuple[float, float]]]]:
    """(state, squeezed name) to the places of that name: kind, residents, point."""
    places: dict[tuple[str, str], list[tuple[str, int, tuple[float, float]]]] = {}
    for _, row in table:
        state, name = state_code(table.get(row, "state")), table.get(row, "name")
        found = PLACE_KIND.search(name)
        kind = found[1].lower() if found else ""
        plain = name[: found.start()] if found else name
        point = float(table.get(row, "latitude")), float(table.get(row, "longitude"))
        entry = (kind, int(table.get(row, "population")), point)
        places.setdefault((state, squeezed(spelled(plain))), []).append(entry)
    return places


def _parsed(agency: Agency) -> AgencyName:
    return parse_name(agency.name, agency.state, agency.kind)


def with_population(agencies: Iterable[Agency], table: Table) -> Iterator[Agency]:
    """Every agency, with its residents where it is the only municipal agency that the only such place matches."""
    agencies = list(agencies)
    places = census_places(table)
    claims: dict[tuple[str, str], int] = {}
    for agency in agencies:
        if agency.kind is AgencyKind.MUNICIPAL and not agency.from_crosswalk:
            key = agency.state, squeezed(_parsed(agency).base)
            claims[key] = claims.get(key, 0) + 1
    for agency in agencies:
        key = agency.state, squeezed(_parsed(agency).base)
        found = places.get(key, [])
        towns = [entry for entry in found if entry[0] != "cdp"] or found
        alone = agency.kind is AgencyKind.MUNICIPAL and claims.get(key) == 1 and len(towns) == 1
        yield replace(agency, population=towns[0][1]) if alone and _parsed(agency).designator != "township" else agency
