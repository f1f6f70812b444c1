"""What the pages about one camera show to those who follow a commons."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from fanlight.ground.clock import SystemClock
from fanlight.home.archive import moments, places
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules import polygons
from fanlight.home.asks.actions import lookouts
from fanlight.home.asks.rules import phrases

WIDTH = 1280  # units of the drawing; its height follows the camera's picture


def printed(camera: Camera, after: str, problem: str = "") -> dict[str, Any]:
    """Picture, what is drawn, and the strips that can be accepted."""
    facts = camera.main_format or {}
    height = round(WIDTH * (facts.get("height") or 9) / (facts.get("width") or 16))
    outlines = lookouts.printed_of(camera)
    return {
        "room": "cameras",
        "camera": camera,
        "width": WIDTH,
        "height": height,
        "still": _still(camera),
        "problem": problem,
        "next": after,
        "state": printed_words(outlines),
        "said": outlines is not None,
        "facts": {
            "zones": [
                {"name": f"Text {number}", "purpose": "private", "points": points, "sensitivity": 50}
                for number, points in enumerate(outlines or [], start=1)
            ],
            "whole": 50,
            "width": WIDTH,
            "height": height,
            "mostZones": lookouts.MOST,
            "mostCorners": polygons.MOST_CORNERS,
            "save": reverse("camera-printed", args=[camera.pk]),
            "strips": lookouts.STRIPS,
        },
    }


def _still(camera: Camera) -> str:
    """The newest picture of it, else one of yesterday or today; empty where there is none."""
    if places.last_picture(camera.pk).is_file():
        return reverse("last-picture", args=[camera.pk])
    others = moments.moments(camera, now=SystemClock().now(), zone=timezone.get_current_timezone())
    return reverse("camera-at", args=[camera.pk, others[0].at_us]) if others else ""


def printed_words(outlines: list[lookouts.Outline] | None) -> str:
    """One sentence about the printed text of a camera."""
    if outlines is None:
        return "nobody has said yet"
    if not outlines:
        return "it prints none"
    return f"{phrases.counted(len(outlines), 'place is', 'places are')} always filled"


def rows(camera: Camera) -> dict[str, Any]:
    """Two lines of the camera's page: where it stands, and its printed text."""
    own = lookouts.has_own_place(camera)
    return {
        "camera": camera,
        "place": "It has a place of its own" if own else "It stands where the house stands",
        "clock": phrases.clock_off(camera.clock_off_ms),
        "clock_known": camera.clock_off_ms is not None,
        "printed": printed_words(lookouts.printed_of(camera)),
    }
