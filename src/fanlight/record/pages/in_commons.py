"""What a commons says of agencies: conduct, petitions, partnerships. In no number of the record, and never shipped.

The file that it comes in: docs/reference/formats/record-conduct.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Conduct:
    """How an agency has behaved in a commons, counted from its log; the members of a home's own count."""

    since: date | None  # of the first request
    asked: int
    refused: int  # by the rules, so no home was asked
    withdrawn: int
    on_time: int  # reports on what came of a request
    late: int
    missing: int
    received: int  # disclosures
    deleted: int  # of them, with proof
    deletion_due: int  # past their day without proof


@dataclass(frozen=True, slots=True)
class Petition:
    """A demand that residents sign, addressed at or about an agency."""

    demand: str
    to: str
    signatures: int
    threshold: int
    open: bool
    page: str


TERMS = ("announced", "in force", "ended", "over")


@dataclass(frozen=True, slots=True)
class SignedPartnership:
    """A community's own partnership with an agency, from its log."""

    agency: str  # id in the register; empty where the register lacks it
    name: str  # the agency's, as the community has it
    page: str
    ask: str  # where its end can be asked for
    since: date
    until: date  # the day on which it ends by itself
    ended: date | None  # earlier, by one act
    term: str  # where it stood at the count: one of TERMS
    data: tuple[str, ...]  # kinds that are shared
    contact: str

    @property
    def ends(self) -> date:
        """When it ended or will end by itself."""
        return min(self.until, self.ended) if self.ended else self.until

    @property
    def began(self) -> bool:
        """Not one that was ended before its first day."""
        return not (self.ended and self.ended < self.since)

    @property
    def runs(self) -> bool:
        """Whether there is something to end."""
        return self.term in ("announced", "in force")


@dataclass(frozen=True, slots=True)
class InCommons:
    """What one commons says of an agency, up to a day."""

    name: str
    until: date
    page: str
    conduct: Conduct | None
    petitions: tuple[Petition, ...]
    partnerships: tuple[SignedPartnership, ...] = ()

    @property
    def newest(self) -> list[SignedPartnership]:
        """Its partnerships, the newest first."""
        return sorted(self.partnerships, key=lambda one: one.since, reverse=True)


@dataclass(frozen=True, slots=True)
class Commons:
    """One commons with all its partnerships, those too whose agency the register lacks."""

    name: str
    until: date
    page: str
    partnerships: tuple[SignedPartnership, ...]
    unknown: tuple[str, ...] = ()  # names of its agencies that the register lacks
