"""Bodies that are one wherever they are met: federal ones and each state's police (bodies.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fanlight.trust.agency.states import NAMES

FORCE = r"(state police|(state )?highway (safety )?patrol|state patrol|state trooper|state ranger)"
# A state force's parts: troop, post and barracks are members, not bodies.
PART = (
    r"(department|troop \w+|post \w*|barracks?|division.*|headquarters.*|bureau.*|detective.*|criminal.*|computer.*|"
    r"swat.*|special.*|statewide|gaming.*|parkway.*)?"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body with an id of ours."""

    id: str
    name: str


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "bodies.toml").read_text(encoding="utf-8"))


@cache
def _federal() -> tuple[tuple[re.Pattern[str], Body], ...]:
    return tuple((re.compile(one["sign"]), Body(one["id"], one["name"])) for one in _tables()["federal"])


@cache
def _services() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = _tables()["services"]
    return re.compile(table["sign"]), re.compile(table["unless"])


@cache
def _force_of(state: str) -> re.Pattern[str]:
    own = _tables()["states"][state]["forms"]
    name = re.escape(NAMES[state])
    forms = [rf"(the )?({name} |{state.lower()} )?{FORCE} ?{PART}", rf"{name} trooper"]
    if own:
        forms.append(rf"({own})( {PART})?")
    return re.compile("|".join(f"({form})" for form in forms))


@cache
def _any_federal() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sign.pattern})" for sign, _ in _federal()))


def federal_body(spelled: str) -> Body | None:
    """The federal body that a spelled name means."""
    if not _any_federal().search(spelled):
        return None
    return next((body for sign, body in _federal() if sign.search(spelled)), None)


@cache
def state_bodies() -> dict[str, Body]:
    """Each state's police by state; Hawaii has none."""
    return {state: Body(f"state:{state}", entry["name"]) for state, entry in _tables()["states"].items()}


@cache
def federal_bodies() -> tuple[Body, ...]:
    """Every federal body that the table knows."""
    return tuple(body for _, body in _federal())


def state_police(spelled: str, state: str) -> Body | None:
    """The state's police where the whole of a spelled name means it; the name of another state means that state's."""
    bodies = state_bodies()
    if state in bodies and _force_of(state).fullmatch(spelled):
        return bodies[state]
    for other, name in NAMES.items():
        if other in bodies and spelled.startswith(name) and _force_of(other).fullmatch(spelled):
            return bodies[other]
    return None


def is_state_service(spelled: str) -> bool:
    """Whether a spelled name is one of a state's other services: game wardens, investigators, park rangers …"""
    sign, unless = _services()
    return bool(sign.search(spelled)) and not unless.search(spelled)
