"""Boxes of ISO/IEC 14496-12: made from parts, and walked in bytes that nobody vouches for."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.home.recorder.faults import BadFootage

HEADER = 8  # size and type; sizes 0 and 1 do not occur in our files
FULL = 4  # version and flags of a full box


@dataclass(frozen=True, slots=True)
class Box:
    """Where one box lies in the bytes that were walked."""

    kind: bytes
    offset: int
    size: int

    @property
    def body(self) -> int:
        return self.offset + HEADER

    @property
    def end(self) -> int:
        return self.offset + self.size


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box with these parts as its body."""
    body = b"".join(parts)
    return struct.pack(">I4s", HEADER + len(body), kind) + body


def full_box(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box whose body begins with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def header(untrusted: bytes, offset: int = 0) -> tuple[bytes, int]:
    """Type and size of the box whose header stands here."""
    if len(untrusted) < offset + HEADER:
        raise BadFootage("The file ends inside a box header.")
    size, kind = struct.unpack_from(">I4s", untrusted, offset)
    if size < HEADER:
        raise BadFootage("A box is smaller than its own header.")
    return kind, size


def walk(untrusted: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes between start and end, which they must fill exactly."""
    stop = len(untrusted) if end is None else end
    at = start
    while at < stop:
        kind, size = header(untrusted, at)
        if at + size > stop:
            raise BadFootage("A box is longer than what holds it.")
        yield Box(kind, at, size)
        at += size


def child(untrusted: bytes, parent: Box, kind: bytes, skip: int = 0) -> Box:
    """The first box of this type inside a parent, behind `skip` bytes of its own fields."""
    for found in walk(untrusted, parent.body + skip, parent.end):
        if found.kind == kind:
            return found
    raise BadFootage(f"A box {kind.decode('latin-1')} is missing.")


def fields(layout: str, untrusted: bytes, offset: int, end: int) -> tuple[int, ...]:
    """Integers at an offset, refused where they would reach over the end of their box."""
    if offset + struct.calcsize(layout) > end or end > len(untrusted):
        raise BadFootage("A box ends before its fields do.")
    values: tuple[int, ...] = struct.unpack_from(layout, untrusted, offset)
    return values
