"""Maple Hollow, a made-up place in the open Atlantic: its stewards, witnesses, agencies and founding."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from fanlight.demo.community.keys import Keys
from fanlight.trust.papers.agency_paper import Agency, Ladder, Officer, Rung
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import NamedKey, Witness
from fanlight.trust.papers.policy_paper import Limits, Policy
from fanlight.trust.papers.signatures import RelyingParty
from fanlight.trust.policy.cells import around, cell_at
from fanlight.trust.policy.limits import DEFAULTS

ORIGIN = "commons.maple-hollow.invalid/log"
ZONE = "America/New_York"  # with summer time, so that windows over a clock change can be tried
LONGITUDE, LATITUDE = -45.0012, 40.0008  # open sea: nobody lives there
MIDDLE = cell_at(LONGITUDE, LATITUDE)
TOWN_RINGS, COUNTY_RINGS, UNITS_RINGS = 10, 20, 22  # cells round the middle
POLICE, SHERIFF = "maple-hollow-police", "alder-county-sheriff"
STEWARDS = ("Ada Winter", "Bram Osei", "Chidi Lund", "Dora Paz", "Emil Sato")
WITNESSES = ("library.maple-hollow.invalid", "legal-aid.maple-hollow.invalid", "gazette.maple-hollow.invalid")
RECORD = "record of maple-hollow"


@dataclass(frozen=True)
class Post:
    """An officer of the cast."""

    name: str
    role: str
    agency: str


OFFICERS = (
    Post("Officer Nia Holt", "requester", POLICE),
    Post("Sergeant Ravi Stone", "supervisor", POLICE),
    Post("Lieutenant Uma Reyes", "supervisor", POLICE),
    Post("Deputy Oren Pike", "requester", SHERIFF),
    Post("Sergeant Lena Marsh", "supervisor", SHERIFF),
)
_NAMES = {POLICE: ("Maple Hollow Police Department", "municipal"), SHERIFF: ("Alder County Sheriff", "sheriff")}


def ident(name: str, keys: Keys) -> str:
    """The id of a paper of this community: the same for the same seed and name."""
    return hashlib.sha256(b"id\0" + keys.seed + name.encode()).hexdigest()[:32]


def units() -> dict[int, int]:
    """Housing units by cell: 20 to 59, as a street has them; a few cells are woods."""
    table = {}
    for cell in around(MIDDLE, UNITS_RINGS):
        drawn = hashlib.sha256(f"units {cell}".encode()).digest()
        table[cell] = 20 + drawn[0] % 40 if drawn[1] > 12 else 0
    return table


def policy(keys: Keys, *, limits: Limits = DEFAULTS, reviewers: int = 2, name: str = "policy") -> Policy:
    return Policy("policy:changed", ident(name, keys), 1, limits, reviewers, ("voluntary",), "none", {})


def agency(keys: Keys, id: str, *, checked: int, kind: str = "agency:admitted") -> Agency:
    """One of the two agencies; `checked` is when the rungs of its ladder were done."""
    name, body = _NAMES[id]
    rung = Rung(checked, "Done by two stewards; made up for the demo.")
    return Agency(
        kind,
        ident(f"{kind} {id}", keys),
        id,
        name,
        body,
        "ZZ0000100" if id == POLICE else "ZZ0000200",
        "ZZ0000100" if id == POLICE else "ZZ0000200",
        None,
        tuple(around(MIDDLE, TOWN_RINGS if id == POLICE else COUNTY_RINGS)),
        tuple(Officer(post.name, post.role, keys.signer(post.name).key) for post in OFFICERS if post.agency == id),
        keys.age(id).recipient,
        keys.signer(f"signer {id}").key,
        Ladder(None, rung, rung, rung, rung),
    )


def founding(
    keys: Keys,
    *,
    checked: int,
    log: str | None = None,
    witnesses: Mapping[str, tuple[str, str]] | None = None,
    origin: str = ORIGIN,
    rp: RelyingParty = RelyingParty("localhost", "http://localhost:8090"),  # noqa: B008 - frozen
    limits: Limits = DEFAULTS,
) -> Founding:
    """The founding paper. `log` is its vkey, `witnesses` name → (vkey, address); made from `keys` if not given."""
    if witnesses is None:
        witnesses = {name: (keys.vkey(name, witness=True), f"https://{name}/") for name in WITNESSES}
    return Founding(
        "log:founded",
        ident("founding", keys),
        origin,
        log or keys.vkey(origin),
        rp,
        "Maple Hollow",
        ZONE,
        tuple(NamedKey(name, keys.signer(name).key) for name in STEWARDS),
        3,
        tuple(Witness(name, vkey, url) for name, (vkey, url) in witnesses.items()),
        2,
        keys.signer(RECORD).key,
        policy(keys, limits=limits),
        units(),
        tuple(agency(keys, id, checked=checked) for id in (POLICE, SHERIFF)),
    )
