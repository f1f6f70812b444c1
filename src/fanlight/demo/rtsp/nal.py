"""NAL units of H.264 and H.265: parameter sets and access units out of avcC, hvcC (ISO/IEC 14496-15) or Annex B."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

VideoCodec = Literal["h264", "hevc"]
START_CODE = b"\x00\x00\x01"

H264_SPS, H264_PPS = 7, 8
HEVC_VPS, HEVC_SPS, HEVC_PPS = 32, 33, 34


@dataclass(frozen=True, slots=True)
class ParameterSets:
    """What a decoder must know before the first picture, and the bytes of each length field (0: Annex B)."""

    codec: VideoCodec
    sets: tuple[bytes, ...]
    length_size: int

    def of_kind(self, kind: int) -> tuple[bytes, ...]:
        return tuple(nal for nal in self.sets if nal_kind(self.codec, nal) == kind)


def nal_kind(codec: VideoCodec, nal: bytes | memoryview) -> int:
    return nal[0] & 0x1F if codec == "h264" else (nal[0] >> 1) & 0x3F


def is_parameter_set(codec: VideoCodec, nal: bytes | memoryview) -> bool:
    kind = nal_kind(codec, nal)
    return kind in (H264_SPS, H264_PPS) if codec == "h264" else kind in (HEVC_VPS, HEVC_SPS, HEVC_PPS)


def parameter_sets(codec: VideoCodec, extradata: bytes) -> ParameterSets:
    """Read avcC, hvcC or Annex B; raises ValueError where it is neither."""
    if extradata[:3] == START_CODE or extradata[:4] == b"\x00" + START_CODE:
        found = tuple(bytes(nal) for nal in annex_b(memoryview(extradata)) if is_parameter_set(codec, nal))
        return ParameterSets(codec, found, 0)
    try:
        return _avcc(extradata) if codec == "h264" else _hvcc(extradata)
    except IndexError as error:
        raise ValueError("the parameter sets are cut off") from error


def _avcc(data: bytes) -> ParameterSets:
    if data[0] != 1:
        raise ValueError("no avcC")
    found: list[bytes] = []
    at, count = 6, data[5] & 0x1F
    for _ in range(count):
        at = _take(data, at, found)
    count, at = data[at], at + 1
    for _ in range(count):
        at = _take(data, at, found)
    return ParameterSets("h264", tuple(found), (data[4] & 3) + 1)


def _hvcc(data: bytes) -> ParameterSets:
    found: list[bytes] = []
    at = 23
    for _ in range(data[22]):
        count, at = int.from_bytes(data[at + 1 : at + 3]), at + 3
        for _ in range(count):
            at = _take(data, at, found)
    kept = tuple(nal for nal in found if is_parameter_set("hevc", nal))
    return ParameterSets("hevc", kept, (data[21] & 3) + 1)


def _take(data: bytes, at: int, found: list[bytes]) -> int:
    size = int.from_bytes(data[at : at + 2])
    nal = data[at + 2 : at + 2 + size]
    if not nal or len(nal) != size:
        raise IndexError("cut off")
    found.append(nal)
    return at + 2 + size


def split(data: memoryview, length_size: int) -> Iterator[memoryview]:
    """The NAL units of one access unit; stops quietly where lengths run past the end, as a decoder does."""
    if length_size == 0:
        yield from annex_b(data)
        return
    at, end = 0, len(data)
    while at + length_size < end:
        size = int.from_bytes(data[at : at + length_size])
        at += length_size
        if 0 < size <= end - at:
            yield data[at : at + size]
        at += size


def annex_b(data: memoryview) -> Iterator[memoryview]:
    raw = bytes(data)
    at = raw.find(START_CODE)
    while at >= 0:
        following = raw.find(START_CODE, at + 3)
        nal = raw[at + 3 : following if following >= 0 else None].rstrip(b"\x00")
        if nal:
            yield memoryview(nal)
        at = following
