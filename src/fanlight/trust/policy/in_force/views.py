"""What holds at one moment, as pages, rules of release and the report ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import Witness
from fanlight.trust.papers.policy_paper import Limits, Policy
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.neighbours import ForwardView, PartnershipView, forwarding_at, partnership_view
from fanlight.trust.policy.in_force.standing import Standing, report_due
from fanlight.trust.policy.limits import counted
from fanlight.trust.policy.states import RequestState

PAUSES = (
    "stop",
    "moratorium",
    "agency-revoked",
    "agency-suspended",
    "agency-overdue",
    "key-revoked",
)  # reasons for which a request that stands is not open just now


@dataclass(frozen=True)
class AgencyView:
    """An agency at one moment; `asks` says whether its requests can be open."""

    paper: Agency
    verified_until: int | None
    suspended: bool
    revoked: bool
    overdue: bool
    revoked_keys: frozenset[str]

    @property
    def asks(self) -> bool:
        return not (self.suspended or self.revoked or self.overdue)


@dataclass(frozen=True)
class RequestView:
    """A request at one moment. `closed` says how it ended once `state` speaks of the report."""

    record: r.RequestRecord
    state: RequestState
    paused: tuple[str, ...]
    closed: RequestState | None
    closed_at: int | None
    due: int | None  # from then on the report is overdue

    @property
    def paper(self) -> Request:
        return self.record.paper

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN


@dataclass(frozen=True)
class InForce:
    """Everything at one moment."""

    at: int
    founding: Founding
    policy: Policy
    policy_hash: str
    limits: Limits  # as they count in this program
    stewards: tuple[r.StewardTerm, ...]
    witnesses: tuple[Witness, ...]
    agencies: dict[str, AgencyView]
    moratorium: str | None
    requests: dict[str, RequestView]
    record: PublishedRecord | None
    forwarding: dict[str, ForwardView]  # by agency: what stands now, paused or not
    partnerships: dict[str, PartnershipView]  # by the paper's id, all that were ever signed
    state: Standing = field(repr=False, compare=False)

    @property
    def open_requests(self) -> tuple[RequestView, ...]:
        """In the log's order."""
        return tuple(view for view in self.requests.values() if view.is_open)

    def against_release(self, request: str) -> tuple[str, ...]:
        """Why nothing may leave for this request now, though the resident consented while it was open; empty: it may.

        Expiry is no reason. Asked before posting and again before upload (docs/design/ask.md, Release).
        """
        view = self.requests.get(request)
        if view is None:
            return ("void",)
        reasons = [pause for pause in _pauses(self.state, view.record, self.at) if pause != "moratorium"]
        if self.moratorium == "hard" and "stop" not in reasons:
            reasons.append("moratorium")
        if view.closed not in (None, RequestState.EXPIRED):
            reasons.append(str(view.closed))
        if view.record.opens is None or self.at < view.record.opens:
            reasons.append("notice")
        return tuple(reasons)


def in_force(state: Standing, at: int) -> InForce:
    """What the log amounts to at this second of the witnesses; only of a log with a founding."""
    term = state.policy_at(at)
    records = sorted(state.requests.values(), key=lambda record: record.index)
    return InForce(
        at,
        state.founding,
        term.policy,
        term.hash,
        counted(term.policy.limits),
        tuple(state.stewards_at(at).values()),
        tuple(one.witness for one in state.witnesses if one.since <= at),
        {agency: view for agency in state.agencies if (view := agency_view(state, agency, at)) is not None},
        state.moratorium(at),
        {record.paper.id: request_view(state, record, at) for record in records},
        state.records[-1][1] if state.records else None,
        {agency: open for agency in state.agencies if (open := forwarding_at(state, agency, at)) is not None},
        {id: partnership_view(record, at) for id, record in state.partnerships.items()},
        state,
    )


@dataclass
class State(Standing):
    """What the fold hands out: all that stands, and what holds at any moment."""

    def at(self, seconds: int) -> InForce:
        """At this second of the witnesses; only of a log with a founding."""
        return in_force(self, seconds)


def agency_view(state: Standing, agency: str, at: int) -> AgencyView | None:
    facts = state.agency_facts(agency, at)
    if facts is None:
        return None
    return AgencyView(
        facts.paper,
        state.verified_until(agency, at),
        facts.suspended,
        facts.revoked,
        facts.overdue,
        facts.revoked_keys,
    )


def request_view(state: Standing, record: r.RequestRecord, at: int) -> RequestView:
    """The state of one request; notice, open, expired, due and overdue follow from time."""
    closed, closed_at = _closed(record, at)
    paused = () if closed else _pauses(state, record, at)
    return RequestView(
        record,
        _state(state, record, closed, paused, at),
        paused,
        closed,
        closed_at,
        report_due(record) if closed else None,
    )


def _state(
    state: Standing, record: r.RequestRecord, closed: RequestState | None, paused: tuple[str, ...], at: int
) -> RequestState:
    if closed is None:
        if record.opens is None or at < record.opens:
            return RequestState.NOTICE
        return RequestState.SUSPENDED if paused else RequestState.OPEN
    if report_due(record) is None:
        return closed
    if record.reported is not None and record.reported.at is not None and record.reported.at <= at:
        return RequestState.REPORTED
    return RequestState.OVERDUE if state.report_overdue(record, at) else RequestState.DUE


def _closed(record: r.RequestRecord, at: int) -> tuple[RequestState | None, int | None]:
    ended, closes = record.ended, record.closes
    if ended is not None and ended.at <= at and (closes is None or ended.at < closes):
        return ended.state, ended.at
    if closes is not None and at >= closes:
        return RequestState.EXPIRED, closes
    return None, None


def _pauses(state: Standing, record: r.RequestRecord, at: int) -> tuple[str, ...]:
    paper = record.paper
    opened = record.opens if record.opens is not None else at
    moratoria = state.moratoria_at(at)
    held = any(halt.form == "hard" or halt.since <= opened for halt in moratoria)  # soft: what is open stays open
    found = {
        "stop": bool(state.stops),
        "moratorium": held,
        "agency-revoked": state.is_revoked(paper.agency, at),
        "agency-suspended": state.suspended(paper.agency, at),
        "agency-overdue": state.overdue(paper.agency, at),
        "key-revoked": bool({paper.requester, paper.supervisor} & state.keys_revoked(paper.agency, at)),
    }
    return tuple(reason for reason in PAUSES if found[reason])
