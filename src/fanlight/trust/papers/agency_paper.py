"""The agency paper: who an agency is, its officers and keys, what was checked (docs/reference/formats/papers.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.papers.forms import Items, OneOf, OrNull, PaperError, Shaped, Text
from fanlight.trust.papers.keys import ED25519
from fanlight.trust.papers.members import AgencyId, AgeRecipient, Jurisdiction, KeyMember, Name, Paper, Seconds
from fanlight.trust.papers.wire import Wired, dotted

ORI = Shaped(r"[A-Z]{2}[A-Z0-9]{7}", "the nine characters of an ORI")
DOMAIN = Shaped(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", "a DNS name")


@dataclass(frozen=True)
class Officer(Wired):
    """A named person of the agency; a supervisor may also request, never both in one request."""

    name: Name
    role: Annotated[str, OneOf(("requester", "supervisor"))]
    key: KeyMember


@dataclass(frozen=True)
class Rung(Wired):
    """One check of the ladder: when, and what was found."""

    at: Seconds
    words: Annotated[str, Text(lines=True)]


@dataclass(frozen=True)
class Ladder(Wired):
    """Null where not done; `dns` is reserved for later."""

    dns: Rung | None
    officers: Rung | None
    call_back: Rung | None
    ori: Rung | None
    terms: Rung | None


@dataclass(frozen=True)
class Agency(Paper):
    """A law-enforcement body as the community admitted it; the newest paper in force counts."""

    KINDS: ClassVar[tuple[str, ...]] = ("agency:admitted", "agency:changed")

    agency: AgencyId
    name: Name
    agency_kind: Annotated[str, OneOf(tuple(kind.value for kind in AgencyKind))]
    ori: Annotated[str | None, OrNull(ORI)]
    record: Annotated[str | None, OrNull(Text(80))]
    domain: Annotated[str | None, OrNull(DOMAIN)]
    cells: Jurisdiction
    officers: Annotated[tuple[Officer, ...], Items(2, 200)]
    recipient: AgeRecipient
    signer: KeyMember
    ladder: Ladder

    def check(self, where: str) -> None:
        super().check(where)
        keys = [officer.key.id for officer in self.officers] + [self.signer.id]
        if len(set(keys)) != len(keys):
            raise PaperError(dotted(where, "officers"), "hold a key twice.")
        if not any(officer.role == "supervisor" for officer in self.officers):
            raise PaperError(dotted(where, "officers"), "hold no supervisor.")
        if self.signer.alg != ED25519:
            raise PaperError(dotted(where, "signer"), "must be an ed25519 key.")

    def officer(self, key: str) -> Officer | None:
        """Whose key this is."""
        return next((officer for officer in self.officers if officer.key.id == key), None)
