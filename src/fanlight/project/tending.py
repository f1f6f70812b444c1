"""What tend looks after in a home: its outboxes and chores, each handed in from its room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fanlight.ground.clock import Clock
from fanlight.ground.outgoing import Outgoing
from fanlight.ground.web_push.outcome import Outcome
from fanlight.ground.web_push.push import Pusher
from fanlight.home.archive.actions import retention
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.asks.access import clock as asks_clock
from fanlight.home.asks.access import following
from fanlight.home.asks.actions import considering, covering, digests, releasing
from fanlight.home.asks.actions.covering import CoverJob
from fanlight.home.asks.actions.following import Follower
from fanlight.home.asks.actions.following import turn as follow_turn
from fanlight.home.asks.actions.releasing import ReleaseJob, Sent
from fanlight.home.lights.actions import presses, switching
from fanlight.home.lights.actions.presses import PressJob
from fanlight.home.lights.actions.switching import SwitchJob
from fanlight.home.lights.target import Switched, switch
from fanlight.home.tell import secrets
from fanlight.home.tell.actions import announce, health, outbox
from fanlight.home.tell.sender import Job, Sender
from fanlight.project import demo_joining
from fanlight.project.environ import Environ
from fanlight.project.tend import Chore, Outbox

PRESS_S = 1_000_000  # microseconds that an event without a recorder lasts: a row wants an end


class Notifications:
    """The outbox of telling."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def lease(self, now: datetime, room: int) -> Sequence[Job]:
        outbox.expire(now=now)
        return outbox.lease_due(now=now, most=room)

    def attempt(self, job: Job, now: datetime) -> Outcome:
        return self._sender.send(job, now)

    def record(self, job: Job, outcome: Outcome, now: datetime, jitter: float) -> None:
        outbox.record(sending=job.sending, outcome=outcome, now=now, jitter=jitter)


class Lamps:
    """Lights that are to be switched."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing

    def lease(self, now: datetime, room: int) -> Sequence[SwitchJob]:
        return switching.lease_due(now=now, most=room)

    def attempt(self, job: SwitchJob, now: datetime) -> Switched:
        return switch(self._outgoing, job.target, job.position)

    def record(self, job: SwitchJob, outcome: Switched, now: datetime, jitter: float) -> None:
        switching.record(job=job, outcome=outcome, now=now, jitter=jitter)


class Presses:
    """Presses that the recorder has not taken."""

    def __init__(self, index: ArchiveIndex) -> None:
        self._index = index

    def lease(self, now: datetime, room: int) -> Sequence[PressJob]:
        return presses.lease_due(now=now, most=room)

    def attempt(self, job: PressJob, now: datetime) -> tuple[int | None]:
        return (presses.deliver(job.camera),)

    def record(self, job: PressJob, outcome: tuple[int | None], now: datetime, jitter: float) -> None:
        presses.record(job=job, event=outcome[0], now=now, write=self._write)

    def _write(self, camera: int, at_us: int) -> int:
        """The event itself, without footage; residents are told as of any other."""
        event = self._index.open_event(camera, "press", at_us, at_us, None, 1.0)
        self._index.name_event(event, "press", 1.0, None)
        self._index.close_event(event, at_us + PRESS_S)
        return event


class Coverings:
    """Clips that a resident chose, to be covered by a process of their own; by the commons' time, as all of asks."""

    def lease(self, now: datetime, room: int) -> Sequence[CoverJob]:
        return covering.lease_due(now=_asks_now(), most=room)

    def attempt(self, job: CoverJob, now: datetime) -> dict[str, Any]:
        return covering.attempt(job)

    def record(self, job: CoverJob, outcome: dict[str, Any], now: datetime, jitter: float) -> None:
        covering.record(job=job, outcome=outcome, now=_asks_now())


class Releases:
    """What residents confirmed, by the commons' time: its entry, then its package."""

    def lease(self, now: datetime, room: int) -> Sequence[ReleaseJob]:
        return releasing.lease_due(now=_asks_now(), most=room)

    def attempt(self, job: ReleaseJob, now: datetime) -> Sent:
        return releasing.attempt(job)

    def record(self, job: ReleaseJob, outcome: Sent, now: datetime, jitter: float) -> None:
        releasing.record(job=job, outcome=outcome, now=_asks_now(), jitter=jitter)


def _asks_now() -> datetime:
    """The time by which this home lives with the commons it follows."""
    return asks_clock(following()).now()


def outboxes(environ: Environ, clock: Clock) -> list[Outbox]:
    """In the order in which they are looked at."""
    pusher = Pusher(secrets.vapid(), environ.contact)
    at_once: list[Outbox] = [Presses(ArchiveIndex(clock)), Notifications(Sender(pusher)), Lamps(Outgoing("house"))]
    return [*at_once, Coverings(), Releases()]


def _delete_old(now: datetime) -> None:
    """Retention; a disk on which only kept footage is left is an alarm."""
    health.look_at_kept(only_kept=retention.turn(now).only_held, now=now)


def _follow(follower: Follower) -> None:
    """The commons that this house follows, if any: its log, and what that stops."""
    now = _asks_now()
    if follow_turn(follower=follower, now=now):
        considering.after_look(now=now)


def chores(environ: Environ, clock: Clock) -> list[Chore]:
    """What comes round. Seconds."""
    follower = Follower()
    return [
        Chore("joining the demo's commons", 5.0, lambda now: demo_joining.turn(environ, clock, now), slow=True),
        Chore("following the commons", 5.0, lambda now: _follow(follower), slow=True),
        Chore("the day's digest", 20.0, lambda now: digests.turn(now=_asks_now(), sent_at=now)),
        Chore("looking after cameras and disk", 5.0, lambda now: health.look(now=now), slow=True),
        Chore("deleting what is old", 60.0, _delete_old, slow=True),
        Chore("forgetting old notifications", 3600.0, lambda now: announce.forget_old(now=now), slow=True),
    ]
