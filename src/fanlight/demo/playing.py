"""What the drawn cameras play: rounds in which something happens, and quiet ones between them, by turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fanlight.demo.cast import DEMO_CAMERAS
from fanlight.demo.rtsp.cameras import Cameras, Playing
from fanlight.demo.rtsp.clip import Clip, Track, read_clip
from fanlight.demo.scenes.programme import ROUND, SCENES
from fanlight.demo.scenes.shoot import GROUP, file_of

TURNS = {"front-door": "lively quiet quiet quiet", "garden": "lively quiet quiet quiet"} | {
    "drive": "quiet lively quiet quiet",
    "side-gate": "quiet quiet lively quiet",
}
"""About four minutes: a demo left alone does not ring every minute. The first event comes in the first round."""


def playing(folder: Path) -> Mapping[str, Playing]:
    """All cameras' streams by path, each with its versions."""
    return {
        camera.path(stream): {
            version: _turns(camera.key, read_clip(file_of(folder, camera.key, version, stream)))
            for version in SCENES[camera.key]
        }
        for camera in DEMO_CAMERAS
        for stream in ("main", "sub")
    }


def _turns(camera: str, lively: Clip) -> Sequence[Clip]:
    quiet = Clip(None if lively.video is None else _quiet(lively.video), None)
    return [lively if turn == "lively" else quiet for turn in TURNS[camera].split()]


def _quiet(track: Track) -> Track:
    """A round in which nothing moves: the last group of the lively one, again and again."""
    last = track.units[-GROUP:]
    units = (replace(last[at % GROUP], pts=unit.pts, dts=unit.dts) for at, unit in enumerate(track.units))
    return replace(track, units=tuple(units))


def press_times() -> dict[str, list[float]]:
    """For each version of the doorbell's scene, the seconds of its turns at which somebody rings."""
    doorbell = next(camera.key for camera in DEMO_CAMERAS if camera.doorbell)
    starts = [at * ROUND for at, turn in enumerate(TURNS[doorbell].split()) if turn == "lively"]
    return {
        version: [start + moment.press for start in starts for moment in scene.moments if moment.press is not None]
        for version, scene in SCENES[doorbell].items()
    }


class Bell:
    """Rings when it is rung in the picture."""

    def __init__(self, cameras: Cameras, rung: Callable[[], None]) -> None:
        self._cameras, self._rung = cameras, rung
        self._mount = cameras.mounts[next(camera.key for camera in DEMO_CAMERAS if camera.doorbell)]
        self._times = press_times()
        self._heard = 0.0

    def look(self) -> None:
        """Called a few times a second."""
        before, self._heard = self._heard, self._cameras.since()
        broadcast = self._mount.broadcast
        turns = float(broadcast.reel.seconds)
        for press in self._times.get(broadcast.showing, []):
            rounds = (self._heard - press) // turns
            if broadcast.viewers and rounds >= 0 and before < rounds * turns + press <= self._heard:
                self._rung()
