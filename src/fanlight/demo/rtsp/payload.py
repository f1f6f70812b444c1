"""RTP payloads: H.264 (RFC 6184), H.265 (RFC 7798), AAC (RFC 3640, AAC-hbr) and G.711 (RFC 3551)."""

from __future__ import annotations

from fanlight.demo.rtsp import nal
from fanlight.demo.rtsp.clip import Track, Unit

MOST_BYTES = 1400
"""Bytes of payload in one packet: with RTP, UDP and IP headers it stays below Ethernet's 1500."""

FU_A, FU_HEVC = 28, 49
START, END = 0x80, 0x40


def payloads(track: Track, unit: Unit) -> list[bytes]:
    """The payloads of one access unit or frame of sound; the last one carries the RTP marker."""
    if track.sets is not None:
        return _video(track.sets, unit)
    if track.codec == "aac":
        return _aac(unit.data)
    return [bytes(unit.data)]


def _video(sets: nal.ParameterSets, unit: Unit) -> list[bytes]:
    units = list(nal.split(memoryview(unit.data), sets.length_size))
    if unit.is_key and not any(nal.is_parameter_set(sets.codec, one) for one in units):
        units = [memoryview(one) for one in sets.sets] + units
    fragment = _h264_fragments if sets.codec == "h264" else _hevc_fragments
    made: list[bytes] = []
    for one in units:
        if len(one) <= MOST_BYTES:
            made.append(bytes(one))
        else:
            made += fragment(one)
    return made


def _h264_fragments(one: memoryview) -> list[bytes]:
    indicator, kind = (one[0] & 0xE0) | FU_A, one[0] & 0x1F
    return [bytes((indicator, flag | kind)) + part for flag, part in _parts(one[1:], MOST_BYTES - 2)]


def _hevc_fragments(one: memoryview) -> list[bytes]:
    kind = (one[0] >> 1) & 0x3F
    head = bytes(((one[0] & 0x81) | FU_HEVC << 1, one[1]))
    return [head + bytes((flag | kind,)) + part for flag, part in _parts(one[2:], MOST_BYTES - 3)]


def _parts(body: memoryview, most: int) -> list[tuple[int, bytes]]:
    found = [(0, bytes(body[at : at + most])) for at in range(0, len(body), most)]
    found[0] = (START, found[0][1])
    found[-1] = (found[-1][0] | END, found[-1][1])
    return found


def _aac(data: bytes | memoryview) -> list[bytes]:
    """One access unit; each piece of a long one repeats the header with the whole size (RFC 3640 §3.2.3.1)."""
    header = b"\x00\x10" + (len(data) << 3 & 0xFFFF).to_bytes(2)
    most = MOST_BYTES - len(header)
    return [header + bytes(data[at : at + most]) for at in range(0, len(data), most)]
