"""Mends what an ended recorder left: the order of start, steps 3 to 6 (docs/reference/formats/footage.md)."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from fanlight.home.recorder.faults import BadFootage, FootageMissing
from fanlight.home.recorder.garbage import empty_garbage
from fanlight.home.recorder.index import Index, OpenSegment, Pair
from fanlight.home.recorder.packet import VIDEO_HZ
from fanlight.home.recorder.store import Footage
from fanlight.home.recorder.survey import Survey, survey

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]  # done, of how many

ENDED = "Recording ended without warning, by a power cut or a crash."
DAMAGED = "The disk has lost or changed a part of this recording. What is left is kept."
UNMENDED = "The disk refuses to mend the end of this recording. What was listed is kept."
EMPTY = 4096  # bytes: a file shorter than this holds no footage, whatever is in it


@dataclass(slots=True)
class Recovery:
    """What a start has done."""

    closed: int = 0  # segments closed as recovered
    fragments: int = 0  # that were on disk and not listed yet
    dropped: int = 0  # segments that had no whole fragment
    damaged: int = 0  # segments whose listed part is not what it was
    deleted: int = 0  # garbage
    quarantined: list[str] = field(default_factory=list)


def recover(store: Footage, index: Index, pair: Pair, *, now_us: int, progress: Progress | None = None) -> Recovery:
    """After the lock is taken and the pair compared (`pair.claim`), before anything is recorded."""
    rows = sorted(index.open_segments(), key=lambda row: row.id, reverse=True)
    start = _Start(store, index, pair, now_us)
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows))
        start.mend(row)
    start.done.deleted = empty_garbage(store, index)
    start.done.quarantined = _set_aside(store, index)
    if progress is not None:
        progress(len(rows), len(rows))
    return start.done


def _set_aside(store: Footage, index: Index) -> list[str]:
    """Files without a row go to quarantine; a day at a time, because a year of paths would fill a small memory."""
    moved = []
    for folder in store.folders():
        files = store.files(folder)
        known = index.known_paths(folder) if files else set()
        for path in files:
            if path not in known:
                moved.append(store.quarantine(path))
                _log.warning("%s belongs to no row; it lies in quarantine now", path)
    return moved


class _Start:
    """The newest row of a stream comes first: it alone may go on with the stream's chain."""

    def __init__(self, store: Footage, index: Index, pair: Pair, now_us: int) -> None:
        self._store, self._index, self._pair, self._now_us = store, index, pair, now_us
        self._told: set[int] = set()
        self._heads: dict[tuple[int, str], bytes] = {}
        self.done = Recovery()

    def mend(self, row: OpenSegment) -> None:
        """One row `open`: its end is made whole, its gap said, its row closed or dropped."""
        try:
            handle = self._store.open(row.path, write=True)
        except FootageMissing:
            self._without_file(row)
            return
        try:
            found = self._surveyed(handle, row)
            if found is not None and self._is_listed_part_whole(found, row):
                self._finish(handle, found, row)
            elif row.listed:
                self._damaged(row)
            else:
                empty = not found.fragments if found is not None else os.fstat(handle).st_size < EMPTY
                self._drop(row, is_empty=empty)
        finally:
            os.close(handle)

    def _surveyed(self, handle: int, row: OpenSegment) -> Survey | None:
        """None where the file is not this row's."""
        try:
            found = survey(handle)
        except BadFootage:
            return None
        mine = (self._pair, row.camera, row.stream, row.id)
        identity = found.opening.identity
        return found if (identity.pair, identity.camera, identity.stream, identity.segment) == mine else None

    def _is_listed_part_whole(self, found: Survey, row: OpenSegment) -> bool:
        count = len(row.listed)
        if not count:
            return bool(found.fragments) and found.opening.identity.head == row.head
        return found.fragments[:count] == row.listed and found.heads[count - 1] == row.head

    def _finish(self, handle: int, found: Survey, row: OpenSegment) -> None:
        """Cut, sync, list, close."""
        count = len(row.listed)
        stream = (row.camera, row.stream)
        if self._heads.setdefault(stream, row.stream_head) != row.head:
            found = found.cut(count)  # the chain went on without what is not listed here, so it has no place in it
        if not found.fragments:
            self._drop(row, is_empty=False)
            return
        try:
            os.ftruncate(handle, found.end)
            os.fsync(handle)
        except OSError:
            _log.exception("%s cannot be mended", row.path)
            self._gap(row, UNMENDED)
            return
        surplus = found.fragments[count:]
        if surplus:
            self._index.list_fragments(row.id, surplus, found.heads[-1], found.end)
            self._heads[stream] = found.heads[-1]
        last = found.fragments[-1]
        self._gap(row, ENDED, last.start + last.duration)
        self._index.close_segment(row.id, recovered=True)
        self.done.closed += 1
        self.done.fragments += len(surplus)

    def _damaged(self, row: OpenSegment) -> None:
        """Nothing is cut: somebody may still read what is left."""
        last = row.listed[-1]
        end = last.start + last.duration
        self._index.add_gap(row.camera, row.start_us, self._wall(row, end), "disk", DAMAGED)
        self._gap(row, ENDED, end)
        self._index.close_segment(row.id, recovered=True)
        self.done.damaged += 1
        _log.error("%s: the listed part is not what it was", row.path)

    def _without_file(self, row: OpenSegment) -> None:
        if row.listed:
            self._damaged(row)
        else:
            self._drop(row, is_empty=False)

    def _drop(self, row: OpenSegment, *, is_empty: bool) -> None:
        """A file that may hold footage after all is left for quarantine."""
        if is_empty:
            self._store.remove(row.path)
        self._gap(row, ENDED)
        self._index.drop_segment(row.id)
        self.done.dropped += 1

    def _gap(self, row: OpenSegment, words: str, ticks: int = 0) -> None:
        """One for each camera: from the end of what there is to now."""
        start_us = min(self._wall(row, ticks), self._now_us)
        if row.camera not in self._told:
            self._told.add(row.camera)
            self._index.add_gap(row.camera, start_us, self._now_us, "crash", words)

    @staticmethod
    def _wall(row: OpenSegment, ticks: int) -> int:
        return row.start_us + ticks * 1_000_000 // VIDEO_HZ
