"""Rules about where: size, shape, jurisdiction, and enough homes that an answer does not say whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fanlight.trust.papers.request import Request
from fanlight.trust.policy.case import of_one_case
from fanlight.trust.policy.cells import area_m2, connected
from fanlight.trust.policy.rules.facts import Broken, Facts
from fanlight.trust.policy.rules.words import counted, miles


@dataclass(frozen=True)
class AreaSize:
    code: str = "area"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        size, most = area_m2(request.area), facts.limits.area_m2
        if size <= most:
            return None
        limit = f"The area may have at most {miles(most)} ({counted(most, 'square metre')})."
        found = f"{miles(size)} in {counted(len(request.area), 'cell')}."
        return Broken(self.code, self.member, limit, found, "Take cells away.")


@dataclass(frozen=True)
class AreaConnected:
    code: str = "area-connected"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if connected(request.area):
            return None
        limit = "The cells of an area must hang together by their edges."
        return Broken(self.code, self.member, limit, "more than one piece.", "Paint one piece, or ask twice.")


@dataclass(frozen=True)
class InJurisdiction:
    code: str = "jurisdiction"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        outside = set(request.area) - set(facts.agency.paper.cells if facts.agency else ())
        if not outside:
            return None
        limit = "The area must lie within the agency's jurisdiction."
        found = f"{counted(len(outside), 'cell')} outside."
        return Broken(self.code, self.member, limit, found, "Take those cells away.")


@dataclass(frozen=True)
class PeopleFloor:
    code: str = "people-floor"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        units, least = _units(request.area, facts), facts.limits.floor_units
        if units >= least:
            return None
        limit = f"At least {counted(least, 'housing unit')} must lie in the area, so that nobody is singled out."
        return Broken(self.code, self.member, limit, f"{units:,}.", "Paint more cells in which people live.")


@dataclass(frozen=True)
class PeopleShare:
    code: str = "people-share"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        units = _units(request.area, facts)
        largest = max(facts.units.get(cell, 0) for cell in request.area)
        if 2 * largest <= units:
            return None
        limit = "No cell may hold more than half of the area's housing units."
        found = f"{largest:,} of {units:,} in one cell."
        return Broken(self.code, self.member, limit, found, "Paint more cells in which people live.")


@dataclass(frozen=True)
class CaseAreas:
    """Two areas of one case are equal, or every part that one has and the other has not, and what both have, is large.

    Otherwise the difference between two answers would say who lives in the small part.
    """

    code: str = "case-areas"
    member: str = "area"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        least, mine = facts.limits.floor_units, set(request.area)
        for other in of_one_case(request, [earlier.request for earlier in facts.earlier]):
            theirs = set(other.area)
            if mine == theirs:
                continue
            parts = [_units(part, facts) for part in (mine - theirs, theirs - mine, mine & theirs) if part]
            if min(parts) < least:
                limit = f"Areas of one case must be equal, or differ by at least {counted(least, 'housing unit')}."
                found = f"{counted(min(parts), 'housing unit')} apart from request {other.id[:8]}."
                return Broken(self.code, self.member, limit, found, "Ask for the same area again, or for another one.")
        return None


def _units(cells: Iterable[int], facts: Facts) -> int:
    return sum(facts.units.get(cell, 0) for cell in cells)
