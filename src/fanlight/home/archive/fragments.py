"""The packed table of a segment's fragments: 20 bytes each, big-endian, in the order of their numbers."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.packet import VIDEO_HZ

_ROW = struct.Struct(">QIII")  # offset, length: bytes; start, duration: ticks of 1/VIDEO_HZ; the number is the position


class BrokenTable(FanlightError):
    """The list of a segment's fragments does not fit together."""

    remedy = "Run fanlight check; the file itself is not touched by this."


def packed(fragments: Sequence[Fragment], *, after: int = 0) -> bytes:
    """Rows for these fragments, which must go on where a table of `after` rows ends."""
    for number, fragment in enumerate(fragments, start=after):
        if fragment.number != number:
            raise BrokenTable(f"Fragment {fragment.number} came where {number} was due.")
    try:
        return b"".join(_ROW.pack(f.offset, f.length, f.start, f.duration) for f in fragments)
    except struct.error:
        raise BrokenTable("A fragment's place or time is out of range.") from None


def unpacked(table: bytes) -> tuple[Fragment, ...]:
    """All rows of a table."""
    if len(table) % _ROW.size:
        raise BrokenTable
    return tuple(Fragment(number, *row) for number, row in enumerate(_ROW.iter_unpack(table)))


def count(table: bytes) -> int:
    """How many fragments a table lists."""
    return len(table) // _ROW.size


def ticks_to_us(ticks: int) -> int:
    """Ticks of 1/VIDEO_HZ as whole microseconds."""
    return ticks * 1_000_000 // VIDEO_HZ


def end_us(start_us: int, last: Fragment) -> int:
    """When a segment that starts at `start_us` ends, if this is its last fragment."""
    return start_us + ticks_to_us(last.start + last.duration)
