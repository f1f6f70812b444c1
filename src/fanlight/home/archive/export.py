"""A span of footage as one plain MP4 (ISO/IEC 14496-14), index at the front, remuxed without touching a picture."""

from __future__ import annotations

import io
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import av

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import reading
from fanlight.home.archive.export_times import Timeline
from fanlight.home.archive.spans import Coverage, Piece
from fanlight.home.recorder.faults import FootageMissing


class NothingToExport(FanlightError):
    """No footage is left of this span."""

    exit_code = 1


class NotWritable(FanlightError):
    """The file cannot be written."""

    exit_code = 2


class Format(NamedTuple):
    """What must be the same in all of one file's video."""

    codec: str
    width: int
    height: int
    extradata: bytes


@dataclass(slots=True)
class Exported:
    """What was written: seconds of footage, and in words what is not in it."""

    path: Path
    seconds: float = 0.0
    words: list[str] = field(default_factory=list)


def export(covered: Coverage, out: Path, *, force: bool = False) -> Exported:
    """Write the footage of a span; either the whole file appears under its name or nothing.

    Footage of several connections is put end to end, so the file has no still stretches where a hole is. One file has
    one video format: where the camera changed it, the format that lasts longest is written and the rest is named.
    """
    if not covered.pieces:
        raise NothingToExport(covered.holes[0].words if covered.holes else "")
    refuse_taken(out, force=force)
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    result = Exported(out)
    try:
        _stitch(covered, temporary, result)
        _into_place(temporary, out, force=force)
    except OSError as error:
        raise NotWritable(f"{out} cannot be written: {error.strerror or error}.") from None
    finally:
        temporary.unlink(missing_ok=True)
    return result


def refuse_taken(out: Path, *, force: bool) -> None:
    """NotWritable where the file is there and may not be replaced, or has no folder to lie in."""
    if out.exists() and not force:
        raise NotWritable(f"{out} is there already.", remedy="Give another name, or --force.")
    if not out.absolute().parent.is_dir():
        raise NotWritable(f"The folder of {out} is not there.", remedy="Make it first, or give another name.")


def _into_place(temporary: Path, out: Path, *, force: bool) -> None:
    with temporary.open("rb") as written:
        os.fsync(written.fileno())
    if force:
        temporary.replace(out)
        return
    try:
        os.link(temporary, out)  # unlike a rename this never replaces a file that came meanwhile
    except FileExistsError:
        raise NotWritable(f"{out} is there already.", remedy="Give another name, or --force.") from None
    except OSError:  # a file system without hard links
        temporary.replace(out)


def _stitch(covered: Coverage, temporary: Path, result: Exported) -> None:
    chosen, readable = _chosen(covered.pieces, result)
    with av.open(str(temporary), "w", format="mp4", options={"movflags": "+faststart"}) as output:
        file = _File(output, covered.end_us)
        for piece in readable:
            try:
                file.add(piece, chosen)
            except FootageMissing as error:
                result.words.append(error.words())
            except av.FFmpegError as error:
                result.words.append(f"{_seconds(piece)} are damaged and not in the file ({error.strerror}).")
        result.seconds = file.seconds
    if not result.seconds:
        raise NothingToExport(" ".join(result.words))
    result.words += [f"{(h.end_us - h.start_us) / 1e6:.1f} s are not in the file: {h.words}" for h in covered.holes]


def _chosen(pieces: Iterable[Piece], result: Exported) -> tuple[Format, list[Piece]]:
    """The format that covers the longest time, and the pieces that have it; the others are named."""
    lasting: Counter[Format] = Counter()
    found: list[tuple[Piece, Format]] = []
    runs: dict[bytes, Format] = {}  # a run has one format: where the camera changes it a new run begins
    for piece in pieces:
        try:
            format = runs.get(piece.run) or _format(piece)
        except (FootageMissing, av.FFmpegError) as error:
            words = error.words() if isinstance(error, FanlightError) else f"{_seconds(piece)} cannot be read."
            result.words.append(words)
            continue
        runs[piece.run] = format
        lasting[format] += piece.end_us - piece.start_us
        found.append((piece, format))
    if not lasting:
        raise NothingToExport(" ".join(result.words))
    chosen = lasting.most_common(1)[0][0]
    for piece, format in found:
        if format != chosen:
            kind = f"{format.codec} {format.width} x {format.height}"
            result.words.append(f"{_seconds(piece)} in another format ({kind}) are not in the file.")
    return chosen, [piece for piece, format in found if format == chosen]


def _seconds(piece: Piece) -> str:
    return f"{(piece.end_us - piece.start_us) / 1e6:.1f} s"


def _opened(piece: Piece) -> av.container.InputContainer:
    return av.open(io.BytesIO(reading.whole(piece)), "r", format="mp4")


def _format(piece: Piece) -> Format:
    with _opened(piece) as container:
        context = container.streams.video[0].codec_context
        return Format(context.name, context.width, context.height, bytes(context.extradata or b""))


class _File:
    """The file that is being written: packets of all pieces on one time line."""

    def __init__(self, output: av.container.OutputContainer, end_us: int) -> None:
        self._output = output
        self._end_us = end_us
        self._streams: dict[str, Any] = {}
        self._times = Timeline()

    @property
    def seconds(self) -> float:
        return self._times.reached_us / 1e6

    def add(self, piece: Piece, chosen: Format) -> None:
        with _opened(piece) as source:
            sound = source.streams.audio[0] if source.streams.audio else None
            if not self._streams:
                self._begin(source, sound)
            if sound is not None and not self._same_sound(sound):
                sound = None
            wanted = [stream for stream in (source.streams.video[0], sound) if stream is not None]
            self._times.begin(piece.run, piece.start_us)
            for packet in source.demux(wanted):
                self._mux(packet, piece)

    def _begin(self, source: av.container.InputContainer, sound: Any) -> None:
        template = source.streams.video[0]
        video = self._output.add_stream_from_template(template)
        if template.codec_context.name == "hevc":
            video.codec_context.codec_tag = "hvc1"  # Apple's players take no other
        self._streams["video"] = video
        if sound is not None:
            self._streams["audio"] = self._output.add_stream_from_template(sound)

    def _same_sound(self, sound: Any) -> bool:
        ours = self._streams.get("audio")
        if ours is None:
            return False
        kept, given = ours.codec_context, sound.codec_context
        return (kept.name, kept.sample_rate) == (given.name, given.sample_rate)

    def _mux(self, packet: Any, piece: Piece) -> None:
        if packet.dts is None or packet.pts is None or not packet.size:
            return
        medium = packet.stream.type
        at_us = piece.segment_start_us + int(packet.dts * packet.time_base * 1_000_000)
        if at_us >= self._end_us:
            return
        placed = self._times.place(medium, at_us, packet)
        if placed is None:
            return
        packet.dts, packet.pts = placed
        packet.stream = self._streams[medium]
        self._output.mux(packet)
