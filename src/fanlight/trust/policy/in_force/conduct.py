"""How an agency has behaved in a commons, counted from its log alone. Pure."""

from __future__ import annotations

from fanlight.trust.policy.in_force.standing import report_due
from fanlight.trust.policy.in_force.views import InForce
from fanlight.trust.policy.states import RequestState


def conduct(in_force: InForce, agency: str) -> dict[str, int]:
    """Numbers for three lines: requests, reports, deletions."""
    views = [view for view in in_force.requests.values() if view.paper.agency == agency]
    disclosures = [one for one in in_force.state.disclosures.values() if one.posted.agency == agency]
    received = [one for one in disclosures if one.received is not None]
    on_time, late, missing = 0, 0, 0
    for view in views:
        due, reported = report_due(view.record), view.record.reported
        if reported is not None and reported.at is not None and due is not None:
            on_time, late = on_time + (reported.at < due), late + (reported.at >= due)
        missing += view.state is RequestState.OVERDUE
    return {
        "asked": len(views),
        "since": min((view.record.judged for view in views), default=0),
        "refused": sum(one.agency == agency for one in in_force.state.refused),
        "withdrawn": sum(view.closed is RequestState.WITHDRAWN for view in views),
        "on_time": on_time,
        "late": late,
        "missing": missing,
        "received": len(received),
        "deleted": sum(one.deleted is not None for one in received),
        "deletion_due": sum(
            one.deleted is None and one.received is not None and one.received.paper is not None
            and one.received.paper.until <= in_force.at
            for one in received
        ),
    }  # fmt: skip
