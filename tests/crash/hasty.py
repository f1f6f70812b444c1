"""A child that writes footage as fast as disk and database take it, so that a kill finds it in the middle of a write.

Before a packet is handed over its camera's time is noted in a file that the killed process leaves behind.
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import replace
from pathlib import Path

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive.index import ArchiveIndex
from fanlight.home.recorder.boxes.codecs import mime
from fanlight.home.recorder.index import NewSegment, Pair
from fanlight.home.recorder.packet import VIDEO_HZ
from fanlight.home.recorder.pair import claim
from fanlight.home.recorder.recover import recover
from fanlight.home.recorder.segment import SegmentWriter
from fanlight.home.recorder.store import Footage
from tests.unit.home.recorder.film import RATE, film

CAMERAS = 3
GOPS = 7  # in a segment: rotation, too, must often be what a kill meets
NOTE = struct.Struct(">QqQ")  # segment, its start in microseconds, ticks handed over
NOTES = "notes"
SECONDS = 8
films = [film(gop=RATE * (1 + number), seconds=SECONDS) for number in range(CAMERAS)]


def mend(data: Path) -> int:
    """A start that records nothing."""
    started(data)
    return 0


def started(data: Path) -> tuple[Footage, ArchiveIndex, Pair]:
    clock = SystemClock()
    index = ArchiveIndex(clock)
    (data / "footage").mkdir(exist_ok=True)
    store = Footage(data / "footage")
    pair = claim(store, index)
    recover(store, index, pair, now_us=micros(clock.now()))
    return store, index, pair


def run(data: Path) -> int:
    store, index, pair = started(data)
    with (data / NOTES).open("r+b") as file:
        notes = mmap.mmap(file.fileno(), NOTE.size * CAMERAS)
    notes[:] = bytes(len(notes))
    start_us = micros(SystemClock().now())
    while True:
        writers = []
        for number, (format, _) in enumerate(films):
            new = NewSegment(number + 1, "main", os.urandom(16), start_us, format, mime(format))
            writers.append(SegmentWriter(store, index, pair, new, now=0.0))
            NOTE.pack_into(notes, number * NOTE.size, writers[-1].id, start_us, 0)
        fill(writers, notes)
        for writer in writers:
            writer.close()
        start_us += 60_000_000


def fill(writers: list[SegmentWriter], notes: mmap.mmap) -> None:
    """Packets of all cameras in turn; time is the stream's, so that syncs fall as they would."""
    tick = VIDEO_HZ // RATE
    for count in range(GOPS * RATE * CAMERAS):
        for number, writer in enumerate(writers):
            packets = films[number][1]
            packet = replace(packets[count % len(packets)], pts=count * tick, dts=count * tick)
            segment, start_us, _ = NOTE.unpack_from(notes, number * NOTE.size)
            NOTE.pack_into(notes, number * NOTE.size, segment, start_us, (count + 1) * tick)
            writer.add(packet)
            writer.sync(count / RATE)
