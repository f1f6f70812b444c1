"""What tend looks after in a home: its outboxes and chores, each handed in from its room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fanlight.home.tell import push, secrets
from fanlight.home.tell.actions import announce, outbox
from fanlight.home.tell.outcome import Outcome
from fanlight.home.tell.sender import Job, Sender
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore, Outbox


class Notifications:
    """The outbox of telling."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def lease(self, now: datetime) -> Sequence[Job]:
        outbox.expire(now=now)
        return outbox.lease_due(now=now)

    def attempt(self, job: Job, now: datetime) -> Outcome:
        return self._sender.send(job, now)

    def record(self, job: Job, outcome: Outcome, now: datetime, jitter: float) -> None:
        outbox.record(sending=job.sending, outcome=outcome, now=now, jitter=jitter)


def outboxes(environ: Environ) -> list[Outbox]:
    """In the order in which they are looked at."""
    return [Notifications(Sender(push.Pusher(secrets.vapid(), environ.contact)))]


def chores(environ: Environ) -> list[Chore]:
    """What comes round."""
    return [Chore("forgetting old notifications", 3600.0, lambda now: announce.forget_old(now=now))]
