"""The ring: the last encoded packets of a run in whole GOPs, bounded; each reader has a place and may fall behind."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import islice

from fanlight.home.recorder.packet import VIDEO_HZ, Packet

PRE_ROLL_S = 5.0
"""What an event's clip shows of the time before it."""
SLACK_S = 10.0
"""A migration may lock the database, and with it the next segment, for so long."""
LEAST, MOST = 1 << 20, 32 << 20
"""Bytes of one ring: room for a still night and no more than a noisy 4K stream may take."""
ALL = 96 << 20
"""Bytes of all rings together, so that a small computer has room for the rest."""
LONG_S = 4.0
"""The disk does not wait longer for the end of a GOP: what waits in memory is what a power cut costs."""
OVERHEAD = 150
"""Bytes that a packet takes beside its data."""


class Budget:
    """Shares ALL among the rings by what they want."""

    def __init__(self, total: int = ALL) -> None:
        self._total = total
        self._wanted: dict[int, int] = {}
        self._lock = threading.Lock()

    def grant(self, ring: int, wanted: int) -> int:
        """How much of `wanted` a ring may hold now."""
        wanted = max(LEAST, min(MOST, wanted))
        with self._lock:
            self._wanted[ring] = wanted
            everything = sum(self._wanted.values())
        return wanted if everything <= self._total else max(LEAST // 4, wanted * self._total // everything)

    def leave(self, ring: int) -> None:
        with self._lock:
            self._wanted.pop(ring, None)


@dataclass(slots=True)
class Gop:
    """A key frame and what follows it."""

    first: int  # number of its first packet in the run
    packets: list[Packet]
    size: int
    start: int  # ticks of its first packet
    whole: bool = True  # its key frame is still there

    @property
    def end(self) -> int:
        return self.first + len(self.packets)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a reader got: packets in order, its next place, and whether something before them is lost to it."""

    packets: list[Packet]
    place: int
    lost: bool = False
    next_dts: int | None = None  # of the key frame that follows, where the packets end a GOP


class Ring:
    """One writer (the capture thread), any number of readers; places count packets from the run's start."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._gops: list[Gop] = []
        self._lock = threading.Lock()
        self._limit = LEAST
        self._longest = 2 * VIDEO_HZ
        self.last = 0
        self.size = 0
        self.bits = 0.0  # a second, as measured lately
        self.short = False  # the limit does not hold what is wanted

    def append(self, packet: Packet) -> None:
        size = len(packet.data) + OVERHEAD
        video = packet.medium == "video"
        with self._lock:
            if video:
                self.last = packet.dts
                if packet.is_key:
                    self._begin(packet)
                elif self._gops:
                    self._gops[-1].packets.append(packet)
                else:
                    return
            elif self._gops:
                self._gops[-1].packets.append(packet)
            else:
                return
            self._gops[-1].size += size
            self.size += size
            if self.size > self._limit:
                self._trim()

    def take(self, place: int, most: int = 256) -> Taken:
        """Up to `most` packets from `place` on."""
        with self._lock:
            if not self._gops or place >= self._gops[-1].end:
                return Taken([], place)
            if place < self._gops[0].first:
                fresh = next((gop for gop in self._gops if gop.whole), None)
                if fresh is None:
                    return Taken([], self._gops[-1].end, lost=True)
                end = fresh.first + min(most, len(fresh.packets))
                return Taken(fresh.packets[:most], end, lost=True, next_dts=self._key_at(end))
            gop = next(gop for gop in reversed(self._gops) if gop.first <= place)
            found = list(islice(gop.packets, place - gop.first, place - gop.first + most))
            return Taken(found, place + len(found), next_dts=self._key_at(place + len(found)))

    def _key_at(self, place: int) -> int | None:
        """The decode time of the key frame at this place, if there is one; caller holds the lock."""
        return next((gop.start for gop in reversed(self._gops) if gop.first == place), None)

    def take_gop(self, place: int) -> Taken:
        """The rest of the GOP at `place` if the next one has begun, else nothing: what a disk writes at once."""
        with self._lock:
            if not self._gops or place >= self._gops[-1].end:
                return Taken([], place)
            newest = self._gops[-1]
            if place >= newest.first and self._is_young(newest, place):
                return Taken([], place)
            most = newest.first - place if place < newest.first else 1 << 30
        return self.take(place, most)

    def _is_young(self, gop: Gop, place: int) -> bool:
        """Whether a reader may wait for the GOP's end; caller holds the lock."""
        first = gop.packets[place - gop.first]
        held_s = (self.last - first.dts) / VIDEO_HZ if first.medium == "video" else 0.0
        return held_s < LONG_S and gop.size < self._limit // 2

    @property
    def end(self) -> int:
        """The place behind the newest packet."""
        with self._lock:
            return self._gops[-1].end if self._gops else 0

    def newest_key(self) -> int | None:
        """The place of the newest key frame."""
        with self._lock:
            return next((gop.first for gop in reversed(self._gops) if gop.whole), None)

    def key_before(self, ticks: int) -> int | None:
        """The place of the last key frame at or before `ticks`, else of the oldest one there is."""
        with self._lock:
            whole = [gop for gop in self._gops if gop.whole]
            before = [gop for gop in whole if gop.start <= ticks]
            return before[-1].first if before else whole[0].first if whole else None

    def newest_gop(self) -> list[Packet]:
        """The video packets since the newest key frame."""
        with self._lock:
            gop = next((gop for gop in reversed(self._gops) if gop.whole), None)
            return [packet for packet in gop.packets if packet.medium == "video"] if gop else []

    @property
    def seconds(self) -> float:
        with self._lock:
            return (self.last - self._gops[0].start) / VIDEO_HZ if self._gops else 0.0

    def forget(self) -> None:
        """Give the memory back; readers that had not come so far lose what was in it."""
        with self._lock:
            for gop in self._gops[:-1]:
                self.size -= gop.size
            del self._gops[:-1]
            if self._gops:
                self._gops[0].first += len(self._gops[0].packets)
                self._gops[0].packets, self._gops[0].whole, self._gops[0].size = [], False, 0
            self.size = 0
        self._budget.leave(id(self))

    def _begin(self, key: Packet) -> None:
        if self._gops:
            last = self._gops[-1]
            self._longest = max(int(self._longest * 0.98), key.dts - last.start)
            self._plan(key.dts)
        first = self._gops[-1].end if self._gops else 0
        self._gops.append(Gop(first, [key], 0, key.dts))
        wanted = key.dts - int((PRE_ROLL_S + SLACK_S) * VIDEO_HZ) - self._longest
        while len(self._gops) > 2 and self._gops[1].start <= wanted:
            self.size -= self._gops.pop(0).size

    def _plan(self, now: int) -> None:
        """The limit follows the measured rate."""
        held = max(1, now - self._gops[0].start) / VIDEO_HZ
        rate = self.size / held
        self.bits = 8 * rate
        wanted = int(rate * 1.25 * (PRE_ROLL_S + SLACK_S + self._longest / VIDEO_HZ))
        self._limit = self._budget.grant(id(self), wanted)
        self.short = wanted > self._limit

    def _trim(self) -> None:
        if len(self._gops) == 1 or (len(self._gops) == 2 and not self._gops[0].whole):
            self._plan(self.last)  # a first long GOP: the rate is not known before
        while self.size > self._limit and len(self._gops) > 1:
            self.size -= self._gops.pop(0).size
        gop = self._gops[0]
        while self.size > self._limit and len(gop.packets) > 1:
            cut = max(1, len(gop.packets) // 8)
            gone = sum(packet.size + OVERHEAD for packet in gop.packets[:cut])
            del gop.packets[:cut]
            gop.first, gop.whole = gop.first + cut, False
            gop.size -= gone
            self.size -= gone
