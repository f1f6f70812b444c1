"""What rules are handed beside the request, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.policy_paper import Limits
from fanlight.trust.papers.request import Request


@dataclass(frozen=True)
class Earlier:
    """A request that stands in the log already and is not void."""

    request: Request
    noticed: int  # seconds
    ends: int  # seconds: expired, or resolved, withdrawn or suspended before


@dataclass(frozen=True)
class AgencyFacts:
    """An agency at the moment of the notice."""

    paper: Agency
    verified: bool
    overdue: bool
    suspended: bool
    revoked: bool
    revoked_keys: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """Everything that decides, besides the request's own words; the same at commons and home."""

    at: int  # seconds: the notice's witness time; for a draft, now
    policy: str  # hash of the policy in force then
    basis: tuple[str, ...]
    limits: Limits  # as they count in this program
    units: Mapping[int, int]  # housing units by cell
    agency: AgencyFacts | None
    earlier: tuple[Earlier, ...]  # of all agencies, in the log's order
    moratorium: str | None  # "soft", "hard"


@dataclass(frozen=True)
class Broken:
    """A rule that the request breaks: the member that asks for it, the limit, what was found, what would satisfy it."""

    code: str
    member: str
    limit: str
    found: str
    remedy: str

    def words(self) -> str:
        return f"{self.limit} Found: {self.found} {self.remedy}"


class Rule(Protocol):
    """One rule of set 1: one answer for ever, from closed lists, numbers and whole square metres."""

    @property
    def code(self) -> str: ...
    @property
    def member(self) -> str: ...

    def check(self, request: Request, facts: Facts) -> Broken | None: ...
