"""One law-enforcement body of the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fanlight.trust.agency.kind import AgencyKind


@dataclass(frozen=True, slots=True)
class Agency:
    """A body with one identity: `id` is its ORI, or our own (`state:CA`, `us:dea`) where it has no single one."""

    id: str
    ori: str  # nine characters; empty for bodies with an id of ours
    name: str
    kind: AgencyKind
    state: str  # two letters; US for federal bodies
    counties: tuple[str, ...]
    place: str  # normalised place key of the name
    point: tuple[float, float] | None
    population: int | None = None  # residents of the Census place that it matches alone
    members: tuple[str, ...] = ()  # ORIs of posts and barracks
    from_crosswalk: bool = False  # known only from the crosswalk: in nothing that is shipped
    valid_from: date | None = None
    valid_to: date | None = None
