"""Maple Hollow as a commons in a folder: founded, its cast signed up, its witnesses and its time in one hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import Client

from fanlight.commons.agencies.actions.people import enrol
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import standing
from fanlight.commons.log.actions import Written, append, found
from fanlight.commons.log.operated import log_key
from fanlight.demo.community.founding import OFFICERS, ORIGIN, STEWARDS, WITNESSES, founding
from fanlight.demo.community.keys import Keys
from fanlight.demo.community.papers import Community
from fanlight.ground.keys import kept_secret
from fanlight.people.models import Person
from fanlight.project.cast.persons import username
from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.cosignature import cosign
from fanlight.trust.ledger.note import COSIGNATURE, Note, SigningKey
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.entry import Entry, entry_bytes
from fanlight.trust.papers.signing import Sealed, new_id
from fanlight.trust.policy.in_force.views import InForce

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)  # in Maple Hollow
NIA, RAVI, UMA = "officer.nia.holt", "sergeant.ravi.stone", "lieutenant.uma.reyes"
OREN, LENA = "deputy.oren.pike", "sergeant.lena.marsh"
ADA, BRAM, CHIDI, DORA, EMIL = (username(name) for name in STEWARDS)


@dataclass
class Clock:
    """The machine's clock, as the test has it."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@dataclass
class Maple:
    """What tests do with the commons beside opening its pages."""

    data: Path
    clock: Clock
    origin: str = ORIGIN
    keys: Keys = field(default_factory=lambda: Keys(b"m" * 32))

    def found(self) -> None:
        """Entry 0, published and anchored; the keys of the cast lie where the demo has them."""
        kept_secret(self.data / "keys" / "log.key", lambda: self.keys.secret("log"))
        self.log = log_key(self.data, self.origin)
        paper = founding(self.keys, checked=self.now_s - 86_400, log=self.log.verifier.vkey, origin=self.origin)
        self.community = Community(self.keys, paper)
        sealed = self.community.founded(at=self.now_s)
        found(folder=self.folder, key=self.log, founding=Written(sealed.entry, sealed.body), now=self.clock.at)
        for name in (*STEWARDS, *(post.name for post in OFFICERS)):
            key = self.keys.signer(name).key
            kept_secret(self.data / "demo" / "keys" / key.id, lambda name=name: self.keys.secret(name))  # type: ignore[misc]
        self.dated()

    def people(self) -> None:
        """Accounts of the whole cast, and of a neighbour without a key."""
        for name in (*STEWARDS, *(post.name for post in OFFICERS)):
            person = Person.objects.create_user(username(name), password="three blue kettles", first_name=name)
            enrol(person=person, key=self.keys.signer(name).key, now=self.clock.at)
        Person.objects.create_user("neighbour", password="three blue kettles")

    @property
    def folder(self) -> Path:
        return self.data / "log"

    @property
    def now_s(self) -> int:
        return int(self.clock.at.timestamp())

    @property
    def in_force(self) -> InForce:
        return standing().at(self.clock.at)

    def append(self, *sealed: Sealed) -> int:
        """Into the log, dated; the index of the first."""
        written = [Written(one.entry, one.body) for one in sealed]
        first = append(folder=self.folder, entries=written, now=self.clock.at)[0]
        self.dated()
        return first

    def dated(self) -> None:
        """What was appended is cosigned by all three, published, anchored, published again."""
        self._publish()
        content = (self.folder / "checkpoint").read_bytes().decode()
        anchor = Entry(
            "log:witnessed",
            new_id(),
            self.now_s,
            self.origin,
            self.community.founding.policy_hash,
            self.community.founding.log_key,
            None,
            {"checkpoint": content},
        )
        append(folder=self.folder, entries=[Written(entry_bytes(anchor))], now=self.clock.at)
        self._publish()

    def _publish(self) -> None:
        store = Store(self.folder)
        edge = store.head()
        note = Checkpoint(self.origin, edge.size, edge.root()).signed(self.log)
        lines = tuple(
            cosign(note.text, SigningKey(name, COSIGNATURE, self.keys.secret(name)), self.now_s) for name in WITNESSES
        )
        with store.locked():
            store.publish(bytes(Note(note.text, (*note.signatures, *lines))))

    def wait(self, **span: int) -> None:
        """Time passes, and the witnesses see the log again."""
        self.clock.at += timedelta(**span)
        self._publish()

    def sign(self, client: Client, who: str, pending: PendingPaper | str) -> int:
        """On the page, with the software key; the answer's status."""
        client.force_login(Person.objects.get(username=who))
        id = pending if isinstance(pending, str) else pending.paper_id
        return client.post(f"/desk/papers/{id}/").status_code

    def request(self, name: str = "request", **changes: object) -> str:
        """A request that stands, dated; its id."""
        paper = self.community.request(self.now_s, name, **changes)
        self.append(self.community.noticed(paper, at=self.now_s))
        return paper.id
