"""Forwarding and partnerships: what opens and ends them, and what holds at a moment (docs/design/neighbourhood.md).

Ending beats everything: what was opened before an ending is dead, whether its 14 days were over or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.neighbourhood import ForwardOpened, Partnership
from fanlight.trust.papers.unsigned import Sent
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.in_force.tighten import Unfounded
from fanlight.trust.policy.limits import DAY

FORWARDING_S = 90 * DAY  # from its entry: a quarter, then stewards decide anew
TERM_S = 366 * DAY  # a partnership ends by itself after a year unless a new one is signed
AHEAD_S = 90 * DAY  # a partnership begins within a quarter of its entry
PAUSES = ("stop", "moratorium", "agency-revoked", "agency-suspended", "agency-overdue", "agency-lapsed")


def open_forwarding(state: Standing, paper: ForwardOpened, moment: Moment) -> None:
    if moment.time is not None and paper.until > moment.time + FORWARDING_S:
        raise Unfounded("Forwarding is opened for 90 days at most.")
    state.forwards.append(r.ForwardTerm(moment.index, paper, moment.loosens))


def sign_partnership(state: Standing, paper: Partnership, moment: Moment) -> None:
    if not 0 < paper.until - paper.since <= TERM_S:
        raise Unfounded("A partnership ends after it begins, within 366 days.")
    if moment.time is not None and paper.since > moment.time + AHEAD_S:
        raise Unfounded("A partnership begins within 90 days of its entry.")
    state.partnerships[paper.id] = r.PartnershipRecord(moment.index, paper, moment.time)


def note_sent(state: Standing, id: str, sent: Sent, moment: Moment) -> None:
    """An entry of forward:sent counts against the operator where nothing could be sent; without a time it waits."""
    if moment.time is not None:
        view = forwarding_at(state, sent.agency, moment.time)
        if view is None or not view.is_open:
            raise Unfounded("Forwarding to this agency was not open.")
    state.sent.append(r.SentRecord(moment.index, id, sent, moment.time))


@dataclass(frozen=True)
class ForwardView:
    """Forwarding to one agency that stands at a moment; `paused` says why nothing is sent all the same."""

    index: int
    paper: ForwardOpened
    since: int
    agency: Agency
    paused: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return not self.paused


class Term(StrEnum):
    """Where a partnership stands."""

    COMING = "announced"
    RUNNING = "in force"
    ENDED = "ended"
    OVER = "over"


@dataclass(frozen=True)
class PartnershipView:
    """A partnership at one moment; `ends` is when it ended or will end by itself."""

    record: r.PartnershipRecord
    term: Term
    ends: int

    @property
    def paper(self) -> Partnership:
        return self.record.paper

    @property
    def runs(self) -> bool:
        return self.term is Term.RUNNING


def ended_since(state: Standing, term: r.ForwardTerm) -> r.Halt | None:
    """The first ending that came after this opening."""
    ends = state.forwards_ended.get(term.paper.agency, [])
    return next((halt for halt in ends if halt.index > term.index), None)


def forwarding_at(state: Standing, agency: str, at: int) -> ForwardView | None:
    """The newest opening that holds, or None: never opened, not yet, over or ended."""
    paper = state.agency_at(agency, at)
    if paper is None:
        return None
    for term in reversed(state.forwards):
        halt = ended_since(state, term)
        if term.paper.agency == agency and term.covers(at) and (halt is None or halt.since > at):
            assert term.since is not None
            return ForwardView(term.index, term.paper, term.since, paper, _pauses(state, agency, at))
    return None


def _pauses(state: Standing, agency: str, at: int) -> tuple[str, ...]:
    found = {
        "stop": bool(state.stops),
        "moratorium": state.moratorium(at) == "hard",
        "agency-revoked": state.is_revoked(agency, at),
        "agency-suspended": state.suspended(agency, at),
        "agency-overdue": state.overdue(agency, at),
        "agency-lapsed": state.verified_until(agency, at) is None,
    }
    return tuple(reason for reason in PAUSES if found[reason])


def partnership_view(record: r.PartnershipRecord, at: int) -> PartnershipView:
    paper, ended = record.paper, record.ended
    ends = min(paper.until, ended.since) if ended else paper.until
    if ended is not None and ended.since <= at:
        return PartnershipView(record, Term.ENDED, ends)
    if at >= paper.until:
        return PartnershipView(record, Term.OVER, ends)
    return PartnershipView(record, Term.COMING if at < paper.since else Term.RUNNING, ends)
