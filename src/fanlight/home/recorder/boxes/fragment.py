"""One `moof` and `mdat`: made from samples for disk and live view, read back for its times (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.home.recorder.boxes.initialisation import VIDEO_TRACK
from fanlight.home.recorder.boxes.parse import FULL, HEADER, Box, box, child, fields, full_box, header, walk
from fanlight.home.recorder.faults import BadFootage

BASE_IS_MOOF = 0x020000
RUN_FLAGS = 0x000F01  # data offset; per sample: duration, size, flags, composition offset
KEY_FLAGS = 0x02000000  # depends on no other
OTHER_FLAGS = 0x01010000  # depends on others, no sync sample
DURATION, SIZE, FLAGS, OFFSET = 0x100, 0x200, 0x400, 0x800


@dataclass(frozen=True, slots=True)
class Sample:
    """One coded picture or frame of sound; duration and composition offset in the track's timescale."""

    data: bytes
    duration: int
    is_key: bool = True
    composition: int = 0


@dataclass(frozen=True, slots=True)
class TrackRun:
    """The samples of one track in a fragment, the first one decoded at `start`."""

    track: int
    start: int
    samples: Sequence[Sample]


def fragment(sequence: int, runs: Sequence[TrackRun]) -> bytes:
    """moof and mdat with these runs; `sequence` counts from 1."""
    head = full_box(b"mfhd", 0, 0, struct.pack(">I", sequence))
    length = HEADER + len(head) + sum(_traf_length(run) for run in runs)
    at = length + HEADER
    trafs: list[bytes] = []
    payload: list[bytes] = []
    for run in runs:
        trafs.append(_traf(run, at))
        payload += [sample.data for sample in run.samples]
        at += sum(len(sample.data) for sample in run.samples)
    mdat = struct.pack(">I4s", at - length, b"mdat")
    return b"".join([box(b"moof", head, *trafs), mdat, *payload])


def _traf_length(run: TrackRun) -> int:
    return HEADER + (HEADER + FULL + 4) + (HEADER + FULL + 8) + (HEADER + FULL + 8 + 16 * len(run.samples))


def _traf(run: TrackRun, data_at: int) -> bytes:
    head = full_box(b"tfhd", 0, BASE_IS_MOOF, struct.pack(">I", run.track))
    time = full_box(b"tfdt", 1, 0, struct.pack(">Q", run.start))
    rows = [
        struct.pack(">IIIi", s.duration, len(s.data), KEY_FLAGS if s.is_key else OTHER_FLAGS, s.composition)
        for s in run.samples
    ]
    return box(b"traf", head, time, full_box(b"trun", 1, RUN_FLAGS, struct.pack(">II", len(rows), data_at), *rows))


def fragment_length(untrusted: bytes, offset: int = 0) -> int:
    """The length of the moof at this place and the mdat behind it, from their headers; as much must be there."""
    kind, size = header(untrusted, offset)
    if kind != b"moof":
        raise BadFootage("A fragment does not begin with moof.")
    data_kind, data_size = header(untrusted, offset + size)
    if data_kind != b"mdat":
        raise BadFootage("A fragment has no mdat.")
    return size + data_size


def video_time(untrusted_moof: bytes) -> tuple[int, int]:
    """Start and duration of a fragment's video, in its ticks."""
    kind, size = header(untrusted_moof)
    if kind != b"moof" or size > len(untrusted_moof):
        raise BadFootage("A fragment does not begin with a whole moof.")
    for traf in walk(untrusted_moof, HEADER, size):
        if traf.kind == b"traf":
            head = child(untrusted_moof, traf, b"tfhd")
            if fields(">I", untrusted_moof, head.body + FULL, head.end)[0] == VIDEO_TRACK:
                return _start(untrusted_moof, traf), _duration(untrusted_moof, traf)
    raise BadFootage("A fragment holds no video.")


def _start(moof: bytes, traf: Box) -> int:
    time = child(moof, traf, b"tfdt")
    version = fields(">B", moof, time.body, time.end)[0]
    return fields(">Q" if version else ">I", moof, time.body + FULL, time.end)[0]


def _duration(moof: bytes, traf: Box) -> int:
    run = child(moof, traf, b"trun")
    flags, count = fields(">II", moof, run.body, run.end)
    if flags & 0xFFFFFF != RUN_FLAGS:
        raise BadFootage("A fragment's samples are described in another way than Fanlight does it.")
    at = run.body + FULL + 8
    rows = fields(f">{4 * count}I", moof, at, run.end) if count <= len(moof) // 16 else None
    if rows is None:
        raise BadFootage("A fragment counts more samples than it has room for.")
    return sum(rows[0::4])
