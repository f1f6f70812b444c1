"""One look at the log: fetched, checked, folded, and written down as what residents see. Pull only; nothing is asked
for because of what this house has, shows or decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from fanlight.ground.clock import Clock, SystemClock, from_micros, micros
from fanlight.ground.moved_clock import is_made_up
from fanlight.home.asks import keeping
from fanlight.home.asks.actions import bodies, matching, noting
from fanlight.home.asks.book import Book, BookDamaged
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.rules import batches, troubles
from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.faults import BadTree, Forked
from fanlight.trust.ledger.follower import Step, step
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.http_source import HttpSource
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.ledger.source import Source
from fanlight.trust.papers.entry import parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signatures import Verified
from fanlight.trust.policy.in_force.anchors import read_anchors
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen
from fanlight.trust.policy.in_force.views import State

DEMO_AGAIN = timedelta(seconds=10)
AWAY = timedelta(minutes=15)  # after a longer pause this home cannot say since when an entry was there
MakeSource = Callable[[str, Clock], Source]


@dataclass
class Follower:
    """What is kept between looks in one process: the connection, and which signatures were checked before."""

    make_source: MakeSource = HttpSource
    verified: Verified = field(default_factory=dict)
    tried: datetime | None = None
    _source: tuple[str, Source] | None = None

    def source(self, url: str) -> Source:
        if self._source is None or self._source[0] != url:
            self._source = (url, self.make_source(url, SystemClock()))
        return self._source[1]

    def close(self) -> None:
        """Close the kept connection; the next look opens another."""
        if self._source is not None and isinstance(self._source[1], HttpSource):
            self._source[1].close()
        self._source = None


def turn(*, follower: Follower, now: datetime) -> bool:
    """Look if it is time to: every five minutes at this home's own phase. Returns whether it looked.

    In a demo whose clock was moved the log is cosigned anew some seconds later, so there a stale one is asked again.
    """
    row = Following.objects.first()
    if row is None:
        return False
    again = row.trouble == "stale" and is_made_up(row.origin) and follower.tried and now - follower.tried >= DEMO_AGAIN
    if batches.slot(int(now.timestamp()), row.phase_s) <= row.slot and not again:
        return False
    follower.tried = now
    look(row=row, follower=follower, now=now)
    return True


def look(*, row: Following, follower: Follower, now: datetime) -> None:
    """One look. What is wrong with the log is written down and stops every release; nothing is raised for it."""
    row.slot = batches.slot(int(now.timestamp()), row.phase_s)
    row.save(update_fields=["slot"])
    book = Book(keeping.folder() / "log")
    try:
        found = _step(row, book, follower, now)
        if sha256(book.entry(0)).hexdigest() != row.founding:
            raise Forked("The log begins with another founding than the one this house pinned.", part="entry 0")
        state, seen = read(row=row, book=book, follower=follower, head=witness_time(found.cosignatures))
    except BadTree as error:
        _trouble(row, troubles.of(error), now)
        return
    except BookDamaged as error:
        book.forget()
        _trouble(row, troubles.Trouble("damaged", error.words()), now)
        return
    _settle(row, found, state, now)
    noting.note(row=row, state=state, seen=seen, now=now)
    matching.match_all(now=now)


def _step(row: Following, book: Book, follower: Follower, now: datetime) -> Step:
    before = book.opened()
    source = follower.source(row.url)
    found = step(source, trust(row), before, int(now.timestamp()), lambda _, entries: book.add(entries))
    book.keep(found.state)
    following = now - from_micros(row.checked_us) <= AWAY if row.checked_us else False
    wanted = [entry.body for _, entry in _entries(book) if entry.body]
    bodies.fetch_all(wanted, source, now_s=int(now.timestamp()), following=following)
    return found


def _entries(book: Book) -> list:  # type: ignore[type-arg]
    found = []
    for index, content in book.entries():
        try:
            found.append((index, parse_entry(content)))
        except PaperError:
            continue
    return found


def trust(row: Following) -> Trust:
    """The pinned key, and the witnesses of the pinned founding."""
    founding = pinned(row)
    witnesses = tuple(parse_vkey(one.vkey) for one in founding.witnesses)
    return Trust(parse_vkey(row.vkey), witnesses, founding.witness_quorum)


def pinned(row: Following) -> Founding:
    """The founding as it was shown before joining."""
    content = bodies.body(row.founding_body)
    if content is None:
        raise BookDamaged("The founding that this house pinned is gone from its disk.", remedy="Join again.")
    paper = parse_body("log:founded", content).paper
    assert isinstance(paper, Founding)
    return paper


def read(*, row: Following, book: Book, follower: Follower, head: int) -> tuple[State, list[Seen]]:
    """Every rule again, over the whole log; `head` in seconds is when the witnesses saw its newest state."""
    entries = list(book.entries())
    anchors = read_anchors(entries, trust(row))
    held = bodies.since()
    seen = []
    for index, content in entries:
        try:
            digest = parse_entry(content).body
        except PaperError:
            digest = None
        body = bodies.body(digest) if digest else None
        had = held.get(digest) if digest else None
        seen.append(Seen(index, content, anchors.time(index), body, had))
    return fold(seen, now=head, verified=follower.verified), seen


def _settle(row: Following, found: Step, state: State, now: datetime) -> None:
    head = datetime.fromtimestamp(witness_time(found.cosignatures), tz=now.tzinfo)
    before = from_micros(row.looked_us) if row.looked_us else None
    is_new = micros(head) != row.head_us
    row.head_us, row.looked_us = micros(head), micros(now)
    row.save(update_fields=["head_us", "looked_us"])
    ahead = is_new and before is not None and batches.clock_is_ahead(now - head, now - before)
    if ahead or (row.trouble == troubles.CLOCK.code and not is_new):  # only a new head shows that it was set right
        _trouble(row, troubles.CLOCK, now)
        return
    row.size, row.checked_us = found.head.size, micros(now)
    row.trouble, row.trouble_words, row.trouble_since_us = "", "", None
    row.newer, row.void = len(state.newer), len(state.voids)
    row.save()


def _trouble(row: Following, trouble: troubles.Trouble, now: datetime) -> None:
    if row.trouble != trouble.code:
        row.trouble_since_us = micros(now)
    row.trouble, row.trouble_words = trouble.code, trouble.words[:400]
    row.save(update_fields=["trouble", "trouble_words", "trouble_since_us"])
