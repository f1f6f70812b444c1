"""In which role a key may sign a paper that waits, and when enough have signed. Pure; formats/entries.md, Kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.trust.papers.acts import RequestAct
from fanlight.trust.papers.agency_paper import Officer
from fanlight.trust.papers.kinds import KINDS, Signers
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.neighbourhood import Partnership, PartnershipEnded
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import Signature
from fanlight.trust.policy.in_force.views import InForce

OFFICES = ("requester", "supervisor")


@dataclass(frozen=True)
class Need:
    """How many signatures of which role a paper still lacks."""

    role: str
    have: int
    want: int

    @property
    def left(self) -> int:
        return max(0, self.want - self.have)


def needs(paper: Paper, signed: Sequence[Signature], now: InForce) -> tuple[Need, ...]:
    """In the order in which they are given."""

    def need(role: str, want: int) -> Need:
        return Need(role, sum(one.role == role for one in signed), want)

    match KINDS[paper.kind].signers:
        case Signers.STEWARDS:
            return (need("steward", now.founding.quorum),)
        case Signers.OFFICERS_AND_REVIEWERS:
            return (need("requester", 1), need("supervisor", 1), need("reviewer", now.policy.reviewers))
        case Signers.ONE_OFFICER:
            return (Need("officer", len(signed), 1),)
        case Signers.TWO_OFFICERS:
            return (Need("officer", len(signed), 2),)
        case Signers.OFFICERS_AND_STEWARDS:
            officers = sum(one.role in OFFICES for one in signed)
            return (Need("officer", officers, 2), need("steward", now.founding.quorum))
        case Signers.ONE_STEWARD:
            return (need("steward", 1),)
        case Signers.STEWARD_OR_OFFICER:
            return (Need("steward or officer", len(signed), 1),)
    raise ValueError(f"nobody signs {paper.kind} here")


def complete(paper: Paper, signed: Sequence[Signature], now: InForce) -> bool:
    return not any(need.left for need in needs(paper, signed, now))


def role_of(paper: Paper, signed: Sequence[Signature], key: str, now: InForce) -> str | None:
    """The role in which this key may sign next, or None: not it, or not yet."""
    if any(one.key == key for one in signed) or complete(paper, signed, now):
        return None
    match paper:
        case Request():
            return _of_request(paper, signed, key, now)
        case RequestAct() | Report() if KINDS[paper.kind].signers is not Signers.STEWARDS:
            view = now.requests.get(paper.request)
            officer = officer_of(view.paper.agency, key, now) if view else None
            return officer.role if officer else None
        case Partnership():
            return _of_partnership(paper, signed, key, now)
        case PartnershipEnded():
            known = now.partnerships.get(paper.partnership)
            officer = officer_of(known.paper.agency, key, now) if known else None
            if officer is not None:
                return officer.role
    return "steward" if any(term.key.id == key for term in now.stewards) else None


def _of_partnership(paper: Partnership, signed: Sequence[Signature], key: str, now: InForce) -> str | None:
    """Two officers first: what a community signs, the agency has signed."""
    officer = officer_of(paper.agency, key, now)
    if needs(paper, signed, now)[0].left:
        return officer.role if officer else None
    is_steward = officer is None and any(term.key.id == key for term in now.stewards)
    return "steward" if is_steward else None


def _of_request(paper: Request, signed: Sequence[Signature], key: str, now: InForce) -> str | None:
    """One after the other: requester, supervisor, then reviewers who are no officers of the agency."""
    following = next(need.role for need in needs(paper, signed, now) if need.left)
    officer = officer_of(paper.agency, key, now)
    if following == "requester":
        return "requester" if officer and key == paper.requester else None
    if following == "supervisor":
        return "supervisor" if officer and key == paper.supervisor else None
    if officer is None and any(term.key.id == key for term in now.stewards):
        return "reviewer"
    return None


def officer_of(agency: str, key: str, now: InForce) -> Officer | None:
    """The officer whose key this is, unless agency or key was revoked."""
    view = now.agencies.get(agency)
    if view is None or view.revoked or key in view.revoked_keys:
        return None
    return view.paper.officer(key)
