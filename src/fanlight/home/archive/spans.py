"""What footage covers a span of time: listed fragments in order, and the holes between them in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fanlight.home.archive import fragments as tables
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.footage import Deletion, Gap, Segment
from fanlight.home.archive.rules import reasons
from fanlight.home.recorder.index import Fragment
from fanlight.home.recorder.packet import VIDEO_HZ

LONGEST_SEGMENT_US = 20 * 60 * 1_000_000
"""No segment is longer: they turn over after a minute, and a key frame interval is bounded by the ring. Without this
bound a query for a span would read every earlier row of the camera."""

SEAM_US = 500_000  # less than this between two fragments is the camera's own jitter, not a hole

OVERGROWN_BYTES = 4 << 20
OVERGROWN_TICKS = 10 * VIDEO_HZ
"""A GOP over 8 MiB or 20 s is written in several fragments, of which only the first can be played from. The table does
not say which those are, so what follows half as much is taken for one: at worst a clip begins a fragment earlier."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Fragments of one segment that belong to a span."""

    segment: int
    run: bytes
    path: str
    mime: str
    width: int
    height: int
    init_length: int
    segment_start_us: int
    is_open: bool  # more of it will be listed within seconds
    fragments: tuple[Fragment, ...]

    @property
    def start_us(self) -> int:
        return self.at(self.fragments[0])

    @property
    def end_us(self) -> int:
        return tables.end_us(self.segment_start_us, self.fragments[-1])

    def at(self, fragment: Fragment) -> int:
        """When this fragment begins."""
        return self.segment_start_us + tables.ticks_to_us(fragment.start)


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of a span without footage, and why."""

    start_us: int
    end_us: int
    words: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All that there is for one span of a camera."""

    camera: int
    start_us: int
    end_us: int
    pieces: tuple[Piece, ...]
    holes: tuple[Hole, ...]

    @property
    def seconds(self) -> float:
        """Length of the footage itself."""
        return sum(piece.end_us - piece.start_us for piece in self.pieces) / 1_000_000


def segments_in(camera: int, start_us: int, end_us: int, stream: str = "main") -> list[Segment]:
    """Segments with listed footage that touch the span, in order of time."""
    rows = Segment.objects.filter(
        camera_id=camera,
        stream=stream,
        start_us__lt=end_us,
        start_us__gt=start_us - LONGEST_SEGMENT_US,
        end_us__gt=start_us,
    )
    return list(rows.exclude(status=Segment.GARBAGE).exclude(fragments=b"").order_by("start_us", "pk"))


def coverage(camera: Camera, start_us: int, end_us: int, stream: str = "main") -> Coverage:
    """The footage between two times, cut at whole fragments; nothing is given twice."""
    pieces = tuple(_pieces(segments_in(camera.pk, start_us, end_us, stream), start_us, end_us))
    spans = _open_spans(start_us, end_us, [(piece.start_us, piece.end_us) for piece in pieces])
    going_on = pieces[-1].end_us if pieces and pieces[-1].is_open else None
    return Coverage(camera.pk, start_us, end_us, pieces, tuple(_explained(camera, spans, going_on)))


def _pieces(rows: Iterable[Segment], start_us: int, end_us: int) -> Iterable[Piece]:
    covered = start_us
    for row in rows:
        listed = tables.unpacked(bytes(row.fragments))
        wanted = []
        for fragment in listed:
            begins = row.start_us + tables.ticks_to_us(fragment.start)
            ends = tables.end_us(row.start_us, fragment)
            # What an earlier segment has shown already (a pre-roll that reaches back into it) is left out.
            if ends - covered > min(SEAM_US, (ends - begins) // 2) and begins < end_us:
                wanted.append(fragment)
                covered = ends
        if wanted:
            first = _playable_from(listed, wanted[0].number)
            yield _piece(row, (*listed[first : wanted[0].number], *wanted))


def _playable_from(listed: tuple[Fragment, ...], number: int) -> int:
    """The fragment to begin with so that the picture is whole: behind an overgrown one may come the rest of its GOP."""
    while number and (listed[number - 1].length >= OVERGROWN_BYTES or listed[number - 1].duration >= OVERGROWN_TICKS):
        number -= 1
    return number


def _piece(row: Segment, wanted: tuple[Fragment, ...]) -> Piece:
    return Piece(
        segment=row.pk,
        run=bytes(row.run),
        path=row.path or "",
        mime=row.mime,
        width=row.width,
        height=row.height,
        init_length=row.init_length,
        segment_start_us=row.start_us,
        is_open=row.status == Segment.OPEN,
        fragments=wanted,
    )


def _open_spans(start_us: int, end_us: int, covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a span that nothing covers; seams do not count."""
    spans, reached = [], start_us
    for begins, ends in covered:
        if begins - reached > SEAM_US:
            spans.append((reached, begins))
        reached = max(reached, ends)
    if end_us - reached > SEAM_US:
        spans.append((reached, end_us))
    return spans


def _explained(camera: Camera, spans: list[tuple[int, int]], going_on: int | None) -> Iterable[Hole]:
    if not spans:
        return
    first, last = spans[0][0], spans[-1][1]
    gaps = list(gaps_in(camera.pk, first, last))
    deletions = list(Deletion.objects.filter(camera=camera, start_us__lt=last, end_us__gt=first))
    for start_us, end_us in spans:
        words = [
            reasons.deleted_words(d.reason, d.at_us, days=d.days)
            for d in deletions
            if d.start_us < end_us and d.end_us > start_us
        ]
        words += [
            g.words for g in gaps if g.start_us < end_us and (g.end_us is None or g.end_us > start_us) and g.words
        ]
        if start_us == going_on:
            words.append(reasons.GOING_ON)
        yield Hole(start_us, end_us, words[0] if words else reasons.unrecorded_words(camera.recording))


def gaps_in(camera: int, start_us: int, end_us: int) -> Iterable[Gap]:
    """Gaps that touch the span; one without an end reaches until now."""
    rows = Gap.objects.filter(camera_id=camera, start_us__lt=end_us)
    return rows.exclude(end_us__lte=start_us).order_by("start_us")
