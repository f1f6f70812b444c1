"""A log as somebody holds it: entries, bodies and times, and what they amount to. Pure; C2SP tlog-tiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fanlight.ground.errors import FanlightError
from fanlight.trust.ledger.follower import bundle_entries
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.ledger.source import Source, fetch_tiles
from fanlight.trust.ledger.tiles import WIDTH, Tile
from fanlight.trust.papers.entry import Entry, parse_body, parse_entry
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signatures import Verified
from fanlight.trust.policy.in_force.anchors import Anchors, read_anchors
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen
from fanlight.trust.policy.in_force.views import State

Bodies = Callable[[str], bytes | None]
"""The body of this SHA-256, or None where it is not there."""


class NoFounding(FanlightError):
    """The log has no founding entry, so nothing in it stands."""


@dataclass(frozen=True)
class LogCopy:
    """Entries by index, their times by the witnesses, and the state after all of them."""

    entries: tuple[bytes, ...]
    parsed: tuple[Entry | None, ...]
    anchors: Anchors
    state: State

    @property
    def founding(self) -> Founding:
        return self.state.founding

    def time(self, index: int) -> int | None:
        return self.anchors.time(index)


def entries_of(source: Source, size: int, first: int = 0) -> list[bytes]:
    """The entries from `first` to `size`, as the bundles hold them; that they are the tree's is checked elsewhere."""
    bundles = [
        Tile(None, at, min(WIDTH, size - at * WIDTH)) for at in range(first // WIDTH, (size + WIDTH - 1) // WIDTH)
    ]
    found: list[bytes] = []
    for bundle, content in fetch_tiles(source, bundles):
        found += bundle_entries(bundle, content)
    return found[first % WIDTH :] if bundles else []


def copy_of(
    entries: Sequence[bytes], bodies: Bodies, *, now: int | None = None, verified: Verified | None = None
) -> LogCopy:
    """Folded; a body that an entry erased counts as absent, whether this copy still has it or not."""
    parsed = tuple(_parsed(content) for content in entries)
    founding = _founding(parsed, bodies)
    anchors = read_anchors(enumerate(entries), trust_of(founding))
    seen = [
        Seen(index, content, anchors.time(index), bodies(entry.body) if entry and entry.body else None)
        for index, (content, entry) in enumerate(zip(entries, parsed, strict=True))
    ]
    state = fold(seen, now=now, verified=verified)
    if state.founded is None:
        raise NoFounding
    if state.erased:
        seen = [
            replace(one, body=None) if (entry := parsed[one.index]) and entry.body in state.erased else one
            for one in seen
        ]
        state = fold(seen, now=now, verified=verified)
    return LogCopy(tuple(entries), parsed, anchors, state)


def trust_of(founding: Founding) -> Trust:
    """The log's key and the witnesses that the founding names."""
    witnesses = tuple(parse_vkey(one.vkey) for one in founding.witnesses)
    return Trust(parse_vkey(founding.log), witnesses, founding.witness_quorum)


def _parsed(content: bytes) -> Entry | None:
    try:
        return parse_entry(content)
    except PaperError:
        return None


def _founding(parsed: Sequence[Entry | None], bodies: Bodies) -> Founding:
    first = parsed[0] if parsed else None
    body = bodies(first.body) if first is not None and first.kind == "log:founded" and first.body else None
    if body is None:
        raise NoFounding
    try:
        paper = parse_body("log:founded", body).paper
    except PaperError:
        raise NoFounding from None
    assert isinstance(paper, Founding)
    return paper
