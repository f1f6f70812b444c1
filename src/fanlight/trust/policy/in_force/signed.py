"""Whether the right people signed: by kind, with the keys that count at that moment (formats/entries.md, Kinds)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fanlight.trust.papers.acts import RequestAct
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.entry import Body
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.keys import Key
from fanlight.trust.papers.kinds import KINDS, Signers
from fanlight.trust.papers.neighbourhood import Partnership, PartnershipEnded
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import REVIEWED, Signature, SignatureError, Verified, signed_digest, verify
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.quorum import reached

OFFICES = ("requester", "supervisor")


@dataclass(frozen=True)
class Checker:
    """Checks the signatures under one body at one moment; raises SignatureError."""

    state: Standing
    kind: str
    body: Body
    at: int
    verified: Verified | None

    def check(self) -> None:
        keys = [signature.key for signature in self.body.sigs]
        if len(set(keys)) != len(keys):
            raise SignatureError("sigs", "hold a key twice.")
        match KINDS[self.kind].signers:
            case Signers.STEWARDS:
                self._stewards()
            case Signers.OFFICERS_AND_REVIEWERS:
                self._request()
            case Signers.ONE_OFFICER:
                self._officers(1)
            case Signers.TWO_OFFICERS:
                self._officers(2)
            case Signers.OFFICERS_AND_STEWARDS:
                self._partnership()
            case Signers.ONE_STEWARD:
                self._one_of({"steward": self._steward_keys()})
            case Signers.STEWARD_OR_OFFICER:
                self._end_of_partnership()
            case Signers.AGENCY:
                self._agency()
            case Signers.RECORD:
                self._only("record", self.state.founding.record)
            case _:
                raise SignatureError("sigs", "have no place here.")

    def _stewards(self) -> None:
        paper = self.body.paper
        if isinstance(paper, Founding):
            entitled, quorum = {one.key.id: one.key for one in paper.stewards}, paper.quorum
        else:
            entitled = {id: term.key for id, term in self.state.stewards_at(self.at).items()}
            quorum = self.state.founding.quorum
        for signature in self.body.sigs:
            self._one(signature, "steward", entitled)
        self._demand_quorum((signature.key for signature in self.body.sigs), entitled, quorum)

    def _request(self) -> None:
        paper = self.body.paper
        assert isinstance(paper, Request)
        officers = _officer_keys(self._agency_paper(paper.agency))
        stewards = {id: term.key for id, term in self.state.stewards_at(self.at).items() if id not in officers}
        roles = [signature.role for signature in self.body.sigs]
        if roles.count("requester") != 1 or roles.count("supervisor") != 1:
            raise SignatureError("sigs", "need one requester and one supervisor.")
        named = {"requester": paper.requester, "supervisor": paper.supervisor}
        for signature in self.body.sigs:
            if signature.role == "reviewer":
                self._one(signature, "reviewer", stewards)
            elif signature.key != named.get(signature.role):
                raise SignatureError("sigs", "are not of the officers that the paper names.")
            else:
                self._one(signature, signature.role, officers)
        reviewers = [signature.key for signature in self.body.sigs if signature.role == "reviewer"]
        self._demand_quorum(reviewers, stewards, self.state.policy_at(self.at).policy.reviewers)

    def _officers(self, count: int) -> None:
        paper = self.body.paper
        assert isinstance(paper, RequestAct | Report)
        record = self.state.requests.get(paper.request)
        if record is None:
            raise SignatureError("request", "is none that stands.")
        agency = record.paper.agency
        revoked = self.state.keys_revoked(agency, self.at)
        officers = {id: key for id, key in _officer_keys(self._agency_paper(agency)).items() if id not in revoked}
        for signature in self.body.sigs:
            if signature.role not in OFFICES:
                raise SignatureError("sigs", "must be of officers.")
            self._one(signature, signature.role, officers)
        if len(self.body.sigs) != count:
            raise SignatureError("sigs", f"must be {count}.")

    def _steward_keys(self) -> dict[str, Key]:
        return {id: term.key for id, term in self.state.stewards_at(self.at).items()}

    def _counting_officers(self, agency: str) -> dict[str, Key]:
        """Officers of the agency whose keys were not revoked; none of a revoked agency."""
        if self.state.is_revoked(agency, self.at):
            return {}
        revoked = self.state.keys_revoked(agency, self.at)
        return {id: key for id, key in _officer_keys(self._agency_paper(agency)).items() if id not in revoked}

    def _partnership(self) -> None:
        paper = self.body.paper
        assert isinstance(paper, Partnership)
        officers = self._counting_officers(paper.agency)
        stewards = {id: key for id, key in self._steward_keys().items() if id not in officers}
        signed = []
        for signature in self.body.sigs:
            if signature.role in OFFICES:
                self._one(signature, signature.role, officers)
            else:
                self._one(signature, "steward", stewards)
                signed.append(signature.key)
        if len(self.body.sigs) - len(signed) != 2:
            raise SignatureError("sigs", "must be two of officers.")
        self._demand_quorum(signed, stewards, self.state.founding.quorum)

    def _end_of_partnership(self) -> None:
        paper = self.body.paper
        assert isinstance(paper, PartnershipEnded)
        record = self.state.partnerships.get(paper.partnership)
        if record is None:
            raise SignatureError("partnership", "is none that stands.")
        officers = self._counting_officers(record.paper.agency)
        self._one_of({"steward": self._steward_keys(), **dict.fromkeys(OFFICES, officers)})

    def _one_of(self, entitled: dict[str, dict[str, Key]]) -> None:
        if len(self.body.sigs) != 1:
            raise SignatureError("sigs", "must be one.")
        (signature,) = self.body.sigs
        if signature.role not in entitled:
            raise SignatureError("sigs", "are in a role that does not count here.")
        self._one(signature, signature.role, entitled[signature.role])

    def _agency(self) -> None:
        paper = self.body.paper
        assert isinstance(paper, Receipt)
        record = self.state.disclosures.get(paper.disclosure)
        if record is None:
            raise SignatureError("disclosure", "was never posted.")
        signer = self._agency_paper(record.posted.agency).signer
        if signer.id in self.state.keys_revoked(record.posted.agency, self.at):
            raise SignatureError("sigs", "are of a revoked key.")
        self._only("agency", signer)

    def _only(self, role: str, key: Key) -> None:
        if len(self.body.sigs) != 1:
            raise SignatureError("sigs", "must be one.")
        self._one(self.body.sigs[0], role, {key.id: key})

    def _one(self, signature: Signature, role: str, entitled: dict[str, Key]) -> None:
        if signature.role != role:
            raise SignatureError("sigs", f"must be in the role {role}.")
        if signature.key not in entitled:
            raise SignatureError("sigs", f"hold a key that is no {role}'s.")
        paper = self.body.paper
        founding = paper if isinstance(paper, Founding) else self.state.founding
        policy = founding.policy if isinstance(paper, Founding) else self.state.policy_at(self.at).policy
        if not policy.accepts(REVIEWED if role == "reviewer" else self.kind, signature.alg):
            raise SignatureError("sigs", f"of {signature.alg} are not accepted here.")
        signed = signed_digest(self.kind, role, founding.origin, paper.to_bytes())
        verify(signature, entitled[signature.key], signed, founding.rp, self.verified)

    def _agency_paper(self, agency: str) -> Agency:
        paper = self.state.agency_at(agency, self.at)
        if paper is None:
            raise SignatureError("agency", "is not admitted.")
        return paper

    def _demand_quorum(self, signed: Iterable[str], entitled: dict[str, Key], quorum: int) -> None:
        if not reached(signed, entitled, quorum):
            raise SignatureError("sigs", f"are fewer than {quorum}.")


def _officer_keys(agency: Agency) -> dict[str, Key]:
    return {officer.key.id: officer.key for officer in agency.officers}
