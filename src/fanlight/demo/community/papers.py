"""Papers of Maple Hollow, ready to append: what its officers and stewards write and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fanlight.demo.community.founding import MIDDLE, OFFICERS, POLICE, RECORD, STEWARDS, ZONE, ident
from fanlight.demo.community.keys import Keys
from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Attests, Request
from fanlight.trust.papers.signatures import Signature, SoftwareSigner
from fanlight.trust.papers.signing import Sealed, new_id, sealed, to_sign, unsigned
from fanlight.trust.papers.unsigned import Posted, Refused, Sent
from fanlight.trust.policy.cells import around, column_row

HOUR, DAY = 3_600, 86_400
FACTS = (
    "On Larch Lane somebody broke the lock of a shed and took two bicycles and a ladder. A neighbour heard it and saw"
    " a small white van leave northwards. Footage of the lane may show the van and the way it took."
)
SOUGHT = "A small white van with a roof rack that drives or stands in the lane, and whoever loads it."


@dataclass(frozen=True)
class Community:
    """Everybody's keys and the founding, in one hand: for the demo and for tests alone."""

    keys: Keys
    founding: Founding

    @property
    def origin(self) -> str:
        return self.founding.origin

    def signer(self, name: str) -> SoftwareSigner:
        return self.keys.signer(name)

    def sign(self, paper: Paper, name: str, role: str) -> Signature:
        """Signs without asking whether it may: what is wrong must be found by others."""
        return self.signer(name).sign(to_sign(paper, self.origin, role), role)

    def sealed(self, paper: Paper, sigs: Sequence[Signature], *, at: int, policy: str | None = None) -> Sealed:
        nonce = self.keys.secret(f"nonce {paper.kind} {paper.id}")
        return sealed(paper, sigs, origin=self.origin, policy=policy or self.founding.policy_hash, at=at, nonce=nonce)

    def by_stewards(self, paper: Paper, *, at: int, names: Sequence[str] = STEWARDS[:3]) -> Sealed:
        """A stewards' paper as an entry."""
        return self.sealed(paper, [self.sign(paper, name, "steward") for name in names], at=at)

    def founded(self, *, at: int) -> Sealed:
        return self.by_stewards(self.founding, at=at)

    def request(self, now: int, name: str = "request", agency: str = POLICE, **changes: Any) -> Request:
        """A request that breaks no rule, about two hours of the day before `now`; `changes` replace its members."""
        since = (now - DAY) // HOUR * HOUR
        requester, supervisor = officers_of(agency)
        paper = Request(
            "request:noticed",
            ident(name, self.keys),
            agency,
            self.signer(requester).key.id,
            self.signer(supervisor).key.id,
            f"26-{int(ident(name, self.keys)[:5], 16):07}",
            "220",
            "voluntary",
            None,
            FACTS,
            SOUGHT,
            block(),
            ZONE,
            since,
            since + 2 * HOUR,
            True,
            7,
            90,
            (requester, supervisor),
            Attests(False, False, False, False),
            self.founding.policy_hash,
            now - HOUR,
        )
        return replace(paper, **changes)

    def noticed(
        self,
        paper: Request,
        *,
        at: int,
        officers: tuple[str, str] | None = None,
        reviewers: Sequence[str] = STEWARDS[:2],
    ) -> Sealed:
        """The entry request:noticed with both officers' signatures and the review."""
        requester, supervisor = officers or officers_of(paper.agency)
        sigs = [self.sign(paper, requester, "requester"), self.sign(paper, supervisor, "supervisor")]
        sigs += [self.sign(paper, name, "reviewer") for name in reviewers]
        return self.sealed(paper, sigs, at=at, policy=paper.policy)

    def moratorium(self, form: str, *, at: int, lifted: bool = False) -> Sealed:
        kind = "moratorium:lifted" if lifted else "moratorium:set"
        paper = acts.MoratoriumAct(kind, ident(f"{kind} {form} {at}", self.keys), form, "Decided by the stewards.")
        return self.by_stewards(paper, at=at)

    def agency_act(self, kind: str, agency: str, *, at: int) -> Sealed:
        """agency:verified, suspended, reinstated or revoked."""
        paper = acts.AgencyAct(kind, ident(f"{kind} {agency} {at}", self.keys), agency, "Decided by the stewards.")
        return self.by_stewards(paper, at=at)

    def key_revoked(self, agency: str, key: str, *, at: int) -> Sealed:
        paper = acts.KeyRevoked("agency:key-revoked", ident(f"revoked {key}", self.keys), agency, key, "Lost passkey.")
        return self.by_stewards(paper, at=at)

    def forward_opened(self, agency: str, until: int, *, at: int) -> Sealed:
        id = ident(f"forward:opened {agency} {at}", self.keys)
        reason = "Decided by the stewards after the meeting of the community."
        return self.by_stewards(neighbourhood.ForwardOpened("forward:opened", id, agency, until, reason), at=at)

    def forward_ended(self, agency: str, *, at: int, by: str = STEWARDS[0]) -> Sealed:
        """By one steward."""
        id = ident(f"forward:ended {agency} {at}", self.keys)
        paper = neighbourhood.ForwardEnded("forward:ended", id, agency, "Neighbours asked to end it.")
        return self.by_stewards(paper, at=at, names=[by])

    def forward_sent(self, sent: Sent, *, at: int) -> Sealed:
        by, policy = self.founding.log_key, self.founding.policy_hash
        return unsigned("forward:sent", sent.value(), origin=self.origin, policy=policy, by=by, at=at)

    def partnership(self, agency: str, since: int, until: int) -> neighbourhood.Partnership:
        return neighbourhood.Partnership(
            "partnership:signed",
            ident(f"partnership {agency} {since}", self.keys),
            agency,
            "The agency answers each post that neighbours send on within a week, and shares nothing with others.",
            since,
            until,
            ("Posts that their authors send on",),
            "The community's clerk, at the library on Tuesdays",
        )

    def partnership_signed(self, paper: neighbourhood.Partnership, *, at: int) -> Sealed:
        requester, supervisor = officers_of(paper.agency)
        sigs = [self.sign(paper, requester, "requester"), self.sign(paper, supervisor, "supervisor")]
        sigs += [self.sign(paper, name, "steward") for name in STEWARDS[:3]]
        return self.sealed(paper, sigs, at=at)

    def partnership_ended(self, partnership: str, *, at: int, by: str = STEWARDS[0], role: str = "steward") -> Sealed:
        """By one steward or one officer."""
        id = ident(f"partnership:ended {partnership} {at}", self.keys)
        paper = neighbourhood.PartnershipEnded("partnership:ended", id, partnership, "It is not wanted any more.")
        return self.sealed(paper, [self.sign(paper, by, role)], at=at)

    def request_act(self, kind: str, request: Request, *, at: int) -> Sealed:
        """request:resolved, withdrawn (an officer) or suspended (stewards)."""
        paper = acts.RequestAct(kind, ident(f"{kind} {request.id}", self.keys), request.id, "No longer needed here.")
        if kind == "request:suspended":
            return self.by_stewards(paper, at=at)
        return self.sealed(paper, [self.sign(paper, officers_of(request.agency)[0], "requester")], at=at)

    def reported(self, request: Request, *, at: int, outcome: str = "useful", disclosures: str = "1-4") -> Sealed:
        id = ident(f"report {request.id}", self.keys)
        paper = Report("request:reported", id, request.id, outcome, disclosures, True, "The van was found.")
        requester, supervisor = officers_of(request.agency)
        sigs = [self.sign(paper, requester, "requester"), self.sign(paper, supervisor, "supervisor")]
        return self.sealed(paper, sigs, at=at)

    def receipt(self, kind: str, agency: str, disclosure: str, package: str, until: int, *, at: int) -> Sealed:
        """disclosure:received or deleted, by the agency's signer."""
        paper = Receipt(kind, ident(f"{kind} {disclosure}", self.keys), disclosure, package, until)
        return self.sealed(paper, [self.sign(paper, f"signer {agency}", "agency")], at=at)

    def published(self, paper: Paper, *, at: int) -> Sealed:
        """record:published."""
        return self.sealed(paper, [self.sign(paper, RECORD, "record")], at=at)

    def erased(self, body: str, *, at: int) -> Sealed:
        id = ident(f"erased {body}", self.keys)
        return self.by_stewards(acts.Erasure("body:erased", id, body, "A name that should not be there."), at=at)

    def refused(self, refused: Refused, *, at: int) -> Sealed:
        by = self.founding.log_key
        return unsigned(
            "request:refused", refused.value(), origin=self.origin, policy=self.founding.policy_hash, by=by, at=at
        )

    def posted(self, posted: Posted, by: str, *, at: int, id: str | None = None) -> Sealed:
        """disclosure:posted; `by` is the key id of the key made for it."""
        policy = self.founding.policy_hash
        return unsigned(
            "disclosure:posted", posted.value(), origin=self.origin, policy=policy, by=by, at=at, id=id or new_id()
        )


def officers_of(agency: str) -> tuple[str, str]:
    """The names of its first requester and its first supervisor."""
    posts = [post for post in OFFICERS if post.agency == agency]
    return (
        next(post.name for post in posts if post.role == "requester"),
        next(post.name for post in posts if post.role == "supervisor"),
    )


def block(east: int = 0, south: int = 0) -> tuple[int, ...]:
    """Nine cells in a square, moved by so many cells from the middle: over 200 housing units, under a quarter mile."""
    x, y = column_row(MIDDLE)
    return tuple(around((x + east) * (1 << 17) + y + south, 1))
