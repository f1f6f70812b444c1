"""The index as other threads may use it: every call waits for the one writer thread to have made it."""

from __future__ import annotations

from collections.abc import Sequence

from fanlight.home.recorder.index import Fragment, GapReason, NewSegment, Opened
from fanlight.home.recorder.writer import Writer


class WaitingIndex:
    """What a segment needs of the index; only threads that may wait use it: those of the disk."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def open_segment(self, new: NewSegment) -> Opened:
        return self._writer.ask(lambda index: index.open_segment(new))

    def list_fragments(self, segment: int, fragments: Sequence[Fragment], head: bytes, size: int) -> None:
        self._writer.ask(lambda index: index.list_fragments(segment, fragments, head, size))

    def close_segment(self, segment: int, *, recovered: bool = False) -> None:
        self._writer.ask(lambda index: index.close_segment(segment, recovered=recovered))

    def drop_segment(self, segment: int) -> None:
        self._writer.ask(lambda index: index.drop_segment(segment))

    def add_gap(self, camera: int, start_us: int, end_us: int | None, reason: GapReason, words: str) -> int:
        return self._writer.ask(lambda index: index.add_gap(camera, start_us, end_us, reason, words))

    def end_gap(self, gap: int, end_us: int) -> None:
        self._writer.ask(lambda index: index.end_gap(gap, end_us))
