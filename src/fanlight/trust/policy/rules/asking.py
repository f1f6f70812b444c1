"""Rules about who asks, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.papers.request import Request
from fanlight.trust.policy.case import of_one_case
from fanlight.trust.policy.limits import MONTH_S, VERIFIED_S
from fanlight.trust.policy.rules.facts import Broken, Facts
from fanlight.trust.policy.rules.words import counted, span


@dataclass(frozen=True)
class PolicyInForce:
    code: str = "policy"
    member: str = "policy"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if request.policy == facts.policy:
            return None
        limit = f"A request is made under the policy in force, {facts.policy[:8]}."
        return Broken(self.code, self.member, limit, f"{request.policy[:8]}.", "Write it anew under today's policy.")


@dataclass(frozen=True)
class NoMoratorium:
    code: str = "moratorium"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.moratorium is None:
            return None
        limit = "No request is made while a moratorium is in force."
        return Broken(self.code, self.member, limit, f"a {facts.moratorium} one.", "Wait until stewards lift it.")


@dataclass(frozen=True)
class AgencyAdmitted:
    code: str = "agency-admitted"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.agency is not None and not facts.agency.revoked:
            return None
        limit = "The agency must be admitted by this community."
        found = "never admitted." if facts.agency is None else "its admission was revoked."
        return Broken(self.code, self.member, limit, found, "Ask the stewards for admission.")


@dataclass(frozen=True)
class AgencyVerified:
    code: str = "agency-verified"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.agency is None or facts.agency.verified:
            return None
        limit = f"The agency must have been verified within {span(VERIFIED_S)}."
        return Broken(self.code, self.member, limit, "longer ago.", "Ask the stewards to verify the agency anew.")


@dataclass(frozen=True)
class AgencyNotSuspended:
    code: str = "agency-suspended"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.agency is None or not facts.agency.suspended:
            return None
        limit = "A suspended agency asks for nothing."
        return Broken(self.code, self.member, limit, "suspended.", "Ask the stewards to reinstate the agency.")


@dataclass(frozen=True)
class AgencyNotOverdue:
    code: str = "agency-overdue"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.agency is None or not facts.agency.overdue:
            return None
        limit = "An agency that owes a report asks for nothing."
        return Broken(self.code, self.member, limit, "a report is overdue.", "Report on the earlier request first.")


@dataclass(frozen=True)
class TwoOfficers:
    code: str = "officers"
    member: str = "supervisor"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if facts.agency is None:
            return None
        found = self._found(request, facts)
        if not found:
            return None
        limit = "Two different officers of the agency sign; the second is a supervisor; both keys count."
        return Broken(self.code, self.member, limit, found, "Have it signed by such officers.")

    def _found(self, request: Request, facts: Facts) -> str:
        assert facts.agency is not None
        officer, supervisor = (facts.agency.paper.officer(key) for key in (request.requester, request.supervisor))
        if request.requester == request.supervisor:
            return "one key twice."
        if officer is None or supervisor is None:
            return "a key that is none of its officers'."
        if supervisor.role != "supervisor":
            return "the second is no supervisor."
        if {request.requester, request.supervisor} & facts.agency.revoked_keys:
            return "a revoked key."
        return ""


@dataclass(frozen=True)
class PerCase:
    code: str = "per-case"
    member: str = "case"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        before = len(of_one_case(request, [earlier.request for earlier in facts.earlier]))
        most = facts.limits.per_case
        if before + 1 <= most:
            return None
        limit = (
            f"At most {counted(most, 'request')} for one case; requests that overlap in area and window are one case,"
            " whatever their numbers."
        )
        found = f"this would be number {before + 1}."
        return Broken(self.code, self.member, limit, found, "This case cannot be asked about again.")


@dataclass(frozen=True)
class OpenPerAgency:
    code: str = "open-per-agency"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        standing = sum(one.request.agency == request.agency and one.ends > facts.at for one in facts.earlier)
        most = facts.limits.open_per_agency
        if standing + 1 <= most:
            return None
        limit = f"At most {counted(most, 'request')} of an agency in notice or open at a time."
        found = f"{counted(standing, 'request')} already."
        return Broken(self.code, self.member, limit, found, "Wait until one closes, or resolve one.")


@dataclass(frozen=True)
class PerMonth:
    code: str = "per-30-days"
    member: str = "agency"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        since = facts.at - MONTH_S
        lately = sum(one.request.agency == request.agency and one.noticed > since for one in facts.earlier)
        most = facts.limits.per_30_days
        if lately + 1 <= most:
            return None
        limit = f"At most {counted(most, 'request')} of an agency in 30 days."
        return Broken(self.code, self.member, limit, f"{counted(lately, 'request')} already.", "Wait.")
