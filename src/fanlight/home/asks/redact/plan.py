"""The first pass: what is in each frame, and which frames are filled whole because nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fanlight.home.asks.redact.background import clip_pictures, from_pictures
from fanlight.home.asks.redact.boxes import Box, Size, area, even, inside
from fanlight.home.asks.redact.faults import Cancelled, CannotRedact
from fanlight.home.asks.redact.frames import Clip, Frame
from fanlight.home.asks.redact.look import Detector, Look, SeenKind
from fanlight.home.asks.redact.movement import PERSON, Background, Moved, Movement, small, working
from fanlight.home.asks.redact.recipe import Reason, Recipe, Track, Whole, Zone
from fanlight.home.asks.redact.tracks import Growing, Tracker, filled

if TYPE_CHECKING:
    import av

SKIPPED = 2
"""Frames between two looks of the detectors, at most."""
MOST_CHANGED = 0.6
"""Share of the picture; past it the background says nothing: a hand before the lens, a lamp, a turned camera."""
MOST_BLOBS = 150
"""Blobs in one frame; more is weather or a torn picture, and nothing that can be followed."""

Progress = Callable[[float], bool]
"""Told the share that is done, 0..1; answers whether to go on."""


def plan(
    source: Path,
    round_frames: Iterable[av.VideoFrame],
    zones: Sequence[Zone],
    detectors: Sequence[Detector],
    on_progress: Progress = lambda _: True,
) -> Recipe:
    """Look through a clip once. Raises CannotRedact and Cancelled.

    `round_frames`: pictures from up to ten minutes before and after the clip (background.key_pictures gives them); with
    none the background comes from the clip itself, and the recipe says so.
    """
    with Clip(source) as clip:
        background = from_pictures(round_frames, clip.size)
        own = background is None
        if background is None:
            background = from_pictures(clip_pictures(source), clip.size)
        if background is None:
            raise CannotRedact(f"{source} has no frame that can be decoded.")
        first_pass = _FirstPass(clip.size, background, detectors)
        for frame in clip.frames():
            first_pass.take(frame)
            if not on_progress(min(1.0, frame.number / max(1, clip.expected))):
                raise Cancelled
        first_pass.finish()
    size = clip.size
    always = tuple(Zone(zone.kind, box) for zone in zones if (box := even(zone.box, size)) is not None)
    return Recipe(
        size=size,
        times_us=tuple(first_pass.times_us),
        tracks=first_pass.tracks(),
        whole=first_pass.whole_frames(),
        zones=always,
        models=tuple(detector.model for detector in detectors),
        background="clip" if own else "round",
    )


class _FirstPass:
    """What is known after each frame."""

    def __init__(self, size: Size, background: Background, detectors: Sequence[Detector]) -> None:
        self._size, self._detectors = size, detectors
        self._working = working(size)
        self._movement = Movement(background, size)
        self._faces, self._things = Tracker(), Tracker()
        self._trackers: tuple[tuple[SeenKind, Tracker], ...] = (
            ("face", self._faces),
            ("body", self._things),
            ("vehicle", self._things),
        )
        self._whole: dict[int, Reason] = {}
        self._failed: list[int] = []
        self._large: list[tuple[int, Box]] = []
        self._waiting: Frame | None = None  # the newest frame, where nobody has looked at it yet
        self._since = SKIPPED  # frames since the last look
        self._tracks: tuple[Track, ...] | None = None
        self.times_us: list[int] = []

    def take(self, frame: Frame) -> None:
        self.times_us.append(frame.at_us)
        if frame.picture is None:
            self._look_at_waiting()  # the last before the hole
            self._whole[frame.number] = "undecoded"
            self._movement.forget()
            self._since = SKIPPED
            return
        self._judge(frame.number, self._movement.moved(small(frame.picture, self._working), frame.at_us))
        self._waiting = frame
        self._since += 1
        if self._since > SKIPPED:
            self._look_at_waiting()

    def finish(self) -> None:
        """Nobody may be in the frames after the last look alone."""
        self._look_at_waiting()

    def _look_at_waiting(self) -> None:
        frame, self._waiting = self._waiting, None
        if frame is None or frame.picture is None:
            return
        self._since = 0
        look = Look(frame.picture)
        for detector in self._detectors:
            try:
                seen = detector.seen(look)
            except Exception:  # whatever a model raises, the picture was not looked at
                self._failed.append(frame.number)
                continue
            for kind, tracker in self._trackers:
                boxes = [box for one in seen if one.kind == kind and (box := even(one.box, self._size)) is not None]
                tracker.take(frame.number, kind, boxes)

    def _judge(self, number: int, moved: Moved) -> None:
        if moved.share > MOST_CHANGED or len(moved.boxes) > MOST_BLOBS:
            self._whole[number] = "changed"
            return
        boxes = [box for one in moved.boxes if (box := even(one, self._size)) is not None]
        self._things.take(number, "movement", boxes)
        least = PERSON * self._size[0] * self._size[1]
        self._large += [(number, box) for box in boxes if area(box) >= least]

    def tracks(self) -> tuple[Track, ...]:
        if self._tracks is None:
            grown: list[Growing] = self._faces.all + self._things.all
            self._tracks = tuple(filled(one, number, self.times_us, self._size) for number, one in enumerate(grown))
        return self._tracks

    def whole_frames(self) -> tuple[Whole, ...]:
        """All frames that are filled whole, each with its first reason."""
        last = len(self.times_us) - 1
        for number in self._failed:
            for near in range(max(0, number - SKIPPED), min(last, number + SKIPPED) + 1):
                self._whole.setdefault(near, "look-failed")
        grown = self._faces.all + self._things.all
        sure = [track for track, one in zip(self.tracks(), grown, strict=True) if one.confirmed]
        for number, box in self._large:
            if not any(inside(box, at) >= 1 for track in sure if (at := track.at(number)) is not None):
                self._whole.setdefault(number, "unexplained")
        return tuple(Whole(number, self._whole[number]) for number in sorted(self._whole))
