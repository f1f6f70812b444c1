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
    """One thing through time; `boxes` as they are filled, from frame `first` on, one a frame without gaps."""

    id: int
    kind: TrackKind
    first: int
    boxes: tuple[Box, ...]

    def at(self, frame: int) -> Box | None:
        """The box in frame number `frame`, if the track reaches it."""
        number = frame - self.first
        return self.boxes[number] if 0 <= number < len(self.boxes) else None


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
        found = [track.at(frame) for track in self.tracks if track.id not in revealed]
        return [zone.box for zone in self.zones] + [box for box in found if box is not None]
