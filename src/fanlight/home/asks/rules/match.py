"""Which of this house's footage fits a request: where the house stands, and when its cameras saw something. Pure.

Nothing that is decided here changes a byte that leaves the house (tests/adversary/asks).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MARGIN_US = 120 * 1_000_000  # a request's minutes are somebody's memory
MOST_OFFSET_US = 3600 * 1_000_000  # a clock further off was never set, and tells nothing of anybody's memory
LONGEST_US = 300 * 1_000_000  # what is longer is offered in parts, so that one need not give an hour for a minute
SHORTEST_US = 1_000_000
QUIET_US = 5 * 1_000_000  # shorter scraps beside an event show nothing that the event's clip does not
SEAM_US = 2_000_000  # a camera's own jitter is no hole

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Offered:
    """A stretch of one camera's footage, microseconds; `moved`: something happened in it."""

    camera: int
    start_us: int
    end_us: int
    moved: bool


def stands_in(house: int | None, area: Collection[int]) -> bool:
    """Whether the house's cell is one of the area; a house without a place fits nothing."""
    return house is not None and house in area


def widened(since_us: int, until_us: int, offset_us: int = 0) -> Span:
    """The window with its margin and the camera's measured clock offset on both sides.

    Footage is stamped by the house's clock, so the offset corrects nothing: it is for a request whose hours were read
    from a picture that such a camera printed.
    """
    margin = MARGIN_US + (abs(offset_us) if abs(offset_us) <= MOST_OFFSET_US else 0)
    return since_us - margin, until_us + margin


def offered(camera: int, window: Span, footage: Iterable[Span], events: Iterable[Span]) -> list[Offered]:
    """What fits: first each event's clip as far as there is footage, then the quiet rest in parts."""
    kept = _joined(_cut(footage, window))
    clips = _joined(_cut(events, window))
    moved = [part for clip in clips for part in _parts(_cut(kept, clip))]
    quiet = [part for span in _without(kept, clips) for part in _parts([span])]
    found = [Offered(camera, *span, True) for span in moved] + [Offered(camera, *span, False) for span in quiet]
    return sorted(found, key=lambda one: (not one.moved, one.start_us))


def _cut(spans: Iterable[Span], window: Span) -> list[Span]:
    cut = [(max(start, window[0]), min(end, window[1])) for start, end in spans]
    return sorted(span for span in cut if span[1] - span[0] >= SHORTEST_US)


def _joined(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and start - found[-1][1] <= SEAM_US:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    left: list[Span] = []
    for start, end in spans:
        for first, last in taken:
            if first < end and last > start:
                if first - start >= QUIET_US:
                    left.append((start, first))
                start = max(start, last)
        if end - start >= QUIET_US:
            left.append((start, end))
    return left


def _parts(spans: Sequence[Span]) -> list[Span]:
    found = []
    for start, end in spans:
        number = -(-(end - start) // LONGEST_US)
        length = -(-(end - start) // number)
        found += [(at, min(at + length, end)) for at in range(start, end, length)]
    return found
