"""Partnerships in words and by month, and what an agency did here: all from the log. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fanlight.trust.policy.in_force.neighbours import PartnershipView, Term, ended_since
from fanlight.trust.policy.in_force.records import ForwardTerm
from fanlight.trust.policy.in_force.views import InForce
from fanlight.trust.policy.states import RequestState


@dataclass(frozen=True)
class Month:
    """What began and ended in one month, and how many were in force at its end (or now)."""

    name: str
    began: int
    ended: int
    running: int


def growth(now: InForce, zone: ZoneInfo) -> list[Month]:
    """From the first month with a partnership to this one."""
    begun = [one for one in now.partnerships.values() if _began(one) and one.paper.since <= now.at]
    if not begun:
        return []
    starts = Counter(_month(one.paper.since, zone) for one in begun)
    ends = Counter(_month(one.ends, zone) for one in begun if one.ends <= now.at)
    found, running = [], 0
    for month in _months(min(starts), _month(now.at, zone)):
        running += starts[month] - ends[month]
        found.append(Month(f"{datetime(*month, 1, tzinfo=UTC):%b %Y}", starts[month], ends[month], running))
    return found


def _began(view: PartnershipView) -> bool:
    """Not one that was ended before its first day."""
    return view.ends > view.paper.since


def _month(seconds: int, zone: ZoneInfo) -> tuple[int, int]:
    at = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    return at.year, at.month


def _months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    count = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return [((first[1] - 1 + step) // 12 + first[0], (first[1] - 1 + step) % 12 + 1) for step in range(count)]


def headline(now: InForce) -> str:
    """The answer of the page."""
    running = sum(one.runs for one in now.partnerships.values())
    coming = sum(one.term is Term.COMING for one in now.partnerships.values())
    if not running:
        return "A partnership is announced" if coming else "This community has no partnership"
    return f"{running} partnership{'s' if running > 1 else ''} in force"


@dataclass(frozen=True)
class Opening:
    """One opening of forwarding and what became of it, for the history."""

    term: ForwardTerm
    words: str
    ended: int | None  # index of the ending


def openings(now: InForce, agency: str) -> list[Opening]:
    """Newest first."""
    found = []
    for term in reversed(now.state.forwards):
        if term.paper.agency != agency:
            continue
        halt = ended_since(now.state, term)
        if halt is not None:
            words = "ended"
        elif now.at >= term.paper.until:
            words = "over"
        elif term.since is None:
            words = "waits for its witnesses"
        else:
            words = "open" if now.at >= term.since else "begins after 14 days"
        found.append(Opening(term, words, halt.index if halt else None))
    return found


def conduct(now: InForce, agency: str) -> list[tuple[str, str]]:
    """What this log says of the agency, for whoever chooses whether to send it something."""
    requests = [one for one in now.requests.values() if one.paper.agency == agency]
    parcels = [one for one in now.state.disclosures.values() if one.posted.agency == agency]
    deleted = sum(one.deleted is not None for one in parcels)
    sent = sum(one.sent.agency == agency for one in now.state.sent)
    return [
        ("Requests here", str(len(requests))),
        ("Reports overdue", str(sum(one.state is RequestState.OVERDUE for one in requests))),
        ("Packages it got", str(len(parcels))),
        ("Of these deleted, as it attests", str(deleted)),
        ("Posts sent to it before", str(sent)),
    ]
