"""The register: every agency under one id, spelling twins laid together, collisions refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.register.agency import Agency
from fanlight.record.register.crosswalk import crosswalk_agencies
from fanlight.record.register.population import with_population
from fanlight.record.register.spine import agencies_of
from fanlight.record.sources.folder import Folder
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.spelling import squeezed

# Kinds where one state, place and county have one body: two entries would make every link to it a guess.
SINGLE = (AgencyKind.MUNICIPAL, AgencyKind.SHERIFF, AgencyKind.COUNTY_POLICE)

Register = dict[str, Agency]


class RegisterCollision(FanlightError):
    """Two agencies of the register are the same by state, kind, place and county."""

    remedy = "If they are one body, add a line to record/register/twins.csv; if not, their names must say so."


@cache
def twins() -> dict[str, str]:
    """ORI to the ORI under which the same body is kept."""
    path = Path(__file__).parent / "twins.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {line["ori"]: line["same_as"] for line in csv.DictReader(lines)}


def _key(agency: Agency) -> tuple[str, str, str, tuple[str, ...]]:
    return agency.state, agency.kind.value, squeezed(agency.place), agency.counties


def _laid_together(agencies: list[Agency]) -> Register:
    register: Register = {agency.id: agency for agency in agencies if agency.id not in twins()}
    for ori, same_as in twins().items():
        kept = register.get(same_as)
        if kept is not None and any(agency.id == ori for agency in agencies):
            register[same_as] = replace(kept, members=(*kept.members, ori))
    seen: dict[tuple[str, str, str, tuple[str, ...]], Agency] = {}
    for agency in register.values():
        if agency.kind in SINGLE and agency.counties:
            other = seen.setdefault(_key(agency), agency)
            if other is not agency:
                raise RegisterCollision(
                    f"{other.id} “{other.name}” and {agency.id} “{agency.name}” are the same by key."
                )
    return register


def _joined(register: Register, others: list[Agency]) -> None:
    """Adds what only the crosswalk knows; a former code of a body that the spine has becomes its member."""
    held = {_key(agency): agency.id for agency in register.values() if agency.kind in SINGLE}
    for agency in others:
        same = held.get(_key(agency))
        if same is not None:
            register[same] = replace(register[same], members=(*register[same].members, agency.ori))
        else:
            held[_key(agency)] = agency.id
            register[agency.id] = agency


def build_register(folder: Folder) -> Register:
    """The agencies of a data folder by id, in the order of their ids."""
    spine = folder.need("fbi", "The FBI's agency list")
    register = _laid_together(list(agencies_of(spine)))
    known = frozenset(register) | {ori for agency in register.values() for ori in agency.members}
    for table in folder.of("crosswalk"):
        _joined(register, list(crosswalk_agencies(table, register, known)))
    for table in folder.of("gazetteer")[-1:]:
        register = {agency.id: agency for agency in with_population(register.values(), table)}
    return dict(sorted(register.items()))
