"""When a forwarded post leaves its wait, and whether it may: asked of the fold at each step. Pure."""

from __future__ import annotations

from datetime import timedelta

from fanlight.trust.policy.in_force.neighbours import ForwardView, ended_since, forwarding_at
from fanlight.trust.policy.in_force.standing import Standing

WAIT = timedelta(minutes=30)  # so that anger can pass
SURE_S = 900  # an entry has its witness time within 15 minutes; at that time forwarding must still be open
KEPT = timedelta(days=30)  # for an agency that does not come
GRACE = timedelta(days=1)  # after a pick-up that broke off it can be repeated
PAUSE_WORDS = {
    "stop": "the log holds a stop that this program cannot read",
    "moratorium": "a hard moratorium is in force",
    "agency-revoked": "the agency was sent away",
    "agency-suspended": "the agency is suspended",
    "agency-overdue": "the agency owes a report",
    "agency-lapsed": "the agency's verification has lapsed",
}


def stands(state: Standing, agency: str, now_s: int) -> ForwardView | None:
    """Forwarding to the agency at this second; an ending behind its opening counts whatever its time says."""
    view = forwarding_at(state, agency, now_s)
    if view is None:
        return None
    term = next(one for one in state.forwards if one.index == view.index)
    return None if ended_since(state, term) is not None else view


def may_hand_out(state: Standing, agency: str, now_s: int) -> bool:
    view = stands(state, agency, now_s)
    return view is not None and view.is_open


def may_send(state: Standing, agency: str, now_s: int) -> bool:
    """Now, and still when the entry gets its time."""
    return may_hand_out(state, agency, now_s) and may_hand_out(state, agency, now_s + SURE_S)
