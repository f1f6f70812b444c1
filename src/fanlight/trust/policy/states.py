"""The story of a request and of a disclosure, as tables: every state of the design and every step between.

`by` is an entry's kind, "time" where nobody acts, or where it happens; steps that this version cannot take are marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    """Draft to review lie with the commons; from notice on the log and the time decide."""

    DRAFT = "draft"
    SIGNED = "signed"
    SUPERVISED = "supervised"
    CHECKED = "checked"
    REVIEW = "review"
    RETURNED = "returned"
    REFUSED = "refused"
    NOTICE = "notice"
    OBJECTED = "objected"
    OPEN = "open"
    EXPIRED = "expired"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    DUE = "after-action due"
    REPORTED = "reported"
    OVERDUE = "overdue"
    ARCHIVED = "archived"
    VOID = "void"


class DisclosureState(StrEnum):
    """At the home until released; from then on the log shows it too."""

    MATCHED = "matched"
    PREVIEWED = "previewed"
    SELECTED = "selected"
    REDACTED = "redacted"
    CONFIRMED = "confirmed"
    CONSENTED = "consented"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    SEALED = "sealed"
    RELEASED = "released"
    RECEIPTED = "receipted"
    DELETED = "deletion attested"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Step:
    """One way from a state to another; `later` where this version cannot take it."""

    before: str
    after: str
    by: str
    later: bool = False


_R, _D = RequestState, DisclosureState
REQUEST_START, DISCLOSURE_START = _R.DRAFT, _D.MATCHED

REQUEST_STEPS = (
    Step(_R.DRAFT, _R.SIGNED, "requester"),
    Step(_R.SIGNED, _R.SUPERVISED, "supervisor"),
    Step(_R.SIGNED, _R.DRAFT, "supervisor"),
    Step(_R.SUPERVISED, _R.CHECKED, "commons"),
    Step(_R.CHECKED, _R.REFUSED, "request:refused"),
    Step(_R.CHECKED, _R.REVIEW, "commons"),
    Step(_R.REVIEW, _R.RETURNED, "reviewers"),
    Step(_R.RETURNED, _R.DRAFT, "requester"),
    Step(_R.REVIEW, _R.REFUSED, "request:refused"),
    Step(_R.REVIEW, _R.NOTICE, "request:noticed"),
    Step(_R.NOTICE, _R.VOID, "home"),
    Step(_R.NOTICE, _R.OPEN, "time"),
    Step(_R.NOTICE, _R.WITHDRAWN, "request:withdrawn"),
    Step(_R.NOTICE, _R.SUSPENDED, "request:suspended"),
    Step(_R.NOTICE, _R.EXPIRED, "time"),  # a moratorium outlasted it
    Step(_R.NOTICE, _R.OBJECTED, "request:objected", later=True),
    Step(_R.OBJECTED, _R.OPEN, "agency:appealed", later=True),
    Step(_R.OBJECTED, _R.REFUSED, "agency:appealed", later=True),
    Step(_R.OPEN, _R.EXPIRED, "time"),
    Step(_R.OPEN, _R.RESOLVED, "request:resolved"),
    Step(_R.OPEN, _R.WITHDRAWN, "request:withdrawn"),
    Step(_R.OPEN, _R.SUSPENDED, "request:suspended"),
    Step(_R.EXPIRED, _R.DUE, "time"),
    Step(_R.RESOLVED, _R.DUE, "time"),
    Step(_R.WITHDRAWN, _R.DUE, "time"),
    Step(_R.SUSPENDED, _R.DUE, "time"),
    Step(_R.SUSPENDED, _R.OPEN, "agency:reinstated"),  # where agency or community was stopped, not the request itself
    Step(_R.DUE, _R.REPORTED, "request:reported"),
    Step(_R.DUE, _R.OVERDUE, "time"),
    Step(_R.OVERDUE, _R.REPORTED, "request:reported"),
    Step(_R.REPORTED, _R.ARCHIVED, "time"),
)

DISCLOSURE_STEPS = (
    Step(_D.MATCHED, _D.PREVIEWED, "resident"),
    Step(_D.PREVIEWED, _D.SELECTED, "resident"),
    Step(_D.SELECTED, _D.REDACTED, "home"),
    Step(_D.REDACTED, _D.CONFIRMED, "resident"),
    Step(_D.CONFIRMED, _D.CONSENTED, "resident"),
    Step(_D.CONSENTED, _D.WAITING, "time"),
    Step(_D.WAITING, _D.CANCELLED, "resident"),
    Step(_D.WAITING, _D.STOPPED, "home"),  # moratorium, suspension, revocation, a bad tree
    Step(_D.WAITING, _D.SEALED, "disclosure:posted"),
    Step(_D.SEALED, _D.STOPPED, "home"),
    Step(_D.SEALED, _D.CANCELLED, "resident"),
    Step(_D.SEALED, _D.RELEASED, "home"),
    Step(_D.RELEASED, _D.RECEIPTED, "disclosure:received"),
    Step(_D.RECEIPTED, _D.DELETED, "disclosure:deleted"),
    Step(_D.RECEIPTED, _D.OVERDUE, "time"),
    Step(_D.OVERDUE, _D.DELETED, "disclosure:deleted"),
)

CLOSED = frozenset((_R.EXPIRED, _R.RESOLVED, _R.WITHDRAWN, _R.SUSPENDED))
"""A request in these asks nobody any more."""


def reachable(steps: tuple[Step, ...], start: str, *, later: bool = False) -> frozenset[str]:
    """The states that can be reached from the first; with `later`, by the marked steps too."""
    found, ends = {start}, [start]
    while ends:
        before = ends.pop()
        for step in steps:
            if step.before == before and step.after not in found and (later or not step.later):
                found.add(step.after)
                ends.append(step.after)
    return frozenset(found)
