"""Bytes of footage by index: a segment's initialisation and its listed fragments, never anything else of the file."""

from __future__ import annotations

import os
from collections.abc import Iterable

from fanlight.home.archive import fragments as tables
from fanlight.home.archive import places
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.spans import Piece
from fanlight.home.recorder.faults import FootageMissing as FootageMissing
from fanlight.home.recorder.store import Footage, read_exactly

IDENTITY = 160  # bytes of the identity box, the last of the initialisation (docs/reference/formats/footage.md)


def initialisation(segment: Segment) -> bytes:
    """`ftyp` and `moov`: what a player needs before the first fragment; FootageMissing where the file is not there."""
    return _read(segment.path, [(0, max(0, segment.init_length - IDENTITY))])


def fragment(segment: Segment, number: int) -> bytes | None:
    """One listed fragment (`moof` and `mdat`), or None where the segment lists no such number."""
    listed = tables.unpacked(bytes(segment.fragments))
    if not 0 <= number < len(listed):
        return None
    return _read(segment.path, [(listed[number].offset, listed[number].length)])


def whole(piece: Piece) -> bytes:
    """Initialisation and fragments of a piece as one fragmented MP4; about a minute at most."""
    return _read(piece.path, [(0, piece.init_length), *((one.offset, one.length) for one in piece.fragments)])


def parts(segment: Segment, spans: Iterable[tuple[int, int]]) -> tuple[bytes, ...]:
    """Several places of a segment's file, (offset, length) each; for who proves what is read."""
    return _parts(segment.path, spans)


def _read(path: str | None, spans: Iterable[tuple[int, int]]) -> bytes:
    return b"".join(_parts(path, spans))


def _parts(path: str | None, spans: Iterable[tuple[int, int]]) -> tuple[bytes, ...]:
    if not path:
        raise FootageMissing
    with Footage(places.footage()) as store:
        handle = store.open(path)
        try:
            return tuple(read_exactly(handle, offset, length) for offset, length in spans)
        finally:
            os.close(handle)
