"""A mail to send, and what came of it. Pure: the stewards' tool sends mails where no commons is set up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailJob:
    """One mail to send."""

    mail: int
    mailbox: str
    token: str
    petition: str
    demand: str
    is_reminder: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """`bounced`: the other side says that it will never take it."""

    ok: bool
    bounced: bool = False
    words: str = ""
