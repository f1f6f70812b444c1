"""What is to be covered, frame by frame: what the first pass finds and the second fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fanlight.home.asks.redact.boxes import Box, Size

TrackKind = Literal["face", "body", "vehicle", "movement"]
Reason = Literal["undecoded", "look-failed", "changed", "unexplained"]
REASONS: dict[Reason, str] = {
    "undecoded": "could not be decoded, or follows one that could not, up to the next key frame",
    "look-failed": "a detector raised on it, or on the look before or after it",
    "changed": "more than 60 % of the picture differs from the background",
    "unexplained": "something as large as a person moved there that belongs to no track",
}


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle that is always filled: a private zone, or the camera's printed text."""

    kind: Literal["private", "text"]
    box: Box


@dataclass(frozen=True, slots=True)
class Model:
    """A model that looked, by the SHA-256 of its file."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Track:
    """One thing through time, from frame `first` on, without gaps."""

    id: int
    kind: TrackKind
    first: int
    boxes: tuple[Box, ...]
    """Round all that is filled, one a frame."""
    parts: tuple[tuple[Box, ...], ...] = ()
    """What is filled of it, one list a frame; where there is none, all of the box."""

    def at(self, frame: int) -> Box | None:
        """The box in frame number `frame`, if the track reaches it."""
        number = frame - self.first
        return self.boxes[number] if 0 <= number < len(self.boxes) else None

    def filled(self, frame: int) -> tuple[Box, ...]:
        """The rectangles that are filled in frame number `frame`; none where the track does not reach it."""
        number = frame - self.first
        if not 0 <= number < len(self.boxes):
            return ()
        parts = self.parts[number] if number < len(self.parts) else ()
        return parts or (self.boxes[number],)


@dataclass(frozen=True, slots=True)
class Whole:
    """A frame that is filled whole."""

    frame: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that the second pass needs; `times_us` are microseconds from the first frame on."""

    size: Size
    times_us: tuple[int, ...]
    tracks: tuple[Track, ...]
    whole: tuple[Whole, ...]
    zones: tuple[Zone, ...]
    models: tuple[Model, ...]
    background: Literal["round", "clip"]

    def boxes(self, frame: int, revealed: frozenset[int] = frozenset()) -> list[Box]:
        """What is filled in frame number `frame`, zones included; what is revealed is left out."""
        found = [box for track in self.tracks if track.id not in revealed for box in track.filled(frame)]
        return [zone.box for zone in self.zones] + found
