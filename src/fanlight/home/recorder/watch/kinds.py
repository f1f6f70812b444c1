"""What moved: person, vehicle, animal or only movement; never who. For confirmed events only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from fanlight.home.recorder.watch.settings import SCALE
from fanlight.home.recorder.watch.signals import Box, Picture, Pixels

KindName = Literal["person", "vehicle", "animal", "movement"]
NAMES: tuple[KindName, ...] = ("person", "vehicle", "animal")

THRESHOLD = 0.35
"""Score from which something is named; on the real clips nothing in an empty street reached it."""
SURE = 0.70
"""One crop this good needs no second."""
CROPS = 3
"""At most so many looks an event: 57 ms each of one thread, 0.2 s together."""
APART_S = 0.35
"""Between two crops somebody who is entering has come further into the picture."""
AROUND = 1.4
"""The crop's side in longer sides of the blob: the detector wants to see the ground around a thing."""
LEAST = 160
"""Pixels; from less there is nothing to recognise."""
NEARLY = 0.6
"""Somebody who scores so much of a vehicle's score is what moves: cars stand about, people beside them do not."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event is, and how sure that is, 0..1."""

    kind: KindName
    score: float


MOVEMENT = Kind("movement", 0.0)


@dataclass(frozen=True, slots=True)
class Crop:
    """Pixels round a blob, blue first, and where in them the blob is: left, top, right, bottom as shares 0..1."""

    pixels: Pixels
    blob: tuple[float, float, float, float]


class KindDetector(Protocol):
    """The port: another model is another class with these two methods."""

    def scores(self, crop: Crop) -> dict[KindName, float]:
        """How sure each kind is to be in the crop where the blob is, 0..1."""
        ...

    def close(self) -> None:
        """Gives its memory back; nothing is asked of it any more."""
        ...


def cut(picture: Picture, box: Box) -> Crop:
    """A square round `box`, moved into the picture where it sticks out."""
    width, height = picture.width, picture.height
    x, y, w, h = box[0] * width / SCALE, box[1] * height / SCALE, box[2] * width / SCALE, box[3] * height / SCALE
    side = min(max(AROUND * max(w, h), LEAST), width, height)
    left = min(max(0.0, x + w / 2 - side / 2), width - side)
    top = min(max(0.0, y + h / 2 - side / 2), height - side)
    square = (
        int(left * SCALE / width),
        int(top * SCALE / height),
        max(1, int(side * SCALE / width)),
        max(1, int(side * SCALE / height)),
    )
    blob = ((x - left) / side, (y - top) / side, (x + w - left) / side, (y + h - top) / side)
    return Crop(picture.crop(square), blob)


def decide(scores: Sequence[dict[KindName, float]]) -> Kind:
    """One kind from all crops of an event: the best score of each; near ties go to people, not to cars."""
    best = {name: max((one.get(name, 0.0) for one in scores), default=0.0) for name in NAMES}
    winner = max(NAMES, key=lambda name: best[name])
    if winner == "vehicle" and best["person"] >= max(THRESHOLD, NEARLY * best["vehicle"]):
        winner = "person"
    return Kind(winner, round(best[winner], 3)) if best[winner] >= THRESHOLD else MOVEMENT


@dataclass(slots=True)
class EventKind:
    """Collects up to CROPS crops of one event and says what it is."""

    detector: KindDetector
    _scores: list[dict[KindName, float]] = field(default_factory=list)
    _last_s: float | None = None

    def wants(self, at_s: float) -> bool:
        """Whether a picture at `at_s` would still help."""
        if len(self._scores) >= CROPS or (self._scores and self.kind.score >= SURE):
            return False
        return self._last_s is None or at_s - self._last_s >= APART_S

    def add(self, picture: Picture, box: Box, at_s: float) -> None:
        """Look at the blob in one more picture."""
        self._last_s = at_s
        self._scores.append(self.detector.scores(cut(picture, box)))

    @property
    def kind(self) -> Kind:
        return decide(self._scores)
