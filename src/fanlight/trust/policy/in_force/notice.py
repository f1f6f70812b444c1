"""How a request gets into the state: every rule again, at the moment of its notice, under the policy it carries."""

from __future__ import annotations

from fanlight.trust.papers.entry import Entry
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import Signature
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.rules.every import broken
from fanlight.trust.policy.rules.facts import Broken


class RuleBroken(Exception):  # a signal within the fold, which turns it into a Void
    """The request breaks rules."""

    def __init__(self, found: tuple[Broken, ...]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.found}" for one in found))
        self.found = found


def notice(state: Standing, entry: Entry, paper: Request, sigs: tuple[Signature, ...], moment: Moment) -> None:
    """Raises RuleBroken; a notice without a time is not judged yet, and cannot open either."""
    facts = state.facts(paper.agency, moment.judged)
    if moment.time is not None and (found := broken(paper, facts)):
        raise RuleBroken(found)
    opens = None if moment.seen is None else moment.seen + facts.limits.notice_s
    closes = None if moment.time is None else moment.time + facts.limits.notice_s + paper.open_days * DAY
    reviewers = tuple(signature.key for signature in sigs if signature.role == "reviewer")
    state.requests[paper.id] = r.RequestRecord(
        moment.index, paper, moment.time, moment.judged, opens, closes, reviewers
    )
