"""The headings of the public pages, written from what is in force. Pure."""

from __future__ import annotations

from fanlight.trust.policy.in_force.views import InForce
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.states import RequestState


def headline(now: InForce) -> str:
    """What is going on here?"""
    if now.state.stops:
        return "Everything is stopped: the log holds an order that this program cannot read"
    count = len(now.open_requests)
    if count == 1:
        return "One request for footage is open"
    if count:
        return f"{count} requests for footage are open"
    announced = sum(view.state is RequestState.NOTICE for view in now.requests.values())
    if announced:
        return (
            "No request is open; one is announced"
            if announced == 1
            else f"No request is open; {announced} are announced"
        )
    last = max((view.record.ends for view in now.requests.values()), default=None)
    if last is None:
        return "No agency has asked for footage here"
    return f"No agency asks for footage now. Last: {ago(now.at - last)}"


def ago(seconds: int) -> str:
    days = max(0, seconds) // DAY
    if days == 0:
        return "today"
    if days < 14:
        return "yesterday" if days == 1 else f"{days} days ago"
    return f"{days // 7} weeks ago"


def moratorium_words(now: InForce) -> tuple[str, str, int | None] | None:
    """Form, what it means, and the entry that set it; None while there is none."""
    if now.moratorium is None:
        return None
    halts = now.state.moratoria_at(now.at)
    entry = max((halt.index for halt in halts if halt.form == now.moratorium), default=None)
    meaning = "Nothing leaves any home." if now.moratorium == "hard" else "No new requests; what is open stays open."
    return now.moratorium, meaning, entry
