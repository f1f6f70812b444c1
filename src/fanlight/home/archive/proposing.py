"""A path for a camera that has no zone yet: from where it saw movement, proposed and never taken by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from fanlight.ground.clock import micros
from fanlight.home.archive import foresight
from fanlight.home.archive.actions.zones import zones_of
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
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
    since_us = today.before.start_us
    history = foresight.remembered(camera, since_us, today.end_us)
    people = _people(camera, since_us)
    path = path_of(history, foresight.watched(zones, camera.sensitivity), people)
    points = next((one for one in path.outlines if not polygons.fault(one)), ())
    words = proposal_words(path.movements, LEAST, is_found=bool(points), of_people=people is not None)
    return Proposal(_free_name({one.name.casefold() for one in zones}), points, words)


def _people(camera: Camera, since_us: int) -> list[tuple[float, float]] | None:
    """When somebody was seen, in seconds; None where no detector has told kinds apart, so all movement must do."""
    rows = Event.objects.filter(camera=camera, demo=False, start_us__gte=since_us)
    found = list(rows.exclude(kind__in=("movement", "press")).values_list("kind", "start_us", "last_us"))
    if not found:
        return None
    return [(start_us / 1e6, last_us / 1e6) for kind, start_us, last_us in found if kind == "person"]


def _free_name(taken: set[str]) -> str:
    numbered = (NAME if number == 1 else f"{NAME} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)
