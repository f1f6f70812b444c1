"""What the templates of a picture with its scrubber need: times, reel, movement graph, marks."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from fanlight.ground.clock import micros
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules import graphs
from fanlight.home.archive.rules.days import YEARS, local
from fanlight.home.archive.rules.strips import Scale
from fanlight.home.archive.spans import Coverage

KEYS = (
    ("Space", "play, pause"),
    ("J K L", "back, pause, forward"),
    ("← →", "10 seconds"),
    ("Shift ← →", "one picture"),
    ("M", "sound"),
    ("F", "full screen"),
)
REEL = 8  # pictures: as many as stay recognisable on a phone


def of_clip(event: Event, covered: Coverage, *, zone: tzinfo, at: str = "") -> dict[str, Any]:
    """A clip's stage; `at` is a local time out of an address."""
    scale = Scale(covered.start_us, covered.end_us)
    end_us = event.end_us if event.end_us is not None else event.last_us
    length = max(1, round((covered.end_us - covered.start_us) / 1e6))
    opened = moment(at, zone)
    return {
        "camera_id": event.camera_id,
        "zone_name": str(zone),
        "start_us": covered.start_us,
        "end_us": covered.end_us,
        "open_us": opened if opened and covered.start_us <= opened < covered.end_us else covered.start_us,
        "length": length,
        "has_footage": bool(covered.pieces),
        "why_none": covered.holes[0].words if covered.holes else "Nothing was recorded.",
        "holes": [bar for hole in covered.holes if (bar := scale.bar(hole.start_us, hole.end_us, words=hole.words))],
        "reel": graphs.reel(covered.start_us, covered.end_us, REEL),
        "pre_width": scale.x(event.start_us),
        "post_x": scale.x(end_us),
        "post_width": round(100 - scale.x(end_us), 3),
        "movement": graphs.movement(scale, event.start_us, bytes(event.scores)),
        "press_x": scale.x(event.start_us) if event.kind == "press" else None,
        "press_words": f"Bell {local(event.start_us, zone):%H:%M:%S}",
        "first_clock": f"{local(covered.start_us, zone):%H:%M:%S}",
        "last_clock": f"{local(covered.end_us, zone):%H:%M:%S}",
    }


def moment(untrusted_at: str, zone: tzinfo) -> int | None:
    """Microseconds of `2026-11-24T14:21:36` on the home's clock, or None where it is no time."""
    try:
        at = datetime.fromisoformat(untrusted_at)
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return micros(at if at.tzinfo else at.replace(tzinfo=zone))
