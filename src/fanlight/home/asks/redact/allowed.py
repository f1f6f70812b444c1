"""What a redacted file may hold: one H.264 picture track and nothing else, told from a list of what is allowed.

Boxes after ISO/IEC 14496-12 and -15, units of H.264 after ITU-T H.264 table 7-1. What is not on the lists is refused,
so that something that nobody thought of cannot travel along.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
import av.error

from fanlight.home.asks.redact.faults import LeftInside

INSIDE: dict[str, frozenset[str]] = {
    "": frozenset({"ftyp", "free", "mdat", "moov"}),
    "moov": frozenset({"mvhd", "trak"}),
    "trak": frozenset({"tkhd", "mdia"}),
    "mdia": frozenset({"mdhd", "hdlr", "minf"}),
    "minf": frozenset({"vmhd", "dinf", "stbl"}),
    "dinf": frozenset({"dref"}),
    "stbl": frozenset({"stsd", "stts", "stss", "stsc", "stsz", "stco", "co64"}),
    "stsd": frozenset({"avc1"}),
    "avc1": frozenset({"avcC", "pasp", "btrt", "colr"}),
}
"""Boxes by the box that they lie in; each at most once."""
HEADS = {"stsd": 8, "avc1": 78}
"""Bytes of a container's own fields before its boxes."""
EXACTLY: dict[str, bytes] = {
    "ftyp": b"isom\0\0\2\0isomiso2avc1mp41",
    "free": b"",
    "hdlr": bytes(8) + b"vide" + bytes(13),
    "dref": bytes(7) + b"\1\0\0\0\x0curl \0\0\0\1",
    "vmhd": b"\0\0\0\1" + bytes(8),
}
"""Boxes of which only this content is allowed."""
SIZES = {"mvhd": 100, "tkhd": 84, "mdhd": 24, "pasp": 8, "btrt": 12}
"""Bytes of boxes whose numbers vary and that have room for nothing else."""
UNITS = frozenset({1, 5})
"""Slices; parameter sets lie in avcC, and SEI (6), delimiters (9) and all others may not be there."""
PARAMETER_SETS = frozenset({7, 8})
MOST_BYTES = 256 * 1024
"""Of one box with numbers or text; tables of samples may be larger."""


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int  # of the content
    end: int


def only_allowed(path: Path) -> None:
    """Demux `path` and compare it with the lists. Raises LeftInside, which names what was found."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        boxes = list(_walked(file, "", 0, size))
        media = [box for box in boxes if box.kind == "mdat"]
        if len(media) != 1:
            raise LeftInside("The redacted file has not exactly one part with pictures.")
        for box in boxes:
            _check_content(file, box)
        _check_pictures(path, media[0])


def _walked(file: BinaryIO, inside: str, start: int, end: int) -> Iterator[_Found]:
    """All boxes, outer ones first."""
    seen: set[str] = set()
    while start < end:
        file.seek(start)
        head = file.read(16)
        if len(head) < 8 or end - start < 8:
            raise LeftInside(f"The redacted file has {end - start} bytes that belong to nothing.")
        length, name = struct.unpack(">I4s", head[:8])
        content = start + 8
        if length == 1 and len(head) == 16:
            length, content = struct.unpack(">Q", head[8:])[0], start + 16
        kind = name.decode("latin-1")
        if kind not in INSIDE[inside] or kind in seen:
            raise LeftInside(f"The redacted file has a box {kind!r} in {inside!r}, which may not be there.")
        if not content <= start + length <= end:
            raise LeftInside(f"The redacted file has a box {kind!r} that does not end where it should.")
        seen.add(kind)
        yield _Found(kind, content, start + length)
        if kind in INSIDE:
            yield from _walked(file, kind, content + HEADS.get(kind, 0), start + length)
        start += length


def _check_content(file: BinaryIO, box: _Found) -> None:
    length = box.end - box.start
    if box.kind in EXACTLY or box.kind in SIZES or box.kind in ("avcC", "colr", "avc1", "stsd"):
        if length > MOST_BYTES:
            raise LeftInside(f"The redacted file has a box {box.kind!r} that is too large.")
        file.seek(box.start)
        content = file.read(length)
        if box.kind in EXACTLY and content != EXACTLY[box.kind]:
            raise LeftInside(f"The redacted file has something else than usual in its box {box.kind!r}.")
        if box.kind in SIZES and length != SIZES[box.kind]:
            raise LeftInside(f"The redacted file has more than numbers in its box {box.kind!r}.")
        if box.kind in ("mvhd", "tkhd", "mdhd") and any(content[4:12]):
            raise LeftInside(f"The redacted file says in its box {box.kind!r} when it was made.")
        if box.kind == "mdhd" and content[20:22] != b"\x55\xc4":  # "und", ISO 639-2/T in 5 bits a letter
            raise LeftInside("The redacted file names a language.")
        if box.kind == "avc1" and any(content[42:74]):
            raise LeftInside("The redacted file names what compressed it.")
        if box.kind == "colr" and content[:4] != b"nclx":
            raise LeftInside("The redacted file holds a colour profile.")
        if box.kind == "avcC":
            _check_parameter_sets(content)


def _check_parameter_sets(avcc: bytes) -> None:
    """ISO/IEC 14496-15 §5.3.3.1: five bytes, the number of sequence sets, these, the number of picture sets, these."""
    at = 5
    for mask in (0x1F, 0xFF):
        count = avcc[at] & mask if at < len(avcc) else 0
        at += 1
        for _ in range(count):
            length = int.from_bytes(avcc[at : at + 2])
            if at + 2 >= len(avcc) or avcc[at + 2] & 0x1F not in PARAMETER_SETS:
                raise LeftInside("The redacted file has something else than parameter sets beside its pictures.")
            at += 2 + length
    if at > len(avcc) or any(avcc[at + 4 :]) or len(avcc) > at + 4:  # at most the four bytes of the high profiles
        raise LeftInside("The redacted file has bytes after its parameter sets.")


def _check_pictures(path: Path, media: _Found) -> None:
    """Every byte of the media box belongs to a slice of a picture of the one track."""
    try:
        with av.open(f"file:{path}", format="mp4") as container:
            streams = container.streams
            if len(streams) != 1 or len(streams.video) != 1 or streams.video[0].codec_context.name != "h264":
                raise LeftInside("The redacted file has more than one track of H.264 pictures.")
            at = media.start
            for packet in container.demux(streams.video[0]):
                if not packet.size:
                    continue
                if packet.pos != at:
                    raise LeftInside("The redacted file has bytes between its pictures.")
                _check_units(bytes(packet))
                at += packet.size
    except (av.error.FFmpegError, ValueError) as error:
        raise LeftInside("The redacted file cannot be read again.") from error
    if at != media.end:
        raise LeftInside(f"The redacted file has {media.end - at} bytes after its pictures.")


def _check_units(sample: bytes) -> None:
    at = 0
    while at < len(sample):
        length = int.from_bytes(sample[at : at + 4])
        unit = sample[at + 4] & 0x1F if at + 4 < len(sample) else 0
        if unit not in UNITS or at + 4 + length > len(sample):
            raise LeftInside(f"The redacted file has a unit of kind {unit} among its pictures.")
        at += 4 + length
