"""What the recorder is to do, read from the cameras' rows."""

from __future__ import annotations

import logging
from typing import Any, cast

from fanlight.ground.keys import SealBroken
from fanlight.home.archive import credentials
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.cameras import Zone as ZoneRow
from fanlight.home.recorder.index import CameraPlan, Recording, Transport, Zone, ZonePurpose
from fanlight.home.recorder.packet import StreamFormat

_log = logging.getLogger(__name__)


def all_plans() -> list[CameraPlan]:
    """A plan for each camera that was not removed, in the residents' order."""
    return [plan(row) for row in Camera.objects.filter(removed_us=None).prefetch_related("zones")]


def plan(row: Camera) -> CameraPlan:
    """The plan for one camera; its zones should be prefetched."""
    try:
        who = credentials.opened(row.pk, bytes(row.credentials))
    except SealBroken as error:  # the other cameras must go on; this one will say that its password is refused
        _log.error("The password of camera %d cannot be read: %s", row.pk, error.words())
        who = credentials.Credentials()
    return CameraPlan(
        id=row.pk,
        name=row.name,
        url=row.url,
        sub_url=row.sub_url or None,
        username=who.username,
        password=who.password,
        transport=cast(Transport, row.transport),
        sound=row.sound,
        recording=cast(Recording, row.recording),
        prompt=row.prompt,
        sensitivity=row.sensitivity,
        zones=tuple(_zone(zone) for zone in row.zones.all()),
        demo=row.demo,
    )


def _zone(row: ZoneRow) -> Zone:
    points = tuple((int(x), int(y)) for x, y in row.points)
    return Zone(row.name, cast(ZonePurpose, row.purpose), points, row.sensitivity)


def format_facts(format: StreamFormat) -> dict[str, Any]:
    """A stream's format as the camera's page shows it."""
    sound = format.audio
    return {
        "codec": format.codec,
        "width": format.width,
        "height": format.height,
        "rate": round(format.rate, 2),
        "audio": {"codec": sound.codec, "rate": sound.rate, "channels": sound.channels} if sound else None,
    }
