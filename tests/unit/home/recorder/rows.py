"""The index in memory: the same answers as the archive's, for tests of what lies on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fanlight.ground.clock import from_micros
from fanlight.home.recorder.boxes.proof import NO_HEAD
from fanlight.home.recorder.check import SegmentFacts
from fanlight.home.recorder.index import Fragment, Index, NewSegment, Opened, OpenSegment, Pair
from fanlight.home.recorder.packet import VIDEO_HZ, StreamName


@dataclass
class Row:
    """A segment as the database has it."""

    new: NewSegment
    path: str
    first_head: bytes
    head: bytes
    status: str = "open"
    size: int = 0
    fragments: tuple[Fragment, ...] = ()

    @property
    def end_us(self) -> int:
        last = self.fragments[-1] if self.fragments else None
        return self.new.start_us + ((last.start + last.duration) * 1_000_000 // VIDEO_HZ if last else 0)


@dataclass
class Gap:
    camera: int
    start_us: int
    end_us: int | None
    reason: str
    words: str


@dataclass
class MemoryIndex(Index):
    """Cameras and events are not in it; a test that asks for them has come to the wrong place."""

    rows: dict[int, Row] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    heads: dict[tuple[int, StreamName], bytes] = field(default_factory=dict)
    its_pair: Pair | None = None
    calls: list[str] = field(default_factory=list)
    last_id: int = 0

    def pair(self) -> Pair | None:
        return self.its_pair

    def make_pair(self, pair: Pair) -> None:
        self.its_pair = pair

    def open_segment(self, new: NewSegment) -> Opened:
        self.calls.append("open row")
        self.last_id += 1
        path = f"{new.camera}/{from_micros(new.start_us):%Y-%m-%d}/{self.last_id}-{new.stream}.mp4"
        head = self.heads.get((new.camera, new.stream), NO_HEAD)
        self.rows[self.last_id] = Row(new, path, head, head)
        return Opened(self.last_id, path, head)

    def list_fragments(self, segment: int, fragments: Sequence[Fragment], head: bytes, size: int) -> None:
        self.calls.append(f"list {len(fragments)}")
        row = self.rows[segment]
        assert row.status == "open" and fragments and fragments[0].number == len(row.fragments)
        row.fragments += tuple(fragments)
        row.head, row.size = head, size
        self.heads[row.new.camera, row.new.stream] = head

    def close_segment(self, segment: int, *, recovered: bool = False) -> None:
        self.calls.append("close row")
        self.rows[segment].status = "recovered" if recovered else "closed"

    def drop_segment(self, segment: int) -> None:
        self.calls.append("drop row")
        assert not self.rows.pop(segment).fragments

    def open_segments(self) -> list[OpenSegment]:
        return [
            OpenSegment(
                number,
                row.path,
                row.new.camera,
                row.new.stream,
                row.new.start_us,
                row.fragments,
                row.head,
                self.heads.get((row.new.camera, row.new.stream), NO_HEAD),
            )
            for number, row in self.rows.items()
            if row.status == "open"
        ]

    def known_paths(self, folder: str = "") -> set[str]:
        return {row.path for row in self.rows.values() if row.path.startswith(folder)}

    def garbage(self) -> list[tuple[int, str]]:
        return [(number, row.path) for number, row in self.rows.items() if row.status == "garbage"]

    def forget_garbage(self, segment: int) -> None:
        assert self.rows.pop(segment).status == "garbage"

    def add_gap(self, camera: int, start_us: int, end_us: int | None, reason: str, words: str) -> int:
        self.gaps.append(Gap(camera, start_us, end_us, reason, words))
        return len(self.gaps)

    def facts(self, number: int) -> SegmentFacts | None:
        """What check is told of a row."""
        row = self.rows.get(number)
        if row is None or row.status == "garbage":
            return None
        return SegmentFacts(number, row.path, row.status == "open", row.size, row.first_head, row.head, row.fragments)

    def all_facts(self) -> Iterator[SegmentFacts]:
        for number in list(self.rows):
            if facts := self.facts(number):
                yield facts
