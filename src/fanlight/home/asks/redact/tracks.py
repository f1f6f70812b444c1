"""Tracks: what is seen frame by frame becomes things through time (matched by IoU), and boxes without gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from fanlight.home.asks.redact.boxes import Box, Size, area, even, grown, inside, iou, union
from fanlight.home.asks.redact.look import SeenKind
from fanlight.home.asks.redact.recipe import Track, TrackKind
from fanlight.home.asks.redact.shapes import Region

GROWN = 1.5
"""A detector's box is filled so many times as wide and high: hair, hands and bags lie beyond it. Boxes are matched so
large too: a walker's next box may lie beside the last.
"""
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
"""Frame number to a detector's box, in rising order."""
Movements = dict[int, Region]
"""Frame number to what moved, in rising order."""
Parts = tuple[Box, ...]
Where = TypeVar("Where")


@dataclass(slots=True)
class Growing:
    """A track while it is being made: what detectors saw, and what moved there."""

    kind: TrackKind
    looked: Sightings = field(default_factory=dict)
    moved: Movements = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The newest frame it was seen in."""
        return max(next(reversed(one)) for one in (self.looked, self.moved) if one)

    @property
    def lately(self) -> Box:
        """Where it was last: as a detector saw it, with what has moved there since."""
        last, boxes = self.last, []
        if self.looked and last - (frame := next(reversed(self.looked))) <= GAP:
            boxes.append(self.looked[frame])
        if self.moved and last - (frame := next(reversed(self.moved))) <= GAP:
            boxes.append(self.moved[frame].box)
        return union(boxes)

    @property
    def confirmed(self) -> bool:
        """Whether it is a thing, and not a spark."""
        return bool(self.looked) or sum(one.seen for one in self.moved.values()) >= CONFIRMED

    def look(self, frame: int, kind: SeenKind, box: Box) -> None:
        self.looked[frame] = union([self.looked[frame], box]) if frame in self.looked else box
        if self.kind == "movement":
            self.kind = kind

    def move(self, frame: int, one: Region) -> None:
        self.moved[frame] = self.moved[frame].with_(one) if frame in self.moved else one


class Tracker:
    """Takes the sightings of one frame after the other; faces and things have a tracker each."""

    def __init__(self) -> None:
        self._open: list[Growing] = []
        self.all: list[Growing] = []

    def look(self, frame: int, kind: SeenKind, boxes: Sequence[Box]) -> None:
        """What a detector saw: each box to the track that it fits best, or to a new one; two boxes are two things."""
        for box, track in zip(boxes, self._placed(frame, kind, boxes, once=True), strict=True):
            (track or self._begun(kind)).look(frame, kind, box)

    def move(self, frame: int, regions: Sequence[Region]) -> None:
        """What moved: a track takes any number of pieces."""
        boxes = [one.box for one in regions]
        for one, track in zip(regions, self._placed(frame, "movement", boxes, once=False), strict=True):
            (track or self._begun("movement")).move(frame, one)

    def _begun(self, kind: TrackKind) -> Growing:
        begun = Growing(kind)
        self._open.append(begun)
        self.all.append(begun)
        return begun

    def _placed(self, frame: int, kind: TrackKind, boxes: Sequence[Box], *, once: bool) -> list[Growing | None]:
        """The track of each box, None where none fits."""
        self._open = [track for track in self._open if frame - track.last <= 2 * GAP + 1]
        known = [(track, track.lately) for track in self._open]
        fits = sorted(
            (-fit, number, place)
            for place, (track, lately) in enumerate(known)
            for number, box in enumerate(boxes)
            if (fit := _fit(track.kind, lately, kind, box)) > 0
        )
        placed: list[Growing | None] = [None] * len(boxes)
        taken: set[int] = set()
        for _, number, place in fits:
            if placed[number] is None and not (once and place in taken):
                placed[number] = known[place][0]
                taken.add(place)
        return placed


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
    """The track as it is filled: gaps closed, ends a second longer, a detector's boxes grown."""
    parts: dict[int, Parts] = {}
    for frame, box in _without_gaps(track.looked, len(times_us), lambda a, b: union([a, b])).items():
        parts[frame] = (grown(box, GROWN),)
    for frame, moved in _without_gaps(track.moved, len(times_us), _both).items():
        parts[frame] = (*parts.get(frame, ()), *moved.parts)
    first, last = min(parts), max(parts)
    if track.confirmed:
        first = _further(first, -1, times_us)
        last = _further(last, 1, times_us)
    made = []
    now = parts[min(parts)]
    for frame in range(first, last + 1):
        now = parts.get(frame, now)
        made.append(_told(now, size))
    return Track(number, track.kind, first, tuple(union(one) for one in made), tuple(made))


def _told(parts: Parts, size: Size) -> Parts:
    """Each part once, with even edges, without those that lie in another."""
    wide = list(dict.fromkeys(box for part in parts if (box := even(part, size)) is not None))
    return tuple(box for box in wide if not any(other is not box and inside(box, other) >= 1 for other in wide))


def _both(one: Region, other: Region) -> Region:
    return one if one == other else one.with_(other)


def _further(end: int, step: int, times_us: Sequence[int]) -> int:
    """The frame a second past an end."""
    at = end
    while 0 <= at + step < len(times_us) and abs(times_us[at + step] - times_us[end]) <= EXTENDED_US:
        at += step
    return at


def _without_gaps(seen: dict[int, Where], count: int, both: Callable[[Where, Where], Where]) -> dict[int, Where]:
    """Between two sightings their union where the gap is short; GAP frames round the others."""
    there: dict[int, Where] = {}
    frames = list(seen)
    for here, next_one in pairwise(frames):
        if next_one - here <= 2 * GAP + 1:
            if next_one - here > 1:
                there |= dict.fromkeys(range(here + 1, next_one), both(seen[here], seen[next_one]))
        else:
            there |= dict.fromkeys(range(here + 1, here + GAP + 1), seen[here])
            there |= dict.fromkeys(range(next_one - GAP, next_one), seen[next_one])
    if frames:
        there |= dict.fromkeys(range(max(0, frames[0] - GAP), frames[0]), seen[frames[0]])
        there |= dict.fromkeys(range(frames[-1] + 1, min(count, frames[-1] + GAP + 1)), seen[frames[-1]])
    return there | seen
