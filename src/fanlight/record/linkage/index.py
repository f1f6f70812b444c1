"""The register laid out for linkage: by code, by exact key, by place without designator, by state and kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from fanlight.record.linkage.evidence import NEAR_KM, Place, county_keys, distance_km
from fanlight.record.register.agency import Agency
from fanlight.record.register.build import Register
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import AgencyName, parse_name
from fanlight.trust.agency.spelling import squeezed
from fanlight.trust.agency.states import seven

Kinds = tuple[AgencyKind, ...]


def place_key(kind: AgencyKind | None, place: str) -> str:
    """A place without spaces and “of”; a campus by its words in alphabetical order (Riverside, University of …)."""
    words = [word for word in place.split() if word != "of"]
    return "".join(sorted(words) if kind is AgencyKind.CAMPUS else words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency with its parsed name."""

    agency: Agency
    name: AgencyName
    counties: frozenset[str]

    def agrees(self, place: Place) -> bool:
        """Whether city, county or point of a mention lie where the agency does."""
        if self.counties & place.counties or (place.city and place.city == squeezed(self.name.base)):
            return True
        return bool(place.point and self.agency.point and distance_km(place.point, self.agency.point) <= NEAR_KM)

    def is_named_by(self, place: Place) -> bool:
        """Whether the row's own city (for a sheriff its county) is this agency's place, letter for letter."""
        own = squeezed(self.name.base)
        return own in place.counties if self.agency.kind is AgencyKind.SHERIFF else own == place.city


@dataclass
class Index:
    """Every agency of a register under the keys that the tiers ask for; `base` lacks designator and soft words."""

    entries: dict[str, Entry] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    exact: dict[tuple[str, AgencyKind, str], list[Entry]] = field(default_factory=dict)
    base: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    pools: dict[tuple[str, AgencyKind], list[Entry]] = field(default_factory=dict)

    def pool(self, state: str, kinds: Kinds) -> list[Entry]:
        """Every agency of a state that is of one of the kinds."""
        return [entry for kind in kinds for entry in self.pools.get((state, kind), ())]


def build_index(register: Register) -> Index:
    """Lays out a register; the spine comes before what only the crosswalk knows."""
    index = Index()
    for agency in sorted(register.values(), key=lambda one: (one.from_crosswalk, one.id)):
        name = parse_name(agency.name, agency.state, agency.kind)
        if agency.id != agency.ori:
            name = AgencyName(name.text, agency.kind, agency.id, body=agency.id)
        counties = frozenset(key for county in agency.counties for key in county_keys(county))
        entry = Entry(agency, name, counties)
        index.entries[agency.id] = entry
        for code in (agency.ori, *agency.members):
            if code:
                index.codes.setdefault(code, agency.id)
                index.codes.setdefault(seven(code), agency.id)
        index.exact.setdefault((agency.state, agency.kind, place_key(agency.kind, name.place)), []).append(entry)
        index.base.setdefault((agency.state, place_key(agency.kind, name.soft)), []).append(entry)
        index.pools.setdefault((agency.state, agency.kind), []).append(entry)
    return index
