"""Writes one segment: whole GOPs with their proofs, synced and then listed (docs/reference/formats/footage.md)."""

from __future__ import annotations

import hashlib
import logging
import os
from contextlib import suppress

from fanlight.home.recorder.boxes.fragment import fragment
from fanlight.home.recorder.boxes.initialisation import initialisation
from fanlight.home.recorder.boxes.proof import PROOF_SIZE, Identity, Proof, chain_fragment, chain_initialisation
from fanlight.home.recorder.faults import DiskFull, SegmentLost, StorageError
from fanlight.home.recorder.gop import GopBuffer
from fanlight.home.recorder.index import Fragment, IndexUnavailable, NewSegment, Pair, SegmentIndex
from fanlight.home.recorder.packet import VIDEO_HZ, Packet
from fanlight.home.recorder.store import FULL, Footage, told, write_all

_log = logging.getLogger(__name__)

SYNC_SECONDS = 4.0  # of the promised five; half a second is for the caller's step, half for disk and database
SEGMENT_SECONDS = 60
SHORTEST_SECONDS = 30  # a first segment is not cut sooner than this
GOLDEN = 0.6180339887498949  # multiples of it spread over a circle evenly, however many cameras there are


def end_of_segment(camera: int, start_us: int) -> int:
    """When the next key frame begins a new segment: about a minute on, and at another second for each camera."""
    minute = SEGMENT_SECONDS * 1_000_000
    offset = int(camera * GOLDEN % 1 * minute)
    earliest = start_us + SHORTEST_SECONDS * 1_000_000
    return earliest + (offset - earliest) % minute


