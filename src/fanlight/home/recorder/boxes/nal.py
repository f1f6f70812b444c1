"""NAL units: from Annex B of ITU-T H.264 and H.265 to the length-prefixed form of MP4 (ISO/IEC 14496-15)."""

from __future__ import annotations

import struct
from collections.abc import Collection

START = b"\0\0\1"


def units(annex_b: bytes) -> list[bytes]:
    """The NAL units of a byte stream, without start codes and without the zeros that may surround them."""
    first = annex_b.find(START)
    if first < 0:
        return []
    return [unit for part in annex_b[first + 3 :].split(START) if (unit := part.rstrip(b"\0"))]


def length_prefixed(annex_b: bytes, left_out: Collection[bytes] = ()) -> bytes:
    """The same units, each behind its length in four bytes; `left_out` are those that the sample entry holds."""
    parts: list[bytes] = []
    for unit in units(annex_b):
        if left_out and unit in left_out:
            continue
        parts.append(struct.pack(">I", len(unit)))
        parts.append(unit)
    return b"".join(parts)


def is_configuration(extradata: bytes) -> bool:
    """Whether extradata is avcC or hvcC, and packets are length-prefixed already; FFmpeg decides it so too."""
    return extradata[:1] == b"\1"


def kind(codec: str, unit: bytes) -> int:
    """The unit's nal_unit_type."""
    return unit[0] & 31 if codec == "h264" else unit[0] >> 1 & 63


def unescaped(unit: bytes) -> bytes:
    """The unit without emulation prevention bytes."""
    return unit.replace(b"\0\0\3", b"\0\0")


PARAMETER_SETS = {"h264": (7, 8), "hevc": (32, 33, 34)}  # SPS, PPS; VPS, SPS, PPS


def parameter_sets(codec: str, annex_b: bytes) -> list[bytes]:
    """The parameter sets among the units, in order."""
    wanted = PARAMETER_SETS[codec]
    return [unit for unit in units(annex_b) if kind(codec, unit) in wanted]


class Bits:
    """Reads a NAL unit's payload bit by bit; past the end it reads zeros."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        """The next `count` bits as an integer."""
        self._left -= count
        if self._left >= 0:
            return self._value >> self._left & (1 << count) - 1
        return self._value << -self._left & (1 << count) - 1

    def golomb(self) -> int:
        """An unsigned Exp-Golomb number, ue(v)."""
        zeros = 0
        while zeros < 32 and not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)
