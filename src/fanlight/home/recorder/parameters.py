"""Parameter sets inside key frames, where a camera says that its picture changes (H.264 and H.265, Annex B)."""

from __future__ import annotations

from collections.abc import Iterator

START = b"\0\0\1"
H264_SETS = frozenset({7, 8})  # SPS, PPS (H.264 table 7-1)
H265_SETS = frozenset({32, 33, 34})  # VPS, SPS, PPS (H.265 table 7-1)
LOOKED_AT = 16
"""Units read at the front of a key frame; parameter sets come before its first slice."""


def units(untrusted_data: bytes) -> Iterator[bytes]:
    """The units of an access unit in Annex B form, without their start codes."""
    at = untrusted_data.find(START)
    while at >= 0:
        following = untrusted_data.find(START, at + 3)
        unit = untrusted_data[at + 3 : following if following >= 0 else len(untrusted_data)]
        yield unit.rstrip(b"\0") if following >= 0 else unit
        at = following


def parameter_sets(codec: str, untrusted_key_frame: bytes) -> bytes:
    """All parameter sets at the front of a key frame, in Annex B form; empty where there are none."""
    found: list[bytes] = []
    at = untrusted_key_frame.find(START)
    for _ in range(LOOKED_AT):
        if at < 0 or at + 3 >= len(untrusted_key_frame):
            break
        head = untrusted_key_frame[at + 3]
        kind = head & 31 if codec == "h264" else (head >> 1) & 63
        if kind in ((1, 5) if codec == "h264" else range(32)):
            break
        following = untrusted_key_frame.find(START, at + 3)
        if kind in (H264_SETS if codec == "h264" else H265_SETS):
            end = following if following >= 0 else len(untrusted_key_frame)
            found.append(b"\0" + START + untrusted_key_frame[at + 3 : end].rstrip(b"\0"))
        at = following
    return b"".join(found)
