"""Tracks: what is seen frame by frame becomes things through time (matched by IoU), and boxes without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fanlight.home.asks.redact.boxes import Box, Size, area, even, grown, inside, iou, union
from fanlight.home.asks.redact.recipe import Track, TrackKind

GROWN = 1.5
"""A box is filled so many times as wide and high: hair and chin, and what a detector cut off."""
GAP = 5
"""Frames to either side of a gap that are filled from there: a gap of ten closes; a longer one ends the track."""
EXTENDED_US = 1_000_000
"""A track is filled so much longer at both ends: it began before it was seen."""
ALIKE = 0.1
"""IoU of two boxes, both grown, from which they are one thing some frames apart."""
BELONGS = 0.6
"""Share of a small box inside a track's box from which it is a part of it: an arm, a leg, a wheel."""
CONFIRMED = 3
"""Sightings from which movement is a thing: what shows itself less often is noise, or unexplained where it is large."""

Sightings = dict[int, Box]
"""Frame number to box, in rising order."""


@dataclass(slots=True)
class Growing:
    """A track while it is being made: what detectors saw, and what moved there."""

    kind: TrackKind
    looked: Sightings = field(default_factory=dict)
    moved: Sightings = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The newest frame it was seen in."""
        return max(next(reversed(one)) for one in (self.looked, self.moved) if one)

    @property
    def lately(self) -> Box:
        """Where it was last: as a detector saw it, with what has moved there since."""
        newest = [(next(reversed(one)), one) for one in (self.looked, self.moved) if one]
        return union([one[frame] for frame, one in newest if self.last - frame <= GAP])

    @property
    def confirmed(self) -> bool:
        """Whether it is a thing, and not a spark."""
        return bool(self.looked) or len(self.moved) >= CONFIRMED

    def add(self, frame: int, kind: TrackKind, box: Box) -> None:
        where = self.moved if kind == "movement" else self.looked
        where[frame] = union([where[frame], box]) if frame in where else box
        if self.kind == "movement":
            self.kind = kind


class Tracker:
    """Takes the sightings of one frame after the other; faces and things have a tracker each."""

    def __init__(self) -> None:
        self._open: list[Growing] = []
        self.all: list[Growing] = []

    def take(self, frame: int, kind: TrackKind, boxes: Sequence[Box]) -> None:
        """Each box goes to the track that it fits best, or begins a new one.

        A track takes one box of a detector a frame, because two are two things; of movement it takes any number.
        """
        self._open = [track for track in self._open if frame - track.last <= 2 * GAP + 1]
        known = [(track, track.lately) for track in self._open]
        fits = sorted(
            (-fit, number, place)
            for place, (track, lately) in enumerate(known)
            for number, box in enumerate(boxes)
            if (fit := _fit(track.kind, lately, kind, box)) > 0
        )
        placed: set[int] = set()
        taken: set[int] = set()
        for _, number, place in fits:
            if number in placed or (place in taken and kind != "movement"):
                continue
            known[place][0].add(frame, kind, boxes[number])
            placed.add(number)
            taken.add(place)
        for number, box in enumerate(boxes):
            if number not in placed:
                begun = Growing(kind)
                begun.add(frame, kind, box)
                self._open.append(begun)
                self.all.append(begun)


def _fit(known_kind: TrackKind, lately: Box, kind: TrackKind, box: Box) -> float:
    """How well a box continues a track, 0..2."""
    if kind != known_kind and "movement" not in (kind, known_kind):
        return 0.0
    if kind == "movement" != known_kind and area(box) > 2 * area(lately):
        return 0.0  # a blob round several people is not one of them
    alike = iou(grown(box, GROWN), grown(lately, GROWN))
    if alike >= ALIKE:
        return 1 + alike
    within = inside(box, lately)
    return within / 2 + min(1.0, area(box) / area(lately)) / 2 if within >= BELONGS else 0.0  # the smallest round it


def filled(track: Growing, number: int, times_us: Sequence[int], size: Size) -> Track:
    """The track as it is filled: gaps closed, ends a second longer, boxes grown."""
    boxes: Sightings = {}
    for seen in (track.looked, track.moved):
        for frame, box in _without_gaps(seen, len(times_us)).items():
            boxes[frame] = union([boxes[frame], box]) if frame in boxes else box
    first, last = min(boxes), max(boxes)
    if track.confirmed:
        first = _further(first, -1, times_us)
        last = _further(last, 1, times_us)
    made = []
    now = boxes[min(boxes)]
    for frame in range(first, last + 1):
        now = boxes.get(frame, now)
        wide = even(grown(now, GROWN), size)
        assert wide is not None  # sightings lie in the picture
        made.append(wide)
    return Track(number, track.kind, first, tuple(made))


def _further(end: int, step: int, times_us: Sequence[int]) -> int:
    """The frame a second past an end."""
    at = end
    while 0 <= at + step < len(times_us) and abs(times_us[at + step] - times_us[end]) <= EXTENDED_US:
        at += step
    return at


def _without_gaps(seen: Sightings, count: int) -> Sightings:
    """Between two sightings their union where the gap is short; GAP frames round the others."""
    boxes: Sightings = {}
    frames = list(seen)
    for here, there in pairwise(frames):
        if there - here <= 2 * GAP + 1:
            boxes |= dict.fromkeys(range(here + 1, there), union([seen[here], seen[there]]))
        else:
            boxes |= dict.fromkeys(range(here + 1, here + GAP + 1), seen[here])
            boxes |= dict.fromkeys(range(there - GAP, there), seen[there])
    if frames:
        boxes |= dict.fromkeys(range(max(0, frames[0] - GAP), frames[0]), seen[frames[0]])
        boxes |= dict.fromkeys(range(frames[-1] + 1, min(count, frames[-1] + GAP + 1)), seen[frames[-1]])
    return boxes | seen
