"""One thing to send, and the sending of it: no database here, so that it may run in any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fanlight.ground.web_push.outcome import Outcome
from fanlight.ground.web_push.push import Pusher, Subscription, Urgency
from fanlight.home.tell import channel


@dataclass(frozen=True, slots=True)
class PushJob:
    """A push to one browser."""

    sending: int
    to: Subscription
    plain: bytes = field(repr=False)
    expires: datetime
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class ChannelJob:
    """A message by Apprise."""

    sending: int
    url: str = field(repr=False)
    title: str
    body: str
    kind: str
    picture: Path | None


Job = PushJob | ChannelJob


class Sender:
    """Keeps the connections to push services."""

    def __init__(self, pusher: Pusher) -> None:
        self._pusher = pusher

    def send(self, job: Job, now: datetime) -> Outcome:
        """One attempt."""
        if isinstance(job, ChannelJob):
            return channel.send(job.url, title=job.title, body=job.body, kind=job.kind, picture=job.picture)
        ttl = int((job.expires - now).total_seconds())
        return self._pusher.send(job.to, job.plain, ttl=ttl, urgency=job.urgency, now=now)

    def close(self) -> None:
        """Close the kept connections."""
        self._pusher.close()
