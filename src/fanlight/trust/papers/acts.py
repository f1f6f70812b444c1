"""The short papers of stewards and officers: one deed with its reason (docs/reference/formats/papers.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.papers.forms import OneOf
from fanlight.trust.papers.members import AgencyId, Hex16, Hex32, KeyMember, Name, Paper, Reason, Url, WitnessVkey

FORMS = ("soft", "hard")


@dataclass(frozen=True)
class AgencyAct(Paper):
    """Verified anew, suspended, taken up again, or sent away."""

    KINDS: ClassVar[tuple[str, ...]] = (
        "agency:verified",
        "agency:suspended",
        "agency:reinstated",
        "agency:revoked",
    )

    agency: AgencyId
    reason: Reason


@dataclass(frozen=True)
class KeyRevoked(Paper):
    """One officer's or the signer's key counts no more."""

    KINDS: ClassVar[tuple[str, ...]] = ("agency:key-revoked",)

    agency: AgencyId
    key: Hex32
    reason: Reason


@dataclass(frozen=True)
class RequestAct(Paper):
    """A request ends before its time."""

    KINDS: ClassVar[tuple[str, ...]] = ("request:resolved", "request:withdrawn", "request:suspended")

    request: Hex16
    reason: Reason


@dataclass(frozen=True)
class StewardAct(Paper):
    """A steward comes or goes."""

    KINDS: ClassVar[tuple[str, ...]] = ("steward:added", "steward:removed")

    name: Name
    key: KeyMember
    reason: Reason


@dataclass(frozen=True)
class WitnessAct(Paper):
    """A witness comes."""

    KINDS: ClassVar[tuple[str, ...]] = ("witness:added",)

    name: Name
    vkey: WitnessVkey
    url: Url
    reason: Reason


@dataclass(frozen=True)
class MoratoriumAct(Paper):
    """The community stops, or goes on; soft: no new requests, hard: nothing leaves."""

    KINDS: ClassVar[tuple[str, ...]] = ("moratorium:set", "moratorium:lifted")

    form: Annotated[str, OneOf(FORMS)]
    reason: Reason


@dataclass(frozen=True)
class Erasure(Paper):
    """A body is taken away, by its hash."""

    KINDS: ClassVar[tuple[str, ...]] = ("body:erased",)

    body: Hex32
    reason: Reason
