"""Zones: what counts and what is private on a picture, saved at once, and what that would have told yesterday."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import access, foresight, moments, places, proposing
from fanlight.home.archive.actions import cameras as camera_actions
from fanlight.home.archive.actions import zones as actions
from fanlight.home.archive.forms.zones import read_whole, read_zones
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules import polygons

WIDTH = 1280  # units of the drawing; its height follows the camera's picture


@require_safe
def zones(request: HttpRequest, camera: int) -> HttpResponse:
    """The picture with its zones; all drawing is done in the browser."""
    row = access.camera_for(request.user, camera)
    height = _height(row)
    offered = _moments(row)
    context = {
        "room": "cameras",
        "camera": row,
        "width": WIDTH,
        "height": height,
        "still": offered[0][0] if offered else "",
        "moments": offered,
        "facts": {
            "zones": [_facts(zone) for zone in actions.zones_of(camera=row)],
            "whole": row.sensitivity,
            "width": WIDTH,
            "height": height,
            "mostZones": actions.MOST_ZONES,
            "mostCorners": polygons.MOST_CORNERS,
            "save": reverse("zones-save", args=[camera]),
            "preview": reverse("zones-preview", args=[camera]),
            "path": reverse("zones-path", args=[camera]),
        },
    }
    return render(request, "home_archive/cameras/zones.html", context)


@require_POST
def save(request: HttpRequest, camera: int) -> HttpResponse:
    """All zones at once; in force at once. What cannot be a zone is refused in words and nothing is changed."""
    row = access.camera_for(request.user, camera)
    try:
        whole = read_whole(request.POST.get("whole", ""))
        actions.set_zones(camera=row, zones=read_zones(request.POST.get("zones", "")))
        if whole != row.sensitivity:
            camera_actions.change(camera=row, sensitivity=whole)
    except FanlightError as error:
        return JsonResponse({"words": error.words()}, status=400)
    return JsonResponse({"words": "Saved. In force at once."})


@require_POST
def preview(request: HttpRequest, camera: int) -> HttpResponse:
    """How often yesterday would have told, with these zones; nothing is saved."""
    row = access.camera_for(request.user, camera)
    try:
        outlines = read_zones(request.POST.get("zones", ""))
        seen = foresight.foresee(
            camera=row,
            zones=outlines,
            whole=read_whole(request.POST.get("whole", "")),
            now=SystemClock().now(),
            zone=timezone.get_current_timezone(),
        )
    except FanlightError as error:
        return JsonResponse({"words": error.words()}, status=400)
    return JsonResponse(seen)


@require_safe
def path(request: HttpRequest, camera: int) -> HttpResponse:
    """The path that is proposed where nothing is watched yet, with what there is now; nothing is saved."""
    row = access.camera_for(request.user, camera)
    try:
        found = proposing.proposal(row, now=SystemClock().now(), zone=timezone.get_current_timezone())
    except FanlightError as error:
        return JsonResponse({"words": error.words()}, status=503)
    there = [_facts(zone) for zone in actions.zones_of(camera=row)]
    facts = {"name": found.name, "points": found.points, "words": found.words, "zones": there, "whole": row.sensitivity}
    return JsonResponse(facts)


def _facts(zone: actions.Outline) -> dict[str, object]:
    return {"name": zone.name, "purpose": zone.purpose, "points": zone.points, "sensitivity": zone.sensitivity}


def _moments(row: Camera) -> list[tuple[str, str]]:
    """Addresses of pictures with their words: the last one, then an hour each of today and yesterday."""
    others = moments.moments(row, now=SystemClock().now(), zone=timezone.get_current_timezone())
    found = [(reverse("camera-at", args=[row.pk, one.at_us]), one.words) for one in others]
    if places.last_picture(row.pk).is_file():
        found.insert(0, (reverse("last-picture", args=[row.pk]), "now"))
    return found


def _height(row: Camera) -> int:
    facts = row.main_format or {}
    wide, high = facts.get("width") or 16, facts.get("height") or 9
    return round(WIDTH * high / wide)
