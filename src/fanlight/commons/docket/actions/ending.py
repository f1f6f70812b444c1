"""An officer ends a request before its time, or reports on it: papers that wait for signatures."""

from __future__ import annotations

from datetime import datetime

from fanlight.commons.agencies.access import Hats
from fanlight.commons.agencies.actions.papers import propose
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.trust.papers.acts import RequestAct
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.signing import new_id


def end(*, request: str, kind: str, reason: str, hats: Hats, now: datetime) -> PendingPaper:
    """`kind` is request:resolved or request:withdrawn; one officer signs."""
    return propose(paper=RequestAct(kind, new_id(), request, reason), by=hats.person, now=now)


def report(
    *, request: str, outcome: str, disclosures: str, deleted: bool, words: str, hats: Hats, now: datetime
) -> PendingPaper:
    """Two officers sign."""
    paper = Report("request:reported", new_id(), request, outcome, disclosures, deleted, words)
    return propose(paper=paper, by=hats.person, now=now)
