"""A house for tests of asks: real footage, a place in Maple Hollow, a clock moved by hand, no model and no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator

from fanlight.demo.community.founding import LATITUDE, LONGITUDE
from fanlight.ground.clock import micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.asks import covering as process
from fanlight.home.asks.actions import considering, covering, deciding, digests, joining, matching, releasing
from fanlight.home.asks.actions.following import Follower, turn
from fanlight.home.asks.models.asked import Ask
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.redact.look import Detector, Look, Seen
from fanlight.home.asks.redact.recipe import Model
from fanlight.people.models import Person
from tests.flow.asks.commons import Commons
from tests.flow.home.conftest import NOON, Home

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
S = 1_000_000


class Nobody:
    """A detector that finds a face in the middle of every picture: the recipe has a track to show or to cover."""

    model = Model("test", "1", "0" * 64)

    def seen(self, look: Look) -> list[Seen]:
        return [Seen("face", (100, 60, 140, 100))]


LOOKING: Sequence[Detector] = (Nobody(),)


@dataclass
class House:
    """What residents and tend do, without their processes."""

    home: Home
    commons: Commons
    follower: Follower = field(default_factory=Follower)
    now: datetime = NOON + timedelta(hours=3)
    noon: datetime = NOON  # of the hours that are asked for

    def __post_init__(self) -> None:
        self.home.clock.at = self.now

    @property
    def row(self) -> Following:
        return Following.objects.get()

    def resident(self, name: str = "Mara", *, way_back: bool = True) -> Person:
        person = Person.objects.create_user(name, password="three blue kettles")
        if way_back:
            Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
        return person

    def film(self, seconds: int = 12, *, name: str = "Front door", size: tuple[int, int] = (320, 180)) -> Camera:
        """A camera with footage and an event within the hours that are asked for."""
        camera, at_us = self.home.camera(name), micros(self.noon)
        self.home.film(camera, at_us, seconds, size=size)
        Event.objects.create(
            camera=camera,
            kind="person",
            start_us=at_us + 2 * S,
            confirmed_us=at_us + 3 * S,
            last_us=at_us + (seconds - 4) * S,
            end_us=at_us + (seconds - 4) * S,
        )
        return camera

    def settle(self, *, place: tuple[float, float] | None = (LATITUDE, LONGITUDE)) -> None:
        if place is not None:
            matching.set_place(latitude=place[0], longitude=place[1], now=self.now)

    def join(self) -> Following:
        found = joining.look(untrusted_url=self.commons.url)
        return joining.join(found=found, pinned=found.hash, by=None, now=self.now)

    def ask(self, name: str = "request", **changes: object) -> str:
        """A request for the two hours round noon of the first day; the id."""
        seconds = int(self.now.timestamp())
        since = int(self.noon.timestamp()) - 1800
        wanted = {"since": since, "until": since + 7200} | changes
        paper = self.commons.community.request(seconds, name, **wanted)
        self.commons.append(self.commons.community.noticed(paper, at=seconds))
        return paper.id

    def pass_(self, span: timedelta, *, step: timedelta = 4 * HOUR, look: bool = True) -> None:
        """Time goes by; the log is cosigned and looked at on the way, what is due leaves, the digest is sent."""
        until = self.now + span
        while self.now < until:
            self.now = min(self.now + step, until)
            self.home.clock.at = self.now
            self.commons.clock = int(self.now.timestamp())
            self.commons.publish()
            if look:
                self.tick()

    def tick(self) -> None:
        """One turn of what tend does for asks."""
        if turn(follower=self.follower, now=self.now):
            considering.after_look(now=self.now)
        digests.turn(now=self.now, sent_at=self.now)
        self.release()

    def release(self) -> list[str]:
        done = []
        for job in releasing.lease_due(now=self.now, most=8):
            outcome = releasing.attempt(job)
            releasing.record(job=job, outcome=outcome, now=self.now, jitter=0.5)
            done.append(job.step)
        return done

    def opened(self, **changes: object) -> Ask:
        """A request, looked at until it is open."""
        id = self.ask(**changes)
        self.pass_(13 * HOUR)
        return Ask.objects.get(request=id)

    def cover(self) -> None:
        """What waits to be covered, as the process would, with a detector of the test."""
        for job in covering.lease_due(now=self.now, most=1):
            covering.prepare(job)
            outcome = process.cover(job.folder, lambda: LOOKING)
            covering.record(job=job, outcome=outcome, now=self.now)

    def watch(self, row: Disclosure) -> None:
        deciding.note_watched(row=row, spans=[(0, row.length_ms)])
        row.refresh_from_db()

    def share(self, ask: Ask, by: Person) -> Disclosure:
        """Everything that a resident does until it waits."""
        (row, *_) = deciding.choose(ask=ask, fits=list(ask.fits.all()[:1]), by=by, now=self.now)
        self.cover()
        row.refresh_from_db()
        self.watch(row)
        deciding.confirm(row=row, by=by, following=self.row, now=self.now)
        row.refresh_from_db()
        return row

    def shared(self) -> Disclosure:
        """From an empty house to one clip that waits."""
        self.settle()
        self.film()
        by = self.resident()
        self.join()
        return self.share(self.opened(), by)
