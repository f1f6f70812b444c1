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
        return max(next(reversed(one)) for one in (self.looked, self.moved) if one)

    @property
    def lately(self) -> Box:
        """Where it was last."""
        recent = [(frame, one[frame]) for one in (self.looked, self.moved) if one and (frame := next(reversed(one)))]
        recent = recent or [(0, one[0]) for one in (self.looked, self.moved) if one]
        newest = max(frame for frame, _ in recent)
        return union([box for frame, box in recent if newest - frame < GAP])

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
        """Each box goes to the track that it fits best, or begins a new one."""
        self._open = [track for track in self._open if frame - track.last <= 2 * GAP + 1]
        known = [(track, track.lately) for track in self._open]
        for box in boxes:
            fit, best = max(
                ((_fit(track.kind, lately, kind, box), -place) for place, (track, lately) in enumerate(known)),
                default=(0.0, 0),
            )
            if fit > 0:
                known[-best][0].add(frame, kind, box)
                continue
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
    return within if within >= BELONGS else 0.0


def filled(track: Growing, number: int, times_us: Sequence[int], size: Size) -> Track:
    """The track as it is filled: gaps closed, ends a second longer, boxes grown."""
    longer = EXTENDED_US if track.confirmed else 0
    boxes: Sightings = {}
    for seen in (track.looked, track.moved):
        for frame, box in _without_gaps(seen, times_us, longer).items():
            boxes[frame] = union([boxes[frame], box]) if frame in boxes else box
    first, last = min(boxes), max(boxes)
    made = []
    for frame in range(first, last + 1):
        wide = even(grown(boxes.get(frame, track.lately), GROWN), size)
        assert wide is not None  # sightings lie in the picture
        made.append(wide)
    return Track(number, track.kind, first, tuple(made))


def _without_gaps(seen: Sightings, times_us: Sequence[int], longer_us: int) -> Sightings:
    """Between two sightings their union; GAP frames and `longer_us` before the first and after the last."""
    if not seen:
        return {}
    frames = sorted(seen)
    boxes = dict(seen)
    for here, there in pairwise(frames):
        both = union([seen[here], seen[there]])
        boxes |= dict.fromkeys(range(here + 1, there), both)
    for end, step in ((frames[0], -1), (frames[-1], 1)):
        at = end + step
        while 0 <= at < len(times_us) and (abs(at - end) <= GAP or abs(times_us[at] - times_us[end]) <= longer_us):
            boxes[at] = seen[end]
            at += step
    return boxes
