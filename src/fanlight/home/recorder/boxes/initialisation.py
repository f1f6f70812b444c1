"""The `ftyp` and `moov` that stand before fragments on disk and in live view (ISO/IEC 14496-12, fragmented)."""

from __future__ import annotations

import struct

from fanlight.home.recorder.boxes.codecs import audio_entry, video_entry
from fanlight.home.recorder.boxes.parse import box, full_box
from fanlight.home.recorder.packet import VIDEO_HZ, AudioFormat, StreamFormat

VIDEO_TRACK, AUDIO_TRACK = 1, 2
MP4_EPOCH = 2_082_844_800  # seconds from 1904 to 1970
UNITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
UNDETERMINED = 0x55C4  # language "und"


def initialisation(format: StreamFormat, start_us: int = 0) -> bytes:
    """ftyp and moov for this stream; the identity box is not part of it."""
    created = max(0, start_us // 1_000_000 + MP4_EPOCH)
    tracks = [_video(format)]
    if format.audio is not None:
        tracks.append(_audio(format.audio))
    extends = [full_box(b"trex", 0, 0, struct.pack(">5I", n + 1, 1, 0, 0, 0)) for n in range(len(tracks))]
    movie = struct.pack(">QQIQ", created, created, VIDEO_HZ, 0)
    rest = struct.pack(">IH10x36s24xI", 0x10000, 0x0100, UNITY, len(tracks) + 1)
    moov = box(b"moov", full_box(b"mvhd", 1, 0, movie, rest), *tracks, box(b"mvex", *extends))
    return box(b"ftyp", b"iso6", bytes(4), b"iso6", b"mp41") + moov


def _video(format: StreamFormat) -> bytes:
    head = _track_head(VIDEO_TRACK, 0, format.width, format.height)
    media_head = full_box(b"vmhd", 0, 1, bytes(8))
    return box(b"trak", head, _media(VIDEO_HZ, b"vide", media_head, video_entry(format)))


def _audio(audio: AudioFormat) -> bytes:
    head = _track_head(AUDIO_TRACK, 0x0100, 0, 0)
    media_head = full_box(b"smhd", 0, 0, bytes(4))
    return box(b"trak", head, _media(audio.rate, b"soun", media_head, audio_entry(audio)))


def _track_head(number: int, volume: int, width: int, height: int) -> bytes:
    body = struct.pack(">IIIIIQhhHH36sII", 0, 0, number, 0, 0, 0, 0, 0, volume, 0, UNITY, width << 16, height << 16)
    return full_box(b"tkhd", 0, 3, body)


def _media(timescale: int, kind: bytes, media_head: bytes, entry: bytes) -> bytes:
    head = full_box(b"mdhd", 0, 0, struct.pack(">IIIIHH", 0, 0, timescale, 0, UNDETERMINED, 0))
    handler = full_box(b"hdlr", 0, 0, bytes(4), kind, bytes(12), b"Fanlight\0")
    data = box(b"dinf", full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1)))
    empty = [full_box(name, 0, 0, bytes(4)) for name in (b"stts", b"stsc")]
    sizes = full_box(b"stsz", 0, 0, bytes(8))
    chunks = full_box(b"stco", 0, 0, bytes(4))
    table = box(b"stbl", full_box(b"stsd", 0, 0, struct.pack(">I", 1), entry), *empty, sizes, chunks)
    return box(b"mdia", head, handler, box(b"minf", media_head, data, table))
