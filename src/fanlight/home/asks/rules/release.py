"""Whether something may leave now: yes, not yet, or never. All that decides is a fact handed in. Pure.

What takes back the trust in which a resident consented ends it for good: the resident decides anew. What shows only
that the log cannot be believed just now, or what the agency can make good, holds it until that has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fanlight.home.asks.rules import batches
from fanlight.home.asks.rules.states import State


@dataclass(frozen=True, slots=True)
class Reason:
    """Why nothing leaves; `until`: what would let it go on, empty where nothing does."""

    words: str
    until: str = ""


REASONS = {
    "void": Reason("The request breaks a rule, so nothing leaves for it."),
    "stop": Reason(
        "The log holds a stop that this program cannot read.",
        "It goes on once it can be read and allows it: update Fanlight.",
    ),
    "moratorium": Reason("The community has stopped all asks."),
    "agency-revoked": Reason("The agency was sent away by the stewards."),
    "agency-suspended": Reason("The agency was suspended by the stewards."),
    "agency-overdue": Reason(
        "The agency owes a report, so nothing leaves for it.", "It goes on once the report stands in the log."
    ),
    "key-revoked": Reason("A key of the officers who asked was revoked."),
    "resolved": Reason("The agency no longer needs it."),
    "withdrawn": Reason("The agency withdrew the request."),
    "suspended": Reason("The stewards stopped the request."),
    "notice": Reason("The request is not open yet.", "It goes on once its public notice is over."),
}
MENDED = "It goes on by itself once this is mended."
ANEW = "Then it waits 24 hours anew."


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
    mended: str = ""  # what would mend the trouble, in words


@dataclass(frozen=True, slots=True)
class Verdict:
    """`go`, `wait` or `stop`; in words why, and what would let it go on.

    `why`: `consent` is missing, the `log` cannot be believed, the community `hold`s it, the `batch` or the `proof` of
    its entry has not come.
    """

    answer: Literal["go", "wait", "stop"]
    words: str = ""
    until: str = ""
    why: Literal["nothing", "consent", "log", "hold", "batch", "proof"] = "nothing"

    @property
    def is_held(self) -> bool:
        """Whether something keeps it that time alone does not mend."""
        return self.why in ("log", "hold")


def judge(facts: Facts) -> Verdict:
    """A resident's consent in time comes first; then whether the log can be believed; then what it says."""
    if facts.state not in ("waiting", "posted") or facts.consented_us is None:
        return Verdict("wait", "Nobody has confirmed it.", why="consent")
    if not _in_time(facts):
        return Verdict("stop", "It was confirmed when the request was not open.")
    if facts.trouble or not batches.head_is_fresh(facts.head, facts.now):
        words = facts.trouble or "The log was last seen more than an hour ago."
        return Verdict("wait", words, facts.mended or MENDED, "log")
    reasons = [REASONS.get(reason, Reason("The log forbids it.")) for reason in facts.against]
    if facts.moratorium == "hard" and "stop" not in facts.against:  # a stop that nobody can read counts as one
        reasons.append(REASONS["moratorium"])
    for reason in sorted(reasons, key=lambda one: bool(one.until)):  # what ends it comes first
        if not reason.until:
            return Verdict("stop", reason.words)
        return Verdict("wait", reason.words, f"{reason.until} {ANEW}", "hold")
    if facts.due is None or facts.now < facts.due:
        return Verdict("wait", "It waits for its batch.", why="batch")
    if facts.state == "posted" and not facts.stands:
        return Verdict("wait", "The log gives no proof of its entry yet.", MENDED, "proof")
    return Verdict("go")


def _in_time(facts: Facts) -> bool:
    """Expiry stops nothing that was confirmed in time. While the log has no times for it, nothing is decided here."""
    if facts.opened_us is None or facts.consented_us is None:
        return True  # its notice has no time: `against` says so
    closed = facts.closed_us is not None and facts.consented_us >= facts.closed_us
    return facts.consented_us >= facts.opened_us and not closed
