"""Whether something may leave now: yes, not yet, or never. All that decides is a fact handed in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fanlight.home.asks.rules import batches
from fanlight.home.asks.rules.states import State

WAIT_FOR = ("notice",)  # reasons that pass by themselves; every other one ends it for good

REASONS = {
    "void": "The request breaks a rule, so nothing leaves for it.",
    "stop": "The log holds a stop that this program cannot read. Update Fanlight.",
    "moratorium": "The community has stopped all asks.",
    "agency-revoked": "The agency was sent away by the stewards.",
    "agency-suspended": "The agency was suspended.",
    "agency-overdue": "The agency owes a report, so nothing leaves for it.",
    "key-revoked": "A key of the officers who asked was revoked.",
    "resolved": "The agency no longer needs it.",
    "withdrawn": "The agency withdrew the request.",
    "suspended": "The stewards stopped the request.",
    "notice": "The request is not open yet.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides about one disclosure at one moment."""

    state: State
    now: datetime
    due: datetime | None  # the batch before which nothing is done
    consented_us: int | None
    opened_us: int | None
    closed_us: int | None
    against: tuple[str, ...]  # of the log, docs/design/ask.md, Release
    moratorium: str
    trouble: str  # words of a bad tree; empty where all is in order
    head: datetime | None  # newest witness time that was seen
    stands: bool  # its entry is in the log that this home has checked


@dataclass(frozen=True, slots=True)
class Verdict:
    """`go`, `wait` or `stop`, and why."""

    answer: Literal["go", "wait", "stop"]
    words: str = ""


def judge(facts: Facts) -> Verdict:
    """A resident's consent in time comes first; then what the log says; then whether the log can be believed."""
    if facts.state not in ("waiting", "posted") or facts.consented_us is None:
        return Verdict("wait", "Nobody has confirmed it.")
    if not _in_time(facts):
        return Verdict("stop", "It was confirmed when the request was not open.")
    if facts.trouble or not batches.head_is_fresh(facts.head, facts.now):
        return Verdict("wait", facts.trouble or "The log was last seen more than an hour ago.")
    final = [reason for reason in facts.against if reason not in WAIT_FOR]
    if facts.moratorium == "hard" or final:
        return Verdict("stop", REASONS.get(final[0] if final else "moratorium", "The log forbids it."))
    if facts.against:
        return Verdict("wait", REASONS[facts.against[0]])
    if facts.due is None or facts.now < facts.due:
        return Verdict("wait", "It waits for its batch.")
    if facts.state == "posted" and not facts.stands:
        return Verdict("wait", "The log gives no proof of its entry yet.")
    return Verdict("go")


def _in_time(facts: Facts) -> bool:
    """Expiry stops nothing that was confirmed in time. While the log has no times for it, nothing is decided here."""
    if facts.opened_us is None or facts.consented_us is None:
        return True  # its notice has no time: `against` says so
    closed = facts.closed_us is not None and facts.consented_us >= facts.closed_us
    return facts.consented_us >= facts.opened_us and not closed
