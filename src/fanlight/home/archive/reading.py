"""Bytes of footage by index: a segment's initialisation and its listed fragments, never anything else of the file."""

from __future__ import annotations

import os
from collections.abc import Iterator

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import fragments as tables
from fanlight.home.archive import places
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.spans import Piece
from fanlight.home.recorder.index import Fragment

IDENTITY = 160  # bytes of the identity box, the last of the initialisation (docs/reference/formats/footage.md)


class FootageMissing(FanlightError):
    """This footage is listed, but its file does not hold it."""

    remedy = "Run fanlight check to see what else is affected."
    exit_code = 1


def initialisation(segment: Segment) -> bytes:
    """`ftyp` and `moov`: what a player needs before the first fragment."""
    return _read(segment.path, [(0, max(0, segment.init_length - IDENTITY))])


def fragment(segment: Segment, number: int) -> bytes | None:
    """One listed fragment (`moof` and `mdat`), or None where the segment lists no such number."""
    listed = tables.unpacked(bytes(segment.fragments))
    if not 0 <= number < len(listed):
        return None
    return _read(segment.path, [(listed[number].offset, listed[number].length)])


def whole(piece: Piece) -> bytes:
    """Initialisation and fragments of a piece as one fragmented MP4; about a minute at most."""
    return _read(piece.path, [(0, piece.init_length), *_joined(piece.fragments)])


def _joined(fragments: tuple[Fragment, ...]) -> Iterator[tuple[int, int]]:
    for one in fragments:
        yield one.offset, one.length


def _read(path: str | None, spans: list[tuple[int, int]]) -> bytes:
    if not path:
        raise FootageMissing
    try:
        handle = os.open(places.footage() / path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise FootageMissing(f"The file {path} cannot be read: {error.strerror}.") from None
    try:
        parts = [os.pread(handle, length, offset) for offset, length in spans]
    except OSError as error:
        raise FootageMissing(f"The file {path} cannot be read: {error.strerror}.") from None
    finally:
        os.close(handle)
    if any(len(part) != length for part, (_, length) in zip(parts, spans, strict=True)):
        raise FootageMissing(f"The file {path} ends before its listed footage does.")
    return b"".join(parts)
