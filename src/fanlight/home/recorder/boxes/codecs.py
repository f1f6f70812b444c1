"""Sample entries and RFC 6381 names of what lies in a segment (ISO/IEC 14496-15 and -14; Opus in ISOBMFF)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from fanlight.home.recorder.boxes.nal import Bits, is_configuration, kind, parameter_sets, unescaped
from fanlight.home.recorder.boxes.parse import box, full_box
from fanlight.home.recorder.faults import BadStream
from fanlight.home.recorder.packet import AudioFormat, StreamFormat

AAC_RATES = (
    96000,
    88200,
    64000,
    48000,
    44100,
    32000,
    24000,
    22050,
    16000,
    12000,
    11025,
    8000,
    7350,
)  # 14496-3, 1.6.3.4


def configuration(format: StreamFormat) -> bytes:
    """The body of avcC or hvcC."""
    if format.codec not in ("h264", "hevc"):
        raise BadStream(f"The camera sends {format.codec}, which is not recorded.")
    if is_configuration(format.extradata):
        return format.extradata
    sets = parameter_sets(format.codec, format.extradata)
    return _avcc(sets) if format.codec == "h264" else _hvcc(sets)


def _of_kind(codec: str, sets: list[bytes], wanted: int, name: str) -> list[bytes]:
    found = [unit for unit in sets if kind(codec, unit) == wanted]
    if not found or len(found[0]) < 4:
        raise BadStream(f"The camera sends no {name}, so its stream cannot be described.")
    return found


def _avcc(sets: list[bytes]) -> bytes:
    sps = _of_kind("h264", sets, 7, "SPS")
    pps = _of_kind("h264", sets, 8, "PPS")
    profile = sps[0][1]
    parts = [struct.pack(">B3sBB", 1, sps[0][1:4], 0xFF, 0xE0 | len(sps)), *_counted(sps)]
    parts += [bytes([len(pps)]), *_counted(pps)]
    if profile not in (66, 77, 88):  # 5.3.3.1.2: the high profiles tell chroma format and depth once more
        bits = Bits(unescaped(sps[0])[4:])
        bits.golomb()
        chroma = bits.golomb()
        if chroma == 3:
            bits.take(1)
        luma_depth, chroma_depth = bits.golomb(), bits.golomb()
        parts.append(bytes([0xFC | chroma & 3, 0xF8 | luma_depth & 7, 0xF8 | chroma_depth & 7, 0]))
    return b"".join(parts)


def _counted(units: list[bytes]) -> list[bytes]:
    return [struct.pack(">H", len(unit)) + unit for unit in units]


def _hvcc(sets: list[bytes]) -> bytes:
    """HEVCDecoderConfigurationRecord, 8.3.3.1."""
    arrays = [(n, _of_kind("hevc", sets, n, name)) for n, name in ((32, "VPS"), (33, "SPS"), (34, "PPS"))]
    sps = unescaped(arrays[1][1][0])
    bits = Bits(sps[2:])
    bits.take(4)
    sub_layers, nested = bits.take(3), bits.take(1)
    general = sps[3:15]  # profile space to level: twelve bytes that stand alike in both places
    bits.take(96)
    _skip_sub_layers(bits, sub_layers)
    bits.golomb()
    chroma = bits.golomb()
    if chroma == 3:
        bits.take(1)
    bits.golomb(), bits.golomb()
    if bits.take(1):
        for _ in range(4):
            bits.golomb()
    luma_depth, chroma_depth = bits.golomb(), bits.golomb()
    record = struct.pack(
        ">B12sHBBBBHBB",
        1,
        general,
        0xF000,  # min_spatial_segmentation_idc 0: not known
        0xFC,  # parallelismType 0: not known
        0xFC | chroma & 3,
        0xF8 | luma_depth & 7,
        0xF8 | chroma_depth & 7,
        0,
        (sub_layers + 1) << 3 | nested << 2 | 3,
        len(arrays),
    )
    listed = [struct.pack(">BH", 0x80 | n, len(units)) + b"".join(_counted(units)) for n, units in arrays]
    return record + b"".join(listed)


def _skip_sub_layers(bits: Bits, count: int) -> None:
    present = [(bits.take(1), bits.take(1)) for _ in range(count)]
    if count:
        bits.take(2 * (8 - count))
    for profile, level in present:
        bits.take(88 * profile + 8 * level)


def video_entry(format: StreamFormat) -> bytes:
    """avc1 or hvc1 with its configuration."""
    entry, record = (b"avc1", b"avcC") if format.codec == "h264" else (b"hvc1", b"hvcC")
    head = struct.pack(">6xH16xHHII4xH32xHh", 1, format.width, format.height, 0x480000, 0x480000, 1, 24, -1)
    return box(entry, head, box(record, configuration(format)))


def audio_entry(audio: AudioFormat) -> bytes:
    """mp4a or Opus with its configuration."""
    if audio.codec not in ("aac", "opus"):
        raise BadStream(f"The camera's sound is {audio.codec}, which MP4 does not take.")
    head = struct.pack(">6xH8xHH4xI", 1, audio.channels, 16, audio.rate << 16 if audio.rate < 1 << 16 else 0)
    if audio.codec == "aac":
        return box(b"mp4a", head, _esds(aac_configuration(audio)))
    return box(b"Opus", head, _dops(audio))


def aac_configuration(audio: AudioFormat) -> bytes:
    """AudioSpecificConfig, as sent or, where the camera sends none, of AAC-LC."""
    if audio.extradata:
        return audio.extradata
    if audio.rate not in AAC_RATES:
        raise BadStream("The camera's sound has a sample rate that AAC does not know.")
    return struct.pack(">H", 2 << 11 | AAC_RATES.index(audio.rate) << 7 | audio.channels << 3)


def _descriptor(tag: int, body: bytes) -> bytes:
    if len(body) > 0x7F:
        raise BadStream("The description of the camera's sound is too long.")
    return bytes([tag, len(body)]) + body


def _esds(specific: bytes) -> bytes:
    decoder = struct.pack(">BB3xII", 0x40, 0x15, 0, 0) + _descriptor(5, specific)
    return full_box(
        b"esds", 0, 0, _descriptor(3, struct.pack(">HB", 2, 0) + _descriptor(4, decoder) + _descriptor(6, b"\2"))
    )


def _dops(audio: AudioFormat) -> bytes:
    head = audio.extradata if audio.extradata[:8] == b"OpusHead" and len(audio.extradata) >= 19 else b""
    skip, rate, gain = struct.unpack_from("<HIh", head, 10) if head else (0, audio.rate, 0)
    return box(b"dOps", struct.pack(">BBHIhB", 0, audio.channels, skip, rate, gain, 0))


@dataclass(frozen=True, slots=True)
class _Hevc:
    general: bytes

    def name(self) -> str:
        """RFC 6381 name after 14496-15, annex E."""
        first = self.general[0]
        space = ("", "A", "B", "C")[first >> 6]
        flags = int(f"{int.from_bytes(self.general[1:5], 'big'):032b}"[::-1], 2)
        tier = "H" if first & 0x20 else "L"
        constraints = [f"{byte:X}" for byte in self.general[5:11].rstrip(b"\0")]
        return ".".join([f"hvc1.{space}{first & 31}", f"{flags:X}", f"{tier}{self.general[11]}", *constraints])


def mime(format: StreamFormat) -> str:
    """The media type of a segment, as a browser's MediaSource asks for it."""
    record = configuration(format)
    names = [f"avc1.{record[1:4].hex()}" if format.codec == "h264" else _Hevc(record[1:13]).name()]
    if format.audio is not None:
        names.append(_audio_name(format.audio))
    return f'video/mp4; codecs="{",".join(names)}"'


def _audio_name(audio: AudioFormat) -> str:
    if audio.codec == "opus":
        return "opus"
    first = aac_configuration(audio)[0] >> 3
    return f"mp4a.40.{first if first != 31 else 2}"
