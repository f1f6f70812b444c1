"""The story of a disclosure as a table: what it is, what may be done with it, and whose deed that is. Pure.

docs/design/ask.md of the release: nothing leads from a selected clip to bytes outside the house but through `confirm`,
which only a resident does, and through `wait`, which only time does.
"""

from __future__ import annotations

from typing import Literal

from fanlight.ground.errors import FanlightError

State = Literal[
    "selected", "covering", "covered", "waiting", "posted", "uploaded", "received", "deleted", "overdue",
    "cancelled", "stopped",
]  # fmt: skip
Deed = Literal[
    "cover", "cover-done", "reveal", "confirm", "cancel", "post", "upload", "receipt", "attest", "lapse", "stop",
]  # fmt: skip

RESIDENTS: frozenset[Deed] = frozenset({"cover", "reveal", "confirm", "cancel"})
"""Deeds of a resident on a page of this house; all others are the house's own work or news from the log."""

TABLE: dict[tuple[State, Deed], State] = {
    ("selected", "cover"): "covering",
    ("covering", "cover"): "covering",
    ("covering", "cover-done"): "covered",
    ("covered", "reveal"): "covering",
    ("covered", "confirm"): "waiting",
    ("waiting", "post"): "posted",
    ("posted", "upload"): "uploaded",
    ("uploaded", "receipt"): "received",
    ("uploaded", "attest"): "deleted",
    ("received", "attest"): "deleted",
    ("received", "lapse"): "overdue",
    ("uploaded", "lapse"): "overdue",
    ("overdue", "receipt"): "overdue",
    ("overdue", "attest"): "deleted",
    ("cancelled", "receipt"): "received",  # it had left already when it was cancelled: the agency's receipt says so
    ("stopped", "receipt"): "received",
    ("selected", "cancel"): "cancelled",
    ("covering", "cancel"): "cancelled",
    ("covered", "cancel"): "cancelled",
    ("waiting", "cancel"): "cancelled",
    ("posted", "cancel"): "cancelled",
    ("waiting", "stop"): "stopped",
    ("posted", "stop"): "stopped",
    ("selected", "stop"): "stopped",
    ("covering", "stop"): "stopped",
    ("covered", "stop"): "stopped",
}

BEFORE_CONSENT: frozenset[State] = frozenset({"selected", "covering", "covered"})
UNDECIDED: frozenset[State] = frozenset({"selected", "covering", "covered"})
ON_THE_WAY: frozenset[State] = frozenset({"waiting", "posted"})
OUTSIDE: frozenset[State] = frozenset({"uploaded", "received", "deleted", "overdue"})

WORDS: dict[State, str] = {
    "selected": "Chosen, not covered yet",
    "covering": "Being covered",
    "covered": "Covered, not confirmed",
    "waiting": "Waiting",
    "posted": "Announced, not sent",
    "uploaded": "Sent",
    "received": "Received by the agency",
    "deleted": "Deletion attested",
    "overdue": "Overdue",
    "cancelled": "Cancelled",
    "stopped": "Stopped",
}


class NotNow(FanlightError):
    """This cannot be done with it any more."""

    remedy = "Look at its state: it went on meanwhile, or was stopped."


def after(state: State, deed: Deed) -> State:
    """What it is after the deed, or NotNow."""
    found = TABLE.get((state, deed))
    if found is None:
        raise NotNow(f"“{WORDS[state]}” does not allow this any more.")
    return found


def may(state: State, deed: Deed) -> bool:
    """Whether the deed is open."""
    return (state, deed) in TABLE
