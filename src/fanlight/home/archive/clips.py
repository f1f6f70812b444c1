"""The clip of an event: from 5 s before the movement to 10 s after it, as the player and the download want it."""

from __future__ import annotations

from typing import Any

from fanlight.home.archive import fragments as tables
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules.clip import span
from fanlight.home.archive.spans import Coverage, Piece, coverage


def clip_span(event: Event) -> tuple[int, int]:
    """First and last microsecond of an event's clip; an open event reaches as far as it is known to go on."""
    return span(event.start_us, event.last_us if event.end_us is None else event.end_us)


def clip_of(event: Event) -> Coverage:
    """The footage of an event; its camera should be fetched with it."""
    return coverage(event.camera, *clip_span(event))


def playlist(covered: Coverage) -> dict[str, Any]:
    """What the player fetches: per segment its initialisation and the fragments of the span, and the holes.

    `length` is a fragment's number of bytes, and times are microseconds since 1970 UTC. A fragment's media times count
    from its segment's `start_us`, which the player sets as the offset of the source buffer. Two neighbours with the
    same `run` are one connection without a break.
    """
    return {
        "camera": covered.camera,
        "start_us": covered.start_us,
        "end_us": covered.end_us,
        "segments": [_segment(piece) for piece in covered.pieces],
        "holes": [{"start_us": h.start_us, "end_us": h.end_us, "words": h.words} for h in covered.holes],
    }


def _segment(piece: Piece) -> dict[str, Any]:
    return {
        "segment": piece.segment,
        "run": piece.run.hex(),
        "mime": piece.mime,
        "width": piece.width,
        "height": piece.height,
        "start_us": piece.segment_start_us,
        "fragments": [
            {
                "n": fragment.number,
                "start_us": piece.at(fragment),
                "duration_us": tables.ticks_to_us(fragment.duration),
                "length": fragment.length,
            }
            for fragment in piece.fragments
        ],
    }
