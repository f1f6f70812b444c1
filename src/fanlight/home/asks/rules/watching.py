"""What of a film was watched: spans in milliseconds, joined; and whether that is all of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]

SEAM = 400
"""Milliseconds between two reports of a player that count as watched through: it reports four times a second."""
ENDS = 1500  # ms at both ends: no player shows its first and last picture for long
MOST = 500  # spans that are kept; more is noise


def joined(spans: Iterable[Span], length: int) -> list[Span]:
    """Sorted, within the film, those that touch as one."""
    found: list[Span] = []
    inside = ((max(0, begin), min(end, length)) for begin, end in spans)
    for begin, end in sorted(span for span in inside if span[1] > span[0]):
        if found and begin - found[-1][1] <= SEAM:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found[:MOST]


def total(spans: Iterable[Span]) -> int:
    """How much was watched, ms."""
    return sum(end - begin for begin, end in spans)


def whole(spans: Iterable[Span], length: int) -> bool:
    """Whether nothing of it was skipped but its very ends."""
    watched = joined(spans, length)
    ends = min(ENDS, length // 4)
    return length > 0 and len(watched) == 1 and watched[0][0] <= ends and watched[0][1] >= length - ends
