"""What stands in this commons' log, read from its files and kept until the log grows; and the community's clock."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from fanlight.commons.agencies.log_copy import LogCopy, NoFounding, copy_of, entries_of, trust_of
from fanlight.commons.log.operated import NotFounded, founding_of, log_key
from fanlight.ground.clock import SystemClock
from fanlight.ground.moved_clock import clock_for, is_made_up
from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.head import SignedHead, read_head
from fanlight.trust.ledger.note import parse_vkey
from fanlight.trust.ledger.source import FolderSource, fetch_body
from fanlight.trust.ledger.store import Store
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.signatures import Verified
from fanlight.trust.policy.in_force.views import InForce


@dataclass(frozen=True)
class Standing:
    """All that was appended; `head` is what readers see of it."""

    copy: LogCopy
    head: SignedHead | None

    @property
    def founding(self) -> Founding:
        return self.copy.founding

    def at(self, now: datetime) -> InForce:
        return self.copy.state.at(int(now.timestamp()))

    @property
    def published(self) -> int:
        return self.head.checkpoint.size if self.head else 0


@dataclass
class _Kept:
    folder: Path
    verified: Verified = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    entries: list[bytes] = field(default_factory=list)
    stamp: tuple[int, int] = (0, 0)
    standing: Standing | None = None
    public: LogCopy | None = None


_turn = threading.Lock()
_kept: _Kept | None = None


def log_folder() -> Path:
    return Path(settings.DATA) / "log"


def standing() -> Standing:
    """Read anew when the log has grown; raises NotFounded while there is no log."""
    global _kept
    with _turn:
        folder = log_folder()
        if _kept is None or _kept.folder != folder:
            _kept = _Kept(folder)
        size = Store(folder).head().size
        stamp = (size, _changed(folder / "checkpoint"))
        if _kept.standing is None or _kept.stamp != stamp:
            _kept.standing = _read(_kept, size)
            _kept.stamp, _kept.public = stamp, None
        return _kept.standing


def public_copy() -> LogCopy:
    """What readers have of the log: no entry beyond the published head, and no time but that of its anchors."""
    here = standing()
    with _turn:
        assert _kept is not None
        if _kept.public is None or len(_kept.public.entries) != here.published:
            _kept.public = copy_of(here.copy.entries[: here.published], body_of, verified=_kept.verified)
        return _kept.public


def _read(kept: _Kept, size: int) -> Standing:
    if not size:
        raise NotFounded
    source = FolderSource(kept.folder)
    if size < len(kept.entries):
        kept.entries.clear()
    kept.entries += entries_of(source, size, len(kept.entries))

    def body(name: str) -> bytes | None:
        if name not in kept.bodies and (found := fetch_body(source, name)) is not None:
            kept.bodies[name] = found
        return kept.bodies.get(name)

    published = Store(kept.folder).published()
    head = None
    if published is not None:
        head = read_head(published[1], trust_of(founding_of(kept.folder)))
    now = witness_time(head.cosignatures) if head and head.cosignatures else None
    try:
        copy = copy_of(kept.entries, body, now=now, verified=kept.verified)
    except NoFounding:
        raise NotFounded from None
    for erased in copy.state.erased:
        kept.bodies.pop(erased, None)
    return Standing(copy, head)


def body_of(name: str) -> bytes | None:
    """The body of this hash beside the log."""
    return fetch_body(FolderSource(log_folder()), name)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def is_founded() -> bool:
    return (log_folder() / "head").exists()


def origin() -> str:
    """The log's origin, or nothing before the founding."""
    try:
        return standing().founding.origin
    except NotFounded:
        return ""


def is_demo() -> bool:
    """Whether this community is made up: its log's origin lies under `.invalid`."""
    return is_made_up(origin())


def community_name() -> str:
    try:
        return standing().founding.community
    except NotFounded:
        return "Commons"


def zone() -> ZoneInfo:
    """The community's zone; UTC before it is founded."""
    try:
        return ZoneInfo(standing().founding.zone)
    except NotFounded:
        return ZoneInfo("UTC")


def now() -> datetime:
    """The time of this community: in the demo it can be moved."""
    return clock_for(origin(), SystemClock(), Path(settings.MOVED_CLOCK_FILE)).now().astimezone(UTC)


def log_vkey() -> str:
    return parse_vkey(standing().founding.log).vkey


def log_vkey_for(origin: str) -> str:
    """The key of this machine's log under a name, before the founding pins it."""
    return log_key(Path(settings.DATA), origin).verifier.vkey


def index_of(kind: str, id: str) -> int | None:
    """Where the entry of this kind and id stands, if it does."""
    for index, entry in enumerate(standing().copy.parsed):
        if entry is not None and entry.id == id and entry.kind == kind:
            return index
    return None
