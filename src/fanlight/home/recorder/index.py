"""What the recorder needs from whoever keeps the index: a port, implemented by the archive and by tests in memory.

All calls come from the recorder's one writer thread, in order, and are durable when they return (SQLite WAL,
synchronous=FULL). Times named `_us` are microseconds since 1970 UTC (`ground.clock.micros`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.packet import StreamFormat, StreamName

CameraState = Literal["recording", "watching", "connecting", "refused", "unreachable", "silent"]
Recording = Literal["events", "always", "never"]
Transport = Literal["auto", "tcp", "udp"]
ZonePurpose = Literal["watch", "ignore", "private"]
EventKind = Literal["movement", "person", "vehicle", "animal", "press"]
GapReason = Literal["camera", "writer", "disk", "paused", "crash", "clock", "view"]


class IndexUnavailable(FanlightError):
    """The database is busy or cannot be opened."""

    remedy = "Look at the disk that holds it: it may be full, missing or read-only. Fanlight tries again by itself."


@dataclass(frozen=True, slots=True)
class Zone:
    """A polygon on the picture; corners in 1/10000 of width and height."""

    name: str
    purpose: ZonePurpose
    points: tuple[tuple[int, int], ...]
    sensitivity: int = 50  # 0 hardly ever … 100 at the least thing


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """What the recorder is to do with one camera. Two equal plans need no restart."""

    id: int
    name: str
    url: str  # main stream, without credentials
    sub_url: str | None
    username: str
    password: str = field(repr=False)
    transport: Transport = "auto"
    sound: bool = False
    recording: Recording = "events"
    prompt: bool = False
    sensitivity: int = 50  # of the whole picture, where no watch zone is drawn
    zones: tuple[Zone, ...] = ()
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Identities of database and footage directory: both carry both, so that a mix-up is seen before harm is done."""

    database: bytes  # 16 random bytes
    directory: bytes  # 16 random bytes


@dataclass(frozen=True, slots=True)
class Fragment:
    """One GOP on disk: where its bytes lie and what time they cover."""

    number: int  # from 0 in its segment
    offset: int  # of the moof, bytes from the file's start
    length: int  # of moof and mdat; the 64-byte proof box behind it not counted
    start: int  # ticks of 1/VIDEO_HZ from the segment's start
    duration: int  # ticks


@dataclass(frozen=True, slots=True)
class NewSegment:
    """The facts of a segment before its file exists."""

    camera: int
    stream: StreamName
    run: bytes  # 16 random bytes, one per connection
    start_us: int
    format: StreamFormat
    mime: str  # RFC 6381, as `video/mp4; codecs="avc1.4d401f"`


@dataclass(frozen=True, slots=True)
class OpenSegment:
    """A row `open` that a start finds: what the database knew when the process ended."""

    id: int
    path: str
    camera: int
    stream: StreamName
    start_us: int
    listed: tuple[Fragment, ...]
    head: bytes  # chain head after the last listed fragment
    stream_head: bytes  # chain head of the whole stream; another one where a later segment has gone on


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer to a new segment: number, file (relative to the footage directory) and the chain it continues."""

    id: int
    path: str
    head: bytes  # chain head of the stream so far; 32 zero bytes at its beginning


class SegmentIndex(Protocol):
    """What one segment needs of the index while it is written."""

    def open_segment(self, new: NewSegment) -> Opened:
        """Row `open`; before the file exists."""

    def list_fragments(self, segment: int, fragments: Sequence[Fragment], head: bytes, size: int) -> None:
        """These further fragments are synced; `size` is the file's synced length. From now on they are never lost."""

    def close_segment(self, segment: int, *, recovered: bool = False) -> None: ...

    def drop_segment(self, segment: int) -> None:
        """The row of a segment that never got a listed fragment."""

    def add_gap(self, camera: int, start_us: int, end_us: int | None, reason: GapReason, words: str) -> int: ...

    def end_gap(self, gap: int, end_us: int) -> None: ...


class Index(SegmentIndex, Protocol):
    """Rows of cameras, segments, gaps and events.

    Any call may raise IndexUnavailable; then nothing of it was written, and it may be made again.
    """

    def plans(self) -> list[CameraPlan]: ...

    def set_state(self, camera: int, state: CameraState, words: str, since_us: int) -> None: ...

    def set_format(self, camera: int, stream: StreamName, format: StreamFormat, words: str) -> None:
        """What the camera really sends; `words` names what cannot be used (sound that MP4 does not take, say)."""

    def set_clock(self, camera: int, offset_ms: int, at_us: int) -> None:
        """The camera's own clock was so far ahead of this computer's (negative: behind) when it was compared."""

    # -- footage: orders of create, delete and start are in docs/reference/formats/footage.md
    def pair(self) -> Pair | None: ...

    def make_pair(self, pair: Pair) -> None: ...

    def open_segments(self) -> list[OpenSegment]: ...

    def known_paths(self, folder: str = "") -> set[str]:
        """Paths of all rows, whatever their status; of one folder (`7/2026-09-21/`) where it is named."""

    def garbage(self) -> list[tuple[int, str]]:
        """Rows marked for deletion whose file may still be there."""

    def forget_garbage(self, segment: int) -> None: ...

    # -- events
    def open_event(
        self, camera: int, kind: EventKind, start_us: int, confirmed_us: int, zone: str | None, score: float
    ) -> int: ...

    def name_event(self, event: int, kind: EventKind, score: float, picture: bytes | None) -> None:
        """The kind is settled (also when it stays `movement`; for a press at once); `picture` is a JPEG of the moment.

        Tells the residents; the one call that does. A later call for the same event may bring a surer kind.
        """

    def extend_event(self, event: int, at_us: int, score: float) -> None:
        """It goes on; scores become the movement graph. Called at most once a second per event."""

    def close_event(self, event: int, end_us: int) -> None: ...

    def open_events(self) -> list[tuple[int, int, int]]:
        """(event, camera, last known time) of events that a start finds open."""
