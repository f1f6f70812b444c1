"""RTP payloads put together again give what went in."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from fanlight.demo.rtsp import nal
from fanlight.demo.rtsp.clip import Track, Unit
from fanlight.demo.rtsp.payload import MOST_BYTES, payloads

SPS, PPS = b"\x67\x42\xe0\x1f", b"\x68\xce"
H264 = nal.ParameterSets("h264", (SPS, PPS), 4)
HEVC = nal.ParameterSets("hevc", (b"\x40\x01a", b"\x42\x01b", b"\x44\x01c"), 4)

bodies = st.lists(st.integers(1, 4 * MOST_BYTES), min_size=1, max_size=3)


def track(sets: nal.ParameterSets | None, codec: str = "h264") -> Track:
    return Track("video" if sets else "audio", codec, 90_000, (), 0, sets=sets)


def unit(nals: list[bytes], *, is_key: bool = False) -> Unit:
    return Unit(b"".join(len(one).to_bytes(4) + one for one in nals), 0, 0, is_key)


@given(bodies)
def test_h264_fragments(sizes):
    """FU-A (RFC 6184 §5.8): start and end marked once, the NAL unit comes back whole."""
    nals = [b"\x41" + bytes([size % 251]) * size for size in sizes]
    made = payloads(track(H264), unit(nals))
    whole: list[bytes] = []
    for one in made:
        assert len(one) <= MOST_BYTES
        if one[0] & 0x1F != 28:
            whole.append(one)
        elif one[1] & 0x80:
            whole.append(bytes(((one[0] & 0xE0) | (one[1] & 0x1F),)) + one[2:])
        else:
            whole[-1] += one[2:]
    assert whole == nals


@given(bodies)
def test_hevc_fragments(sizes):
    """FU (RFC 7798 §4.4.3)."""
    nals = [b"\x02\x01" + bytes([size % 251]) * size for size in sizes]
    whole: list[bytes] = []
    for one in payloads(track(HEVC, "hevc"), unit(nals)):
        assert len(one) <= MOST_BYTES
        if (one[0] >> 1) & 0x3F != 49:
            whole.append(one)
        elif one[2] & 0x80:
            whole.append(bytes(((one[0] & 0x81) | (one[2] & 0x3F) << 1, one[1])) + one[3:])
        else:
            whole[-1] += one[3:]
    assert whole == nals


def test_parameter_sets_come_with_key_frames_only():
    """They are put before a key frame, and not twice where the clip has them itself."""
    assert payloads(track(H264), unit([b"\x65a"], is_key=True)) == [SPS, PPS, b"\x65a"]
    assert payloads(track(H264), unit([b"\x41a"])) == [b"\x41a"]
    own = [b"\x67own", b"\x68own", b"\x65a"]
    assert payloads(track(H264), unit(own, is_key=True)) == own


@given(st.integers(1, 3 * MOST_BYTES))
def test_aac(size):
    """AAC-hbr (RFC 3640 §3.3.6): each piece says the whole size."""
    made = payloads(track(None, "aac"), Unit(b"a" * size, 0, 0, True))
    assert b"".join(one[4:] for one in made) == b"a" * size
    assert {one[:4] for one in made} == {b"\x00\x10" + (size << 3 & 0xFFFF).to_bytes(2)}


@given(st.binary(max_size=300), st.sampled_from([0, 1, 2, 4]))
def test_any_access_unit(untrusted, length_size):
    """Lengths that lie end the unit quietly."""
    sets = nal.ParameterSets("h264", (SPS, PPS), length_size)
    assert isinstance(payloads(track(sets), Unit(untrusted, 0, 0, False)), list)


@given(st.binary(max_size=200), st.sampled_from(["h264", "hevc"]))
def test_any_extradata(untrusted, codec):
    """What is no parameter set record is a ValueError, never anything else."""
    with suppress(ValueError):
        assert nal.parameter_sets(codec, untrusted).codec == codec
