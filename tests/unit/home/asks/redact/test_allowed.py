"""The list of what a redacted file may hold: each thing that is not on it is refused, by name."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from fanlight.home.asks.redact.allowed import only_allowed
from fanlight.home.asks.redact.apply import apply
from fanlight.home.asks.redact.faults import LeftInside
from fanlight.home.asks.redact.plan import plan
from tests.unit.home.asks.redact.drawn import clip, still


@pytest.fixture(scope="module")
def redacted(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = tmp_path_factory.mktemp("redacted")
    source = clip(place / "in.mp4", (still() for _ in range(12)))
    apply(source, plan(source, (), (), []), frozenset(), place / "out.mp4")
    return (place / "out.mp4").read_bytes()


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def grown(data: bytes, inside: bytes, more: bytes) -> bytes:
    """`more` at the end of the box `inside` of moov; moov comes last, so no offset moves."""
    at = data.rindex(inside) - 4
    parents = {b"moov": (), b"trak": (b"moov",), b"mdia": (b"moov", b"trak")}[inside]
    length = int.from_bytes(data[at : at + 4])
    made = bytearray(data[: at + length] + more + data[at + length :])
    for parent in (*parents, inside):
        place = data.rindex(parent) - 4
        made[place : place + 4] = (int.from_bytes(data[place : place + 4]) + len(more)).to_bytes(4)
    return bytes(made)


def changed(kind: bytes, offset: int, value: bytes) -> Callable[[bytes], bytes]:
    """Other bytes at `offset` of the content of a box."""

    def change(data: bytes) -> bytes:
        at = data.rindex(kind) + 4 + offset
        return data[:at] + value + data[at + len(value) :]

    return change


def with_sei(data: bytes) -> bytes:
    """The first unit becomes SEI."""
    at = data.index(b"mdat") + 8
    return data[:at] + bytes([data[at] & 0xE0 | 6]) + data[at + 1 :]


TITLE = box(b"udta", box(b"\xa9nam", b"title"))
WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "tags": (lambda data: grown(data, b"moov", TITLE), "udta"),
    "tags of the track": (lambda data: grown(data, b"trak", TITLE), "udta"),
    "an edit list": (lambda data: grown(data, b"trak", box(b"edts", bytes(20))), "edts"),
    "a second track": (lambda data: grown(data, b"moov", box(b"trak", b"")), "trak"),
    "an unknown box": (lambda data: grown(data, b"mdia", box(b"what", b"1234")), "what"),
    "a box at the end": (lambda data: data + box(b"uuid", bytes(16)), "uuid"),
    "bytes at the end": (lambda data: data + b"abc", "belong to nothing"),
    "a thumbnail": (lambda data: data + box(b"meta", bytes(20)), "meta"),
    "a time of making": (changed(b"mvhd", 4, b"\1\2\3\4"), "when it was made"),
    "a time of making in the track": (changed(b"tkhd", 4, b"\1\2\3\4"), "when it was made"),
    "a language": (changed(b"mdhd", 20, b"\x15\xc7"), "language"),
    "a handler's name": (changed(b"hdlr", 20, b"A"), "hdlr"),
    "a brand": (changed(b"ftyp", 0, b"qt  "), "ftyp"),
    "a compressor's name": (changed(b"avc1", 43, b"x264"), "compressed"),
    "an SEI": (with_sei, "unit of kind 6"),
    "a box that is too long": (changed(b"mvhd", -8, b"\0\1\0\0"), "does not end"),
}


def test_what_apply_writes_is_on_the_list(tmp_path: Path, redacted: bytes):
    """The list describes this file and nothing more."""
    path = tmp_path / "a.mp4"
    path.write_bytes(redacted)
    only_allowed(path)


@pytest.mark.parametrize("name", WRONG)
def test_each_thing_beside_the_pixels_is_refused_by_name(tmp_path: Path, redacted: bytes, name: str):
    """The error says what was found."""
    change, words = WRONG[name]
    path = tmp_path / "a.mp4"
    path.write_bytes(change(redacted))
    with pytest.raises(LeftInside, match=words):
        only_allowed(path)


def test_a_file_as_other_programs_write_it_is_refused(tmp_path: Path):
    """With its encoder's text, its tags and its sound."""
    with pytest.raises(LeftInside):
        only_allowed(clip(tmp_path / "a.mp4", (still() for _ in range(5)), title="front door"))


def test_bytes_between_pictures_are_refused(tmp_path: Path, redacted: bytes):
    """The second sample's place says that the first is shorter than it was."""
    path = tmp_path / "a.mp4"
    path.write_bytes(redacted)
    with av.open(str(path)) as container:
        first = next(packet for packet in container.demux(video=0) if packet.size)
    at = redacted.rindex(b"stsz") + 16
    assert int.from_bytes(redacted[at : at + 4]) == first.size
    path.write_bytes(redacted[:at] + (first.size - 8).to_bytes(4) + redacted[at + 4 :])
    with pytest.raises(LeftInside):
        only_allowed(path)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_files_raise_only_our_error(tmp_path: Path, redacted: bytes, seed: int):
    """Bits flipped, bytes cut off: refused or read, never a trace."""
    import random

    chance = random.Random(seed)
    data = bytearray(redacted)
    moov = redacted.rindex(b"moov")
    for _ in range(4):
        data[chance.randrange(moov if seed % 2 else 0, len(data))] ^= 1 << chance.randrange(8)
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    try:
        only_allowed(path)
    except LeftInside as error:
        assert str(error)
