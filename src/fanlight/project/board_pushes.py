"""Alerts and digests of the board in the commons' tend: they go out by Web Push, under the commons' own key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fanlight.commons.agencies import standing
from fanlight.commons.board import push_keys
from fanlight.commons.board.actions import members, telling
from fanlight.commons.board.actions.telling import PushJob
from fanlight.commons.board.actions.traces import empty_journal
from fanlight.ground.web_push.outcome import Outcome
from fanlight.ground.web_push.push import Pusher
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore

JOURNAL_EVERY = 600.0  # s that what was erased may lie in the write-ahead log


class BoardPushes:
    """Rows live by the community's clock, signatures by that of this machine."""

    def __init__(self, environ: Environ) -> None:
        self._pusher = Pusher(push_keys.vapid(), environ.contact)

    def lease(self, now: datetime, room: int) -> Sequence[PushJob]:
        return telling.lease_due(now=standing.now(), most=room) if standing.is_founded() else []

    def attempt(self, job: PushJob, now: datetime) -> Outcome:
        return self._pusher.send(job.to, job.plain, ttl=job.ttl, urgency=job.urgency, now=now)

    def record(self, job: PushJob, outcome: Outcome, now: datetime, jitter: float) -> None:
        telling.record(sending=job.sending, outcome=outcome, now=standing.now(), jitter=jitter)


def board_chores() -> list[Chore]:
    """Seconds."""
    return [
        Chore("the board's digest", 60.0, lambda _: _digests()),
        Chore("forgetting what was told", 3600.0, lambda _: _forget()),
        Chore("emptying the journal", JOURNAL_EVERY, lambda _: empty_journal(), slow=True),
    ]


def _forget() -> None:
    telling.forget_old(now=standing.now())
    members.forget_invitations(now=standing.now())


def _digests() -> None:
    if standing.is_founded():
        telling.tell_digests(now=standing.now())
