"""The recorded fragments that a film was made from, as a commitment names them (formats/package.md, original.json)."""

from __future__ import annotations

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import fragments as tables
from fanlight.home.archive import reading
from fanlight.home.archive.models.footage import Segment
from fanlight.home.archive.spans import coverage
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.trust.papers.package.original import Fragment


class OriginalGone(FanlightError):
    """The recording that this film was made from was deleted meanwhile."""

    remedy = "Choose the clip again; what is left of it is covered anew."


def fragments_of(row: Disclosure) -> list[Fragment]:
    """In the order of their times; read from disk, so a caller may wait some seconds for an hour's film."""
    found: list[Fragment] = []
    for piece in coverage(row.camera, row.start_us, row.end_us).pieces:
        segment = Segment.objects.get(pk=piece.segment)
        initialisation = reading.initialisation(segment)
        parts = reading.parts(segment, [(one.offset, one.length) for one in piece.fragments])
        for one, content in zip(piece.fragments, parts, strict=True):
            begins = piece.at(one)
            if found and begins < found[-1].until_us:
                begins = found[-1].until_us
            ends = max(begins, tables.end_us(piece.segment_start_us, one))
            found.append(Fragment.of(begins, ends, initialisation, [content]))
    if not found:
        raise OriginalGone
    return found
