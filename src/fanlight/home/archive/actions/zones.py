"""Zones of a camera: the whole set at once, so that Undo is the set of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import recorder_link
from fanlight.home.archive.models.cameras import Camera, Zone
from fanlight.home.archive.rules import polygons

MOST_ZONES = 20  # of one camera: each costs the watch a mask
LONGEST_NAME = 60
PURPOSES = ("watch", "ignore", "private")


class WrongZone(FanlightError):
    """This cannot be a zone."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A zone as it is drawn."""

    name: str
    purpose: str
    points: tuple[tuple[int, int], ...]
    sensitivity: int = 50


def zones_of(*, camera: Camera) -> list[Outline]:
    """The zones as they are."""
    return [
        Outline(row.name, row.purpose, tuple((int(x), int(y)) for x, y in row.points), row.sensitivity)
        for row in camera.zones.all()
    ]


def set_zones(*, camera: Camera, zones: Sequence[Outline]) -> list[Outline]:
    """These zones and no others, in this order. Returns what was there before, for Undo."""
    refuse_wrong(zones)
    with transaction.atomic():
        before = zones_of(camera=camera)
        kept = {row.name: row for row in camera.zones.all()}
        camera.zones.exclude(name__in=[zone.name for zone in zones]).delete()
        for position, zone in enumerate(zones):
            row = kept.get(zone.name) or Zone(camera=camera, name=zone.name)
            row.purpose, row.sensitivity, row.position = zone.purpose, zone.sensitivity, position
            row.points = [list(point) for point in zone.points]
            row.save()
    recorder_link.reload()
    return before


def refuse_wrong(zones: Sequence[Outline]) -> None:
    """Raises WrongZone, in words, where one of these cannot be a zone."""
    if len(zones) > MOST_ZONES:
        raise WrongZone(f"A camera can have {MOST_ZONES} zones.")
    names = [zone.name.casefold() for zone in zones]
    for zone in zones:
        if not zone.name or zone.name != zone.name.strip() or len(zone.name) > LONGEST_NAME:
            raise WrongZone(f"A zone needs a name of 1 to {LONGEST_NAME} characters.")
        if names.count(zone.name.casefold()) > 1:
            raise WrongZone(f"Two zones are called “{zone.name}”.", remedy="Give one another name.")
        if zone.purpose not in PURPOSES:
            raise WrongZone(f"A zone's purpose is one of {', '.join(PURPOSES)}.")
        if not 0 <= zone.sensitivity <= 100:
            raise WrongZone("Sensitivity goes from 0 to 100.")
        if fault := polygons.fault(zone.points):
            raise WrongZone(f"{zone.name}: {fault}")