class SegmentWriter:
    """One open segment. Used by the writer thread alone; after any StorageError it is over and a new one is needed."""

    def __init__(self, store: Footage, index: SegmentIndex, pair: Pair, new: NewSegment, *, now: float) -> None:
        self._store, self._index, self._new = store, index, new
        opening = initialisation(new.format, new.start_us)  # before the row: a stream that MP4 cannot hold makes none
        self._gop = GopBuffer(new.format)
        opened = index.open_segment(new)
        self.id, self.path = opened.id, opened.path
        identity = Identity(pair, new.camera, new.stream, new.run, opened.id, new.start_us, opened.head)
        self._pending: list[Fragment] = []
        self._number = self._ticks = self._listed_ticks = self._listed_size = 0
        self._synced_at = now
        self._handle = -1
        self._is_over = False
        self._begin(opening + identity.pack(), opened.head)

    def _begin(self, opening: bytes, head: bytes) -> None:
        """The order of create, steps 2 to 4."""
        try:
            self._handle = self._store.create(self.path)
        except StorageError:
            self._index.drop_segment(self.id)  # a file that was there already is not ours to remove
            raise
        try:
            write_all(self._handle, opening)
            os.fsync(self._handle)
        except OSError as error:
            self._discard()
            raise told(error) from error
        self._store.sync_folders(self.path)
        self._size = len(opening)
        self._head = chain_initialisation(head, opening)

    @property
    def end_us(self) -> int:
        """Wall clock end of what was written, listed or not."""
        return self._wall(self._ticks)

    @property
    def size(self) -> int:
        """Bytes written."""
        return self._size

    @property
    def waiting(self) -> int:
        """Bytes in memory that no fragment holds yet."""
        return self._gop.size

    def add(self, packet: Packet) -> None:
        """Take one packet; a key frame closes the fragment before it. What precedes the first key frame is left out."""
        self._refuse_if_over()
        if self._gop.is_full_before(packet):
            self._write(packet.dts)
        self._gop.add(packet)

    def end_gop(self, next_dts: int) -> None:
        """A GOP begins at this decode time: write the one that waits now, not when the key frame comes."""
        self._refuse_if_over()
        if self._gop.holds_video:
            self._write(next_dts)

    def sync(self, now: float) -> None:
        """Every few seconds, make durable and list what was written; called twice a second with a monotonic time."""
        self._refuse_if_over()
        if now - self._synced_at >= SYNC_SECONDS:
            self._synced_at = now
            self._list()

    def close(self, next_dts: int | None = None) -> None:
        """Write what waits, list it, close the row; without any fragment nothing stays.

        `next_dts`, the decode time of the packet that begins the next segment, makes the last picture's duration exact.
        After IndexUnavailable it can be called again, and so can `sync`.
        """
        self._refuse_if_over()
        if self._gop.holds_video:
            self._write(next_dts)
        if not self._number:
            self._discard()
            return
        self._list()
        self._index.close_segment(self.id)
        self._over()

    def abandon(self) -> None:
        """After an error elsewhere: keep what was written, give up what waits; what is over stays so."""
        if self._is_over:
            return
        self._over()
        try:
            self._end_early(believed=True)
        except (IndexUnavailable, StorageError):
            _log.warning("%s stays open until the next start", self.path)

    def _write(self, next_dts: int | None) -> None:
        """Append one fragment and its proof."""
        runs, start, duration = self._gop.take(next_dts)
        body = fragment(self._number + 1, runs)
        head = chain_fragment(self._head, self._number, len(body), hashlib.sha256(body).digest())
        try:
            write_all(self._handle, body, Proof(self._number, len(body), head).pack())
        except OSError as error:
            raise self._failed(error, believed=True) from error
        self._pending.append(Fragment(self._number, self._size, len(body), start, duration))
        self._head = head
        self._size += len(body) + PROOF_SIZE
        self._number += 1
        self._ticks = start + duration

    def _list(self) -> None:
        if not self._pending:
            return
        try:
            os.fdatasync(self._handle)
        except OSError as error:
            raise self._failed(error, believed=False) from error
        self._index.list_fragments(self.id, self._pending, self._head, self._size)
        self._pending = []
        self._listed_size, self._listed_ticks = self._size, self._ticks

    def _failed(self, error: OSError, *, believed: bool) -> StorageError:
        """End the segment after the last fragment that can be believed, with a gap row; the error to raise."""
        problem = DiskFull() if error.errno in FULL else SegmentLost()
        self._over()
        try:
            self._end_early(believed)
            start_us = self._wall(self._listed_ticks)
            problem.gap = self._index.add_gap(self._new.camera, start_us, None, "disk", str(problem))
        except IndexUnavailable:
            _log.warning("%s stays open until the next start", self.path)
        return problem

    def _end_early(self, believed: bool) -> None:
        whole = believed and bool(self._pending) and self._cut(self._size)
        if whole:
            self._index.list_fragments(self.id, self._pending, self._head, self._size)
            self._listed_size, self._listed_ticks = self._size, self._ticks
        if not self._listed_size:
            self._discard()
        elif whole or self._cut(self._listed_size):
            self._index.close_segment(self.id, recovered=True)

    def _cut(self, size: int) -> bool:
        """Truncate and sync through a fresh descriptor, whose errors are its own; else the next start does it."""
        try:
            handle = self._store.open(self.path, write=True)
        except (OSError, StorageError):
            return False
        try:
            os.ftruncate(handle, size)
            os.fsync(handle)
        except OSError:
            return False
        finally:
            os.close(handle)
        return True

    def _discard(self) -> None:
        """Leave nothing of a segment without a listed fragment: file first, so that no file is ever without its row."""
        self._store.remove(self.path)
        self._index.drop_segment(self.id)
        self._over()

    def _over(self) -> None:
        self._is_over = True
        if self._handle >= 0:
            with suppress(OSError):  # what counts was said by fdatasync
                os.close(self._handle)
            self._handle = -1

    def _refuse_if_over(self) -> None:
        if self._is_over:
            raise StorageError("The segment is closed.")

    def _wall(self, ticks: int) -> int:
        return self._new.start_us + ticks * 1_000_000 // VIDEO_HZ
