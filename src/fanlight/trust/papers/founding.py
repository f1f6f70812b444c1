"""The founding paper: what a home pins when it joins (docs/reference/formats/papers.md, founding)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from fanlight.ground.canonical import dumps
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.forms import Items, Pairs, PaperError, Whole
from fanlight.trust.papers.keys import key_id
from fanlight.trust.papers.members import (
    JURISDICTION_CELLS,
    LARGEST_CELL,
    KeyMember,
    LogVkey,
    Name,
    NamedKey,
    Origin,
    Paper,
    Witness,
    Zone,
)
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.signatures import RelyingParty
from fanlight.trust.papers.wire import dotted

FEWEST_STEWARDS, LOWEST_QUORUM, LOWEST_WITNESS_QUORUM = 5, 3, 2
UNITS = Pairs(JURISDICTION_CELLS, key=Whole(0, LARGEST_CELL), number=Whole(0, 1_000_000))


@dataclass(frozen=True)
class Founding(Paper):
    """Entry 0: in force at once, shown in full before a resident joins."""

    KINDS: ClassVar[tuple[str, ...]] = ("log:founded",)

    origin: Origin
    log: LogVkey
    rp: RelyingParty
    community: Name
    zone: Zone
    stewards: Annotated[tuple[NamedKey, ...], Items(FEWEST_STEWARDS, 100)]
    quorum: Annotated[int, Whole(LOWEST_QUORUM, 100)]
    witnesses: Annotated[tuple[Witness, ...], Items(LOWEST_WITNESS_QUORUM, 100)]
    witness_quorum: Annotated[int, Whole(LOWEST_WITNESS_QUORUM, 100)]
    record: KeyMember
    policy: Policy
    units: Annotated[dict[int, int], UNITS]
    agencies: Annotated[tuple[Agency, ...], Items(0, 50)]

    def check(self, where: str) -> None:
        super().check(where)
        if self.log.split("+")[0] != self.origin:
            raise PaperError(dotted(where, "log"), "must bear the log's origin as its name.")
        _demand_distinct([one.key.id for one in self.stewards], dotted(where, "stewards"))
        _demand_distinct([one.vkey for one in self.witnesses], dotted(where, "witnesses"))
        _demand_distinct([one.name for one in self.witnesses], dotted(where, "witnesses"))
        _demand_distinct([one.agency for one in self.agencies], dotted(where, "agencies"))
        if self.quorum > len(self.stewards):
            raise PaperError(dotted(where, "quorum"), "is more than there are stewards.")
        if self.witness_quorum > len(self.witnesses):
            raise PaperError(dotted(where, "witness_quorum"), "is more than there are witnesses.")

    @property
    def policy_hash(self) -> str:
        return paper_hash(self.policy)

    @property
    def log_key(self) -> str:
        """Key id of the log's own key."""
        return vkey_id(self.log)

    @cached_property
    def units_hash(self) -> str:
        """SHA-256 of the canonical table of units."""
        return hashlib.sha256(dumps(UNITS.write(self.units))).hexdigest()


def paper_hash(paper: Paper) -> str:
    """SHA-256 of a paper's canonical bytes; what `policy` names."""
    return hashlib.sha256(paper.to_bytes()).hexdigest()


def vkey_id(vkey: str) -> str:
    """Key id of the key in a checked verifier key."""
    return key_id(parse_vkey(vkey).public)


def _demand_distinct(values: list[str], where: str) -> None:
    if len(set(values)) != len(values):
        raise PaperError(where, "hold one twice.")
