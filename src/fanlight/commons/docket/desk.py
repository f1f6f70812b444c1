"""What needs somebody: papers that wait for her signature, and what is due or lapses soon."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.commons.agencies.access import Hats, open_papers
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.rules.roles import Need, needs, role_of
from fanlight.commons.agencies.rules.words import heading
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.states import RequestState

SOON = 14 * DAY  # before a verification lapses


@dataclass(frozen=True)
class Waiting:
    """One paper that waits for this person."""

    pending: PendingPaper
    heading: str
    role: str
    need: Need


def papers_for(hats: Hats) -> list[Waiting]:
    """Oldest first. A reviewer comes to a request by its review, so those are left out."""
    found = []
    for pending in open_papers():
        paper, signed = pending.paper, pending.signed()
        for key in hats.keys:
            role = role_of(paper, signed, key.key_id, hats.in_force)
            if role is not None and role != "reviewer":
                need = next(need for need in needs(paper, signed, hats.in_force) if need.left)
                found.append(Waiting(pending, heading(paper), role, need))
                break
    return found


@dataclass(frozen=True)
class Due:
    """Something with a time; `at` in seconds."""

    words: str
    at: int
    over: bool
    view: str
    id: str
    left: str
    deed: str = ""


def left(seconds: int) -> str:
    """Until or since a moment, in whole days or hours."""
    span = abs(seconds)
    count, unit = (span // DAY, "day") if span >= 2 * DAY else (span // 3_600, "hour")
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{words} left" if seconds > 0 else f"{words} ago"


def due(hats: Hats) -> list[Due]:
    """What is over first."""
    now = hats.in_force
    found = []
    for id, agency in now.agencies.items():
        until = agency.verified_until
        if hats.steward is not None and not agency.revoked and (until is None or until - now.at < SOON):
            words = f"{agency.paper.name}: verification {'lapses' if until else 'has lapsed'}"
            at = until or now.at
            found.append(Due(words, at, until is None, "agency", id, left(at - now.at), "agency-verified"))
    for id, view in now.requests.items():
        mine = view.paper.agency == hats.agency
        if view.due is not None and view.record.reported is None and (mine or hats.steward is not None):
            over = view.state is RequestState.OVERDUE
            words = f"Report on {view.paper.case}{'' if mine else f' by {view.paper.agency}'}"
            found.append(
                Due(words, view.due, over, "report_request" if mine else "request", id, left(view.due - now.at))
            )
    return sorted(found, key=lambda one: (not one.over, one.at))
