"""The register's spine: the FBI's agency list, one body per state police and per federal service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanlight.record.register.agency import Agency
from fanlight.record.sources.mentions import county_names, point_of
from fanlight.record.sources.table import Table
from fanlight.trust.agency.bodies import federal_bodies, state_bodies
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import AgencyName, parse_name
from fanlight.trust.agency.states import state_code

FIXED = {"University or College": AgencyKind.CAMPUS, "Tribal": AgencyKind.TRIBAL}
# What a state's other service may be by its name; everything else of that type is the state's own.
STATE_KINDS = (AgencyKind.CORRECTIONS, AgencyKind.TRANSIT, AgencyKind.SCHOOL, AgencyKind.CAMPUS, AgencyKind.FIRE)


def tidy_name(name: str, state: str) -> str:
    """The FBI's name without its doublings; Louisiana's counties are parishes, Hawaii's county police no sheriffs."""
    name = " ".join(name.split())
    name = re.sub(r"(Police Department)( Police Department)+", r"\1", name)
    name = re.sub(r"(Police Department) County Sheriff's Office$", r"\1", name)
    return name.replace(" County", " Parish") if state == "LA" else name


def kind_of(listed: str, name: str, state: str) -> tuple[AgencyKind, AgencyName]:
    """Kind and parsed name of an entry by the list's own type, else by what its name says."""
    free = parse_name(name, state)
    if listed == "City":
        kept = (AgencyKind.SHERIFF, AgencyKind.COUNTY_POLICE)
        kind = free.kind if free.kind in kept else AgencyKind.MUNICIPAL
    elif listed == "County":
        kind = AgencyKind.SHERIFF if free.kind is AgencyKind.SHERIFF else AgencyKind.COUNTY_POLICE
    elif listed in FIXED:
        kind = AgencyKind.SCHOOL if free.kind is AgencyKind.SCHOOL else FIXED[listed]
    elif listed in ("Other State Agency", "State Police"):
        kind = free.kind if free.kind in STATE_KINDS else AgencyKind.STATE
    else:
        kind = free.kind or AgencyKind.OTHER
    if kind is free.kind:
        return kind, free
    return kind, parse_name(name, state, kind)


def agencies_of(table: Table) -> Iterator[Agency]:
    """Every body of the FBI list; posts and barracks are told as members of their state's police."""
    members: dict[str, list[str]] = {}
    for _, row in table:
        state = state_code(table.get(row, "state"))
        ori, listed = table.get(row, "ori"), table.get(row, "kind")
        name = tidy_name(table.get(row, "name"), state)
        body = parse_name(name, state).body if listed != "City" else ""
        if listed == "Other State Agency" and body.startswith("us:"):
            body = ""  # Maine's own Drug Enforcement Agency
        if listed == "State Police" and not body:
            body = f"state:{state}"
        if body:
            members.setdefault(body, []).append(ori)
            continue
        kind, parsed = kind_of(listed, name, state)
        yield Agency(
            ori, ori, name, kind, state, county_names(table.get(row, "county")), parsed.place, point_of(table, row)
        )
    for state, force in state_bodies().items():
        own = tuple(sorted(members.get(force.id, ())))
        yield Agency(force.id, "", force.name, AgencyKind.STATE, state, (), force.id, None, members=own)
    for one in federal_bodies():
        own = tuple(sorted(members.get(one.id, ())))
        yield Agency(one.id, "", one.name, AgencyKind.FEDERAL, "US", (), one.id, None, members=own)
