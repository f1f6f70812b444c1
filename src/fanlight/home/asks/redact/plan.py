"""The first pass: what is in each frame, and which frames are filled whole because nobody can say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fanlight.home.asks.redact.background import clip_pictures, from_pictures
from fanlight.home.asks.redact.boxes import Size, area, even, inside
from fanlight.home.asks.redact.faults import Cancelled, CannotRedact
from fanlight.home.asks.redact.frames import Clip, Frame
from fanlight.home.asks.redact.look import Detector, Look, Seen, SeenKind
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

MOST_PARTS = 400_000
"""Rectangles of a whole clip; with more its report would not fit into a package, and each track fills its boxes."""

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
        with ThreadPoolExecutor(1) as beside:
            first_pass = _FirstPass(clip.size, background, detectors, beside)
            for frame in clip.frames():
                first_pass.take(frame)
                if not on_progress(min(1.0, frame.number / max(1, clip.expected))):
                    raise Cancelled
            first_pass.finish()
    size = clip.size
    tracks, whole = first_pass.recipe_parts()
    always = tuple(Zone(zone.kind, box) for zone in zones if (box := even(zone.box, size)) is not None)
    return Recipe(
        size=size,
        times_us=tuple(first_pass.times_us),
        tracks=tracks,
        whole=whole,
        zones=always,
        models=tuple(detector.model for detector in detectors),
        background="clip" if own else "round",
    )


class _FirstPass:
    """What is known after each frame. One look at a time goes on beside decoding and comparing."""

    def __init__(
        self, size: Size, background: Background, detectors: Sequence[Detector], beside: ThreadPoolExecutor
    ) -> None:
        self._size, self._detectors, self._beside = size, detectors, beside
        self._looking: Future[None] | None = None
        self._working = working(size)
        self._movement = Movement(background, size)
        self._moved: dict[int, Moved] = {}
        self._seen: dict[int, list[Seen]] = {}
        self._whole: dict[int, Reason] = {}
        self._failed: list[int] = []
        self._waiting: Frame | None = None  # the newest frame, where nobody has looked at it yet
        self._since = SKIPPED  # frames since the last look
        self.times_us: list[int] = []

    def take(self, frame: Frame) -> None:
        self.times_us.append(frame.at_us)
        if frame.picture is None:
            self.finish()  # the last before the hole
            self._whole[frame.number] = "undecoded"
            self._since = SKIPPED
            return
        self._know(self._movement.take(frame.number, small(frame.picture, self._working), frame.at_us))
        self._waiting = frame
        self._since += 1
        if self._since > SKIPPED:
            self._look_at_waiting()

    def finish(self) -> None:
        """Nobody may be in the frames after the last look alone."""
        self._look_at_waiting()
        self._end_look()
        self._know(self._movement.forget())

    def _look_at_waiting(self) -> None:
        frame, self._waiting = self._waiting, None
        if frame is None or frame.picture is None:
            return
        self._since = 0
        self._end_look()
        self._looking = self._beside.submit(self._look, frame.number, Look(frame.picture))

    def _end_look(self) -> None:
        if self._looking is not None:
            self._looking.result()

    def _look(self, number: int, look: Look) -> None:
        found = self._seen.setdefault(number, [])
        for detector in self._detectors:
            try:
                found += detector.seen(look)
            except Exception:  # whatever a model raises, the picture was not looked at
                self._failed.append(number)

    def _know(self, answers: list[Moved]) -> None:
        for moved in answers:
            if moved.share > MOST_CHANGED or len(moved.regions) > MOST_BLOBS:
                self._whole[moved.number] = "changed"
            else:
                self._moved[moved.number] = moved

    def recipe_parts(self) -> tuple[tuple[Track, ...], tuple[Whole, ...]]:
        """Tracks, and all frames that are filled whole, each with its first reason."""
        grown = self._tracked()
        tracks = tuple(filled(one, number, self.times_us, self._size) for number, one in enumerate(grown))
        if sum(len(parts) for track in tracks for parts in track.parts) > MOST_PARTS:
            tracks = tuple(replace(track, parts=()) for track in tracks)
        last = len(self.times_us) - 1
        for number in self._failed:
            for near in range(max(0, number - SKIPPED), min(last, number + SKIPPED) + 1):
                self._whole.setdefault(near, "look-failed")
        sure = [track for track, one in zip(tracks, grown, strict=True) if one.confirmed]
        least = PERSON * self._size[0] * self._size[1]
        for number, moved in self._moved.items():
            for one in moved.regions:
                if area(one.box) >= least and not any(
                    inside(one.box, at) >= 1 for track in sure if (at := track.at(number)) is not None
                ):
                    self._whole.setdefault(number, "unexplained")
        return tracks, tuple(Whole(number, self._whole[number]) for number in sorted(self._whole))

    def _tracked(self) -> list[Growing]:
        """What was seen and what moved, frame by frame, as things through time."""
        faces, things = Tracker(), Tracker()
        trackers: tuple[tuple[SeenKind, Tracker], ...] = (("face", faces), ("body", things), ("vehicle", things))
        for number in range(len(self.times_us)):
            if number in self._moved:
                things.move(number, self._moved[number].regions)
            for kind, tracker in trackers:
                seen = [one.box for one in self._seen.get(number, ()) if one.kind == kind]
                tracker.look(number, kind, [box for one in seen if (box := even(one, self._size)) is not None])
        return faces.all + things.all
