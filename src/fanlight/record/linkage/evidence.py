"""Where a mention lies: counties and points that a row lacks are inferred from the same city elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from fanlight.record.register.agency import Agency
from fanlight.record.register.population import census_places
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.mentions import county_names
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import AgencyName, parse_name
from fanlight.trust.agency.spelling import spelled, squeezed
from fanlight.trust.agency.states import state_code

NEAR_KM = 25.0  # design: a point agrees within 25 km; many of the register's points are their county's centre
EARTH_KM = 6371.0
SURE = 0.8  # share of a city's rows that must name one county before it is taken for a row without one

Point = tuple[float, float]


@lru_cache(maxsize=50_000)
def county_keys(text: str) -> frozenset[str]:
    """The counties of a cell in one spelling."""
    return frozenset(squeezed(spelled(name)) for name in county_names(text))


@lru_cache(maxsize=50_000)
def city_key(text: str) -> str:
    """A city in one spelling; “City of”, “Town of” and a trailing designator are left away."""
    return squeezed(parse_name(text, "", AgencyKind.MUNICIPAL).base) if text.strip() else ""


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(one[0]), math.radians(other[0])
    step = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(step)))


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of where a mention's death happened."""

    counties: frozenset[str]
    city: str
    words: str  # the city with its spaces
    point: Point | None


@dataclass
class Atlas:
    """Cities of the country with the counties that rows and register give them, and their Census points."""

    votes: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    listed: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)  # by the register: where no row votes
    points: dict[tuple[str, str], Point] = field(default_factory=dict)

    def learn(self, state: str, city: str, county: str, *, listed: bool = False) -> None:
        """One row, or the register, says that a city lies in a county."""
        keys, place = county_keys(county), city_key(city)
        if place and len(keys) == 1:
            found = (self.listed if listed else self.votes).setdefault((state, place), {})
            key = next(iter(keys))
            found[key] = found.get(key, 0) + 1

    def county_of(self, state: str, city: str) -> frozenset[str]:
        """The county of a city where the rows agree on one."""
        found = self.votes.get((state, city)) or self.listed.get((state, city))
        if not found:
            return frozenset()
        best = max(sorted(found), key=lambda key: found[key])
        return frozenset({best}) if found[best] >= SURE * sum(found.values()) else frozenset()

    def place(self, mention: Mention, name: AgencyName) -> Place:
        """A mention's place: what its own name says before what its row says before what is inferred."""
        city = city_key(mention.city)
        counties = county_keys(name.county) if name.county else county_keys(mention.county)
        counties = counties or self.county_of(mention.state, city)
        point = mention.point or self.points.get((mention.state, city))
        return Place(counties, city, spelled(mention.city), point)


def build_atlas(folder: Folder, agencies: Iterable[Agency]) -> Atlas:
    """Learns from every row that has both a city and a county, from the register and from the Census."""
    atlas = Atlas()
    for table in folder.tables.values():
        if {"city", "county"} <= set(table.columns) and table.shape.name not in ("pdap",):
            for _, row in table:
                atlas.learn(state_code(table.get(row, "state")), table.get(row, "city"), table.get(row, "county"))
    for agency in agencies:
        if agency.kind is AgencyKind.MUNICIPAL and len(agency.counties) == 1:
            atlas.learn(agency.state, agency.place, agency.counties[0], listed=True)
    for table in folder.of("gazetteer")[-1:]:
        for key, found in census_places(table).items():
            if len(found) == 1:
                atlas.points[key] = found[0][2]
    return atlas
