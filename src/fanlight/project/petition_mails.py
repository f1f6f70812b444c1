"""Petitions in the commons' tend: mails go out, signatures are counted, what expired is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fanlight.commons.agencies import standing
from fanlight.commons.petitions.actions import counting, mailing, writing
from fanlight.commons.petitions.actions.kept_mails import PostboxSender
from fanlight.commons.petitions.actions.mailing import MailJob, Sent
from fanlight.commons.petitions.smtp import Sender, SmtpSender, letter, parse_server
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore

TOGETHER = 25  # mails over one connection: some seconds of a slow server, well within their lease


class PetitionMails:
    """The outbox of mails that confirm. Without a mail server a real commons sends none, and says so on its pages."""

    def __init__(self, environ: Environ) -> None:
        self._environ = environ
        self._server: Sender | None = SmtpSender(parse_server(environ.smtp)) if environ.smtp else None

    def lease(self, now: datetime, room: int) -> Sequence[list[MailJob]]:
        if self._sender() is None:
            return []
        due = mailing.lease_due(now=standing.now(), most=room * TOGETHER)
        return [due[at : at + TOGETHER] for at in range(0, len(due), TOGETHER)]

    def attempt(self, job: list[MailJob], now: datetime) -> list[Sent]:
        sender = self._sender()
        if sender is None:
            return [Sent(False, words="There is no mail server.")] * len(job)
        origin, name = self._environ.commons_origin, self._environ.mail_sender
        return sender.send([letter(one, origin=origin, sender=name) for one in job])

    def record(self, job: list[MailJob], outcome: list[Sent], now: datetime, jitter: float) -> None:
        outcomes = list(zip(job, outcome, strict=True))
        mailing.record_all(outcomes=outcomes, now=standing.now(), jitter=jitter)

    def _sender(self) -> Sender | None:
        if self._server is None and standing.is_demo():
            return PostboxSender()
        return self._server


def petition_chores() -> list[Chore]:
    """Seconds."""
    return [
        Chore("counting signatures", 1.0, lambda now: counting.count_all()),
        Chore("forgetting mails", 600.0, lambda now: mailing.forget_expired(now=standing.now()), slow=True),
        Chore("destroying keys of closed petitions", 600.0, lambda now: writing.destroy_keys_of_closed(), slow=True),
    ]
