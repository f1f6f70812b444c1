"""Parameter sets at the front of key frames, whatever bytes come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.recorder.parameters import parameter_sets

SPS, PPS, SEI, IDR = b"\x67abc", b"\x68de", b"\x06s", b"\x65slice\x00\x00\x01\x67no"


def test_sets_before_the_first_slice() -> None:
    """SPS and PPS are found with either start code, other units are left out, and nothing after the slice is read."""
    frame = b"\0\0\0\1" + SPS + b"\0\0\1" + PPS + b"\0\0\1" + SEI + b"\0\0\0\1" + IDR
    assert parameter_sets("h264", frame) == b"\0\0\0\1" + SPS + b"\0\0\0\1" + PPS


def test_h265() -> None:
    """VPS, SPS and PPS of H.265."""
    units = [b"\x40\1v", b"\x42\1s", b"\x44\1p", b"\x26\1slice"]
    frame = b"".join(b"\0\0\0\1" + unit for unit in units)
    assert parameter_sets("hevc", frame) == b"".join(b"\0\0\0\1" + unit for unit in units[:3])


@given(some.binary(max_size=400), some.sampled_from(["h264", "hevc"]))
def test_any_bytes(data: bytes, codec: str) -> None:
    """Damaged frames give some bytes or none, never an error."""
    assert isinstance(parameter_sets(codec, data), bytes)
