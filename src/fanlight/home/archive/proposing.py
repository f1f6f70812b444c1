"""A path for a camera that has no zone yet: from where it saw movement, proposed and never taken by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from fanlight.ground.clock import micros
from fanlight.home.archive import foresight
from fanlight.home.archive.actions.zones import zones_of
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules import polygons
from fanlight.home.archive.rules.days import day_of
from fanlight.home.archive.rules.proposals import NAME, proposal_words

Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An outline with its words; no corners where there is nothing to propose."""

    name: str
    points: Points
    words: str


def proposal(camera: Camera, *, now: datetime, zone: tzinfo) -> Proposal:
    """What yesterday and today show, parts that are ignored or private left out. Raises RecorderAway."""
    from fanlight.home.recorder.watch.paths import LEAST, path_of  # numpy and OpenCV: only when a path is asked for

    zones = zones_of(camera=camera)
    today = day_of(micros(now), zone)
    history = foresight.remembered(camera, today.before.start_us, today.end_us)
    path = path_of(history, foresight.watched(zones, camera.sensitivity))
    points = next((one for one in path.outlines if not polygons.fault(one)), ())
    words = proposal_words(path.movements, LEAST, is_found=bool(points))
    return Proposal(_free_name({one.name.casefold() for one in zones}), points, words)


def _free_name(taken: set[str]) -> str:
    numbered = (NAME if number == 1 else f"{NAME} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)
