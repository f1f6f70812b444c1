"""Writes one camera's main stream to disk while that is wanted; its thread may wait for disk and database."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from fanlight.ground.clock import Clock, micros
from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.faults import BadStream, DirectoryNotSynced, DiskFull, StorageError
from fanlight.home.recorder.index import IndexUnavailable, NewSegment, Pair
from fanlight.home.recorder.packet import Packet
from fanlight.home.recorder.proxy import WaitingIndex
from fanlight.home.recorder.segment import SegmentWriter, end_of_segment
from fanlight.home.recorder.store import Footage
from fanlight.home.recorder.stream import Run, Stream

log = logging.getLogger(__name__)

STEP_S = 0.5
"""A segment wants to be asked twice a second whether it is time to sync."""
AGAIN_S = 5.0
"""Between tries while the disk is full or refuses."""
UNTRUSTED = 74
"""Exit status (EX_IOERR) when the disk did not confirm a directory: only a start, which reads it anew, may go on."""
ROOM = 32 << 20
"""Bytes that must be free before recording goes on: a minute of most cameras, or it would stop again at once."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Where footage goes."""

    store: Footage
    pair: Pair
    index: WaitingIndex


class Recording:
    """One camera's. `wanted(now_us)` says from when on footage is wanted, or None."""

    def __init__(
        self,
        stream: Stream,
        keep: Keep,
        clock: Clock,
        wanted: Callable[[int], int | None],
        told: Callable[[bool, str], None],
    ) -> None:
        self._stream, self._keep, self._clock, self._wanted, self._told = stream, keep, clock, wanted, told
        self._run: Run | None = None
        self._place = 0
        self._segment: SegmentWriter | None = None
        self._ends_us = 0
        self._written_us = 0
        self._gap: int | None = None
        self._paused_until = 0.0
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._live, name=f"recording-{stream.camera}", daemon=True)
        self._deaf = stream.listen(self._heard, keys_only=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something has begun: do not wait for the next key frame."""
        self._wake.set()

    def stop(self) -> None:
        """Close what is open; `join` waits for it."""
        self._ending.set()
        self._wake.set()

    def join(self, timeout: float) -> None:
        self._thread.join(timeout)
        self._deaf()

    def _heard(self, _: Packet) -> None:
        self._wake.set()

    def _live(self) -> None:
        while not self._ending.is_set():
            self._wake.wait(STEP_S)
            self._wake.clear()
            self._guarded(self._step)
        self._guarded(self._finish)

    def _guarded(self, step: Callable[[], None]) -> None:
        """Whatever disk or database do, the thread goes on; the segment is over after any error."""
        try:
            step()
        except DirectoryNotSynced as error:
            log.critical("camera %d: %s", self._stream.camera, error.words())
            os._exit(UNTRUSTED)
        except BadStream as error:
            self._lost(error.words(), AGAIN_S)
        except DiskFull as error:
            self._full(error)
        except (StorageError, IndexUnavailable) as error:
            log.error("camera %d: %s", self._stream.camera, error)
            self._lost(error.words(), AGAIN_S)
        except Exception:
            log.exception("camera %d: recording stumbled", self._stream.camera)
            self._lost("Recording stumbled and goes on.", STEP_S)

    def _lost(self, words: str, pause: float) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            segment.abandon()
        self._paused_until = self._clock.monotonic() + pause
        self._told(False, words)

    def _full(self, error: DiskFull) -> None:
        gap, now_us = error.gap, micros(self._clock.now())
        self._lost(error.words(), AGAIN_S)
        if self._gap is None:
            start_us = self._written_us or now_us
            words = str(error)
            self._gap = (
                gap if gap is not None else self._keep.index.add_gap(self._stream.camera, start_us, None, "disk", words)
            )
        elif gap is not None:
            self._keep.index.end_gap(gap, now_us)

    def _step(self) -> None:
        now = self._clock.monotonic()
        if now < self._paused_until:
            return
        if self._gap is not None and self._keep.store.free() < ROOM:
            self._paused_until = now + AGAIN_S
            return
        since_us = self._wanted(micros(self._clock.now()))
        if since_us is None:
            self._finish()
            return
        if self._segment is None and not self._seek(since_us):
            return
        self._write_what_came()
        if self._segment is not None:
            self._segment.sync(now)

    def _seek(self, since_us: int) -> bool:
        """Find the key frame before `since_us`, in an older run if meant; never go back over what is written."""
        newest = self._stream.run
        if newest is None:
            return False
        older = self._stream.before
        run = older if older is not None and since_us < newest.epoch_us and older is self._run else newest
        if run is self._run and self._place:
            place = run.ring.key_before(run.ticks_at(since_us))
            self._place = max(self._place, place or 0)
        else:
            place = run.ring.key_before(run.ticks_at(since_us))
            if place is None:
                return False
            self._run, self._place = run, place
        return True

    def _write_what_came(self) -> None:
        while (run := self._run) is not None:
            closed = run.closed  # read first: what came before it was set is in the ring
            taken = run.ring.take(self._place, 1 << 30) if closed else run.ring.take_gop(self._place)
            if taken.lost:
                self._behind(run, taken.packets)
            self._place = taken.place
            for packet in taken.packets:
                self._add(run, packet)
            if taken.next_dts is not None and self._segment is not None:
                self._segment.end_gop(taken.next_dts)
            if self._segment is not None:
                self._written_us = self._segment.end_us
            if taken.packets:
                continue
            if closed and run.successor is not None:
                self._close(None)
                self._run, self._place = run.successor, 0
                continue
            if closed:
                self._close(None)
            return

    def _add(self, run: Run, packet: Packet) -> None:
        if packet.medium == "video" and packet.is_key:
            wall_us = run.wall_us(packet.dts)
            if self._segment is not None and wall_us >= self._ends_us:
                self._close(packet.dts)
            if self._segment is None:
                self._open(run, wall_us)
        if self._segment is not None:
            self._segment.add(packet)

    def _open(self, run: Run, start_us: int) -> None:
        new = NewSegment(self._stream.camera, self._stream.name, run.id, start_us, run.format, mime(run.format))
        keep = self._keep
        self._segment = SegmentWriter(keep.store, keep.index, keep.pair, new, now=self._clock.monotonic())
        self._ends_us = end_of_segment(self._stream.camera, start_us)
        if self._gap is not None:
            keep.index.end_gap(self._gap, start_us)
            self._gap = None
        self._told(True, "")

    def _close(self, next_dts: int | None) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            segment.close(next_dts)

    def _finish(self) -> None:
        """Write what is there, also of the GOP that is not over, and close."""
        if self._segment is None:
            self._run = self._run if self._run is self._stream.run else None
            return
        self._write_what_came()
        run, segment = self._run, self._segment
        if run is not None and segment is not None:
            taken = run.ring.take(self._place, 1 << 30)
            self._place = taken.place
            for packet in taken.packets:
                segment.add(packet)
        self._close(None)
        self._told(False, "")

    def _behind(self, run: Run, packets: list[Packet]) -> None:
        """The ring has let go what the disk had not taken yet."""
        self._close(None)
        if packets and self._written_us:
            words = "The disk was too slow for this camera"
            self._keep.index.add_gap(
                self._stream.camera, self._written_us, run.wall_us(packets[0].dts), "writer", words
            )
