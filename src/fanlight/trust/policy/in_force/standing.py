"""What stands in the log up to an entry: dated facts and the questions that fold, commons and homes ask of them.

The fold fills it; whoever gets it from `fold` reads it and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.limits import REPORT_S, counted
from fanlight.trust.policy.rules.facts import AgencyFacts, Earlier, Facts


@dataclass
class Standing:
    """All facts so far; moments are seconds of the witnesses."""

    founded: r.Founded | None = None
    latest: int = 0  # the newest time of any entry; an entry without one is judged at it
    stewards: list[r.StewardTerm] = field(default_factory=list)
    witnesses: list[r.WitnessTerm] = field(default_factory=list)
    policies: list[r.PolicyTerm] = field(default_factory=list)
    agencies: dict[str, list[r.AgencyTerm]] = field(default_factory=dict)
    verifications: dict[str, list[r.Verification]] = field(default_factory=dict)
    suspensions: dict[str, list[r.Halt]] = field(default_factory=dict)
    reinstatements: dict[str, list[r.Lift]] = field(default_factory=dict)
    revoked: dict[str, int] = field(default_factory=dict)
    revoked_keys: dict[tuple[str, str], int] = field(default_factory=dict)
    moratoria: list[r.Halt] = field(default_factory=list)
    liftings: list[r.Lift] = field(default_factory=list)
    requests: dict[str, r.RequestRecord] = field(default_factory=dict)
    refused: list[r.RefusedRecord] = field(default_factory=list)
    disclosures: dict[str, r.DisclosureRecord] = field(default_factory=dict)
    records: list[tuple[int, PublishedRecord]] = field(default_factory=list)
    forwards: list[r.ForwardTerm] = field(default_factory=list)
    forwards_ended: dict[str, list[r.Halt]] = field(default_factory=dict)
    sent: list[r.SentRecord] = field(default_factory=list)
    partnerships: dict[str, r.PartnershipRecord] = field(default_factory=dict)
    erased: dict[str, str] = field(default_factory=dict)  # body's hash: the reason; a home deletes its copy
    voids: list[r.Void] = field(default_factory=list)
    stops: list[r.Stop] = field(default_factory=list)
    newer: list[r.Newer] = field(default_factory=list)

    @property
    def founding(self) -> Founding:
        """Only after entry 0."""
        assert self.founded is not None
        return self.founded.founding

    def stewards_at(self, at: int) -> dict[str, r.StewardTerm]:
        """By key id."""
        return {term.key.id: term for term in self.stewards if term.holds(at)}

    def policy_at(self, at: int) -> r.PolicyTerm:
        return max((term for term in self.policies if term.since <= at), key=lambda term: term.index)

    def agency_at(self, agency: str, at: int) -> Agency | None:
        """The paper in force; revoked, suspended and lapsed agencies still have one."""
        terms = [term for term in self.agencies.get(agency, ()) if term.since <= at]
        return max(terms, key=lambda term: term.index).paper if terms else None

    def verified_until(self, agency: str, at: int) -> int | None:
        """The second at which its verification lapses, or None where it has lapsed."""
        ends = [one.until for one in self.verifications.get(agency, ()) if one.since <= at < one.until]
        return max(ends, default=None)

    def suspended(self, agency: str, at: int) -> bool:
        return bool(_standing(self.suspensions.get(agency, []), self.reinstatements.get(agency, []), at))

    def is_revoked(self, agency: str, at: int) -> bool:
        return agency in self.revoked and self.revoked[agency] <= at

    def keys_revoked(self, agency: str, at: int) -> frozenset[str]:
        return frozenset(key for (of, key), since in self.revoked_keys.items() if of == agency and since <= at)

    def overdue(self, agency: str, at: int) -> bool:
        """Whether it owes a report whose time is over."""
        return any(
            record.paper.agency == agency and self.report_overdue(record, at) for record in self.requests.values()
        )

    def report_overdue(self, record: r.RequestRecord, at: int) -> bool:
        due = report_due(record)
        answered = record.reported is not None and record.reported.at is not None and record.reported.at <= at
        return due is not None and at >= due and not answered

    def moratoria_at(self, at: int) -> list[r.Halt]:
        """Those that stand; a lifting ends the earlier ones of its form."""
        return [
            halt
            for form in ("soft", "hard")
            for halt in _standing(
                [one for one in self.moratoria if one.form == form],
                [one for one in self.liftings if one.form == form],
                at,
            )
        ]

    def moratorium(self, at: int) -> str | None:
        forms = {halt.form for halt in self.moratoria_at(at)}
        return "hard" if "hard" in forms or self.stops else "soft" if forms else None

    def agency_facts(self, agency: str, at: int) -> AgencyFacts | None:
        paper = self.agency_at(agency, at)
        if paper is None:
            return None
        return AgencyFacts(
            paper,
            self.verified_until(agency, at) is not None,
            self.overdue(agency, at),
            self.suspended(agency, at),
            self.is_revoked(agency, at),
            self.keys_revoked(agency, at),
        )

    def facts(self, agency: str, at: int) -> Facts:
        """What the rules are handed for a request of this agency that is noticed at this moment."""
        term = self.policy_at(at)
        return Facts(
            at,
            term.hash,
            term.policy.basis,
            counted(term.policy.limits),
            self.founding.units,
            self.agency_facts(agency, at),
            tuple(
                Earlier(one.paper, one.judged if one.noticed is None else one.noticed, one.ends)
                for one in sorted(self.requests.values(), key=lambda one: one.index)
            ),
            self.moratorium(at),
        )


def report_due(record: r.RequestRecord) -> int | None:
    """The second from which a report is overdue; None where the request never opened."""
    if record.opens is None or record.ends <= record.opens:
        return None
    return record.ends + REPORT_S


def _standing(halts: list[r.Halt], lifts: list[r.Lift], at: int) -> list[r.Halt]:
    lifted = max((lift.index for lift in lifts if lift.since <= at), default=-1)
    return [halt for halt in halts if halt.since <= at and halt.index > lifted]
