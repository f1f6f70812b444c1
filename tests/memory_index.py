"""The recorder's index in memory: a small but whole implementation of the port, for tests that need no database."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from fanlight.home.recorder.index import (
    CameraPlan,
    CameraState,
    EventKind,
    Fragment,
    GapReason,
    NewSegment,
    Opened,
    OpenSegment,
    Pair,
)
from fanlight.home.recorder.packet import StreamFormat, StreamName


@dataclass
class SegmentRow:
    new: NewSegment
    path: str
    opened_head: bytes
    head: bytes
    status: str = "open"
    fragments: list[Fragment] = field(default_factory=list)
    size: int = 0


@dataclass
class EventRow:
    camera: int
    kind: EventKind
    start_us: int
    confirmed_us: int
    zone: str | None
    score: float
    last_us: int
    end_us: int | None = None
    named: list[tuple[EventKind, float]] = field(default_factory=list)
    picture: bytes | None = None


@dataclass
class GapRow:
    camera: int
    start_us: int
    end_us: int | None
    reason: GapReason
    words: str


class MemoryIndex:
    """Rows as the archive keeps them; `states` is the whole history."""

    def __init__(self, plans: Sequence[CameraPlan] = ()) -> None:
        self._plans = list(plans)
        self.states: list[tuple[int, CameraState, str]] = []
        self.clocks: dict[int, int] = {}
        self.formats: dict[tuple[int, StreamName], tuple[StreamFormat, str]] = {}
        self.segments: dict[int, SegmentRow] = {}
        self.events: dict[int, EventRow] = {}
        self.gaps: dict[int, GapRow] = {}
        self.heads: dict[tuple[int, StreamName], bytes] = {}
        self.garbage_rows: dict[int, str] = {}
        self._pair: Pair | None = None
        self._numbers = 0
        self.changed = threading.Condition()

    def plan(self, *plans: CameraPlan) -> None:
        """What the household has set; the recorder reads it at `reload`."""
        self._plans = list(plans)

    def plans(self) -> list[CameraPlan]:
        return list(self._plans)

    def set_state(self, camera: int, state: CameraState, words: str, since_us: int) -> None:
        with self.changed:
            self.states.append((camera, state, words))
            self.changed.notify_all()

    def set_format(self, camera: int, stream: StreamName, format: StreamFormat, words: str) -> None:
        self.formats[camera, stream] = (format, words)

    def set_clock(self, camera: int, offset_ms: int, at_us: int) -> None:
        self.clocks[camera] = offset_ms

    def pair(self) -> Pair | None:
        return self._pair

    def make_pair(self, pair: Pair) -> None:
        self._pair = pair

    def open_segment(self, new: NewSegment) -> Opened:
        number = self._number()
        day = datetime.fromtimestamp(new.start_us / 1e6, UTC)
        path = f"{new.camera}/{day:%Y-%m-%d}/{number}-{new.stream}.mp4"
        head = self.heads.get((new.camera, new.stream), bytes(32))
        self.segments[number] = SegmentRow(new, path, head, head)
        return Opened(number, path, head)

    def list_fragments(self, segment: int, fragments: Sequence[Fragment], head: bytes, size: int) -> None:
        row = self.segments[segment]
        row.fragments += fragments
        row.head, row.size = head, size
        self.heads[row.new.camera, row.new.stream] = head

    def close_segment(self, segment: int, *, recovered: bool = False) -> None:
        self.segments[segment].status = "recovered" if recovered else "closed"

    def drop_segment(self, segment: int) -> None:
        del self.segments[segment]

    def open_segments(self) -> list[OpenSegment]:
        return [
            OpenSegment(
                number,
                row.path,
                row.new.camera,
                row.new.stream,
                row.new.start_us,
                tuple(row.fragments),
                row.head,
                self.heads.get((row.new.camera, row.new.stream), bytes(32)),
            )
            for number, row in self.segments.items()
            if row.status == "open"
        ]

    def known_paths(self, folder: str = "") -> set[str]:
        paths = {row.path for row in self.segments.values()} | set(self.garbage_rows.values())
        return {path for path in paths if path.startswith(folder)}

    def garbage(self) -> list[tuple[int, str]]:
        return list(self.garbage_rows.items())

    def forget_garbage(self, segment: int) -> None:
        del self.garbage_rows[segment]

    def delete(self, segment: int) -> None:
        """What retention does: the row becomes garbage, the file is still there."""
        self.garbage_rows[segment] = self.segments.pop(segment).path

    def add_gap(self, camera: int, start_us: int, end_us: int | None, reason: GapReason, words: str) -> int:
        number = self._number()
        self.gaps[number] = GapRow(camera, start_us, end_us, reason, words)
        return number

    def end_gap(self, gap: int, end_us: int) -> None:
        self.gaps[gap] = replace(self.gaps[gap], end_us=end_us)

    def open_event(
        self, camera: int, kind: EventKind, start_us: int, confirmed_us: int, zone: str | None, score: float
    ) -> int:
        number = self._number()
        self.events[number] = EventRow(camera, kind, start_us, confirmed_us, zone, score, start_us)
        return number

    def name_event(self, event: int, kind: EventKind, score: float, picture: bytes | None) -> None:
        row = self.events[event]
        row.kind, row.picture = kind, picture or row.picture
        row.named.append((kind, score))

    def extend_event(self, event: int, at_us: int, score: float) -> None:
        self.events[event].last_us = at_us

    def close_event(self, event: int, end_us: int) -> None:
        self.events[event].end_us = end_us

    def open_events(self) -> list[tuple[int, int, int]]:
        return [(number, row.camera, row.last_us) for number, row in self.events.items() if row.end_us is None]

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers
