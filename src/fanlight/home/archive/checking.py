"""What the index says of each segment, for the check of the disk; read in short queries, not one long transaction."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.home.archive import fragments as tables
from fanlight.home.archive.models.footage import Segment
from fanlight.home.recorder.check import SegmentFacts

CHUNK = 500  # rows a query: the recorder's rows are never held up by a check of a year


def segment_facts() -> Iterator[SegmentFacts]:
    """Every segment that is not being deleted, oldest number first."""
    last = 0
    while rows := list(_rows().filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from map(_facts, rows)
        last = rows[-1].pk


def segment_count() -> int:
    """How many there are, for whoever counts along."""
    return _rows().count()


def facts_again(number: int) -> SegmentFacts | None:
    """One segment, read anew; None where it is gone."""
    row = _rows().filter(pk=number).first()
    return _facts(row) if row else None


_rows = Segment.objects.exclude(status=Segment.GARBAGE).all


def _facts(row: Segment) -> SegmentFacts:
    return SegmentFacts(
        id=row.pk,
        path=row.path or "",
        is_open=row.status == Segment.OPEN,
        size=row.size,
        first_head=bytes(row.first_head),
        head=bytes(row.head),
        fragments=tables.unpacked(bytes(row.fragments)),
    )
