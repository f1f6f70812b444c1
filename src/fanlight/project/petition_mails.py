"""Petitions in the commons' tend: mails go out, signatures are counted, what expired is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fanlight.commons.agencies import standing
from fanlight.commons.petitions.actions import counting, mailing, writing
from fanlight.commons.petitions.actions.kept_mails import PostboxSender
from fanlight.commons.petitions.rules.mails import MailJob, Sent
from fanlight.commons.petitions.smtp import Sender, SmtpSender, letter, parse_server
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore

TOGETHER = 25  # mails in one job: some seconds of a slow server, well within their lease
GATHER = timedelta(
    seconds=0.25
)  # between looks: who signs at the same time shares a job, and a mail is soon on its way


class PetitionMails:
    """The outbox of mails that confirm. Without a mail server a real commons sends none, and says so on its pages."""

    def __init__(self, environ: Environ) -> None:
        self._environ = environ
        self._server: Sender | None = SmtpSender(parse_server(environ.smtp)) if environ.smtp else None
        self._looked: datetime | None = None

    def lease(self, now: datetime, room: int) -> Sequence[list[MailJob]]:
        """What comes between two looks waits for the next turn of the loop, a second at most."""
        if self._looked is not None and abs(now - self._looked) < GATHER:
            return []
        if self._looked is None:
            mailing.free_leases()
        self._looked = now
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
