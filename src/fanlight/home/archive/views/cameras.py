"""Cameras: the list, one camera and its settings, taking one out and back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import access, daybook, listing, pictured, removals, states
from fanlight.home.archive.actions import cameras as actions
from fanlight.home.archive.forms.cameras import NAMES, PLACES, SettingsForm
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.days import day_of
from fanlight.home.household.toast import say

MOST_EVENTS = 10  # on a camera's page; the timeline has them all


@require_safe
def cameras(request: HttpRequest) -> HttpResponse:
    """Each camera with its last picture, what it does, and since when."""
    now, zone = SystemClock().now(), timezone.get_current_timezone()
    found = [states.state_of(camera, now=now, zone=zone) for camera in states.active()]
    silent = [one for one in found if not one.is_alive]
    return render(request, "home_archive/cameras/list.html", {"cameras": found, "silent": silent})


@require_safe
def camera(request: HttpRequest, camera: int) -> HttpResponse:
    """How is this one doing?"""
    return _page(request, access.camera_for(request.user, camera), None)


@require_POST
def settings(request: HttpRequest, camera: int) -> HttpResponse:
    """Name, place, recording, watching."""
    row = access.camera_for(request.user, camera)
    form = SettingsForm(request.POST)
    if form.is_valid():
        try:
            actions.change(camera=row, **form.cleaned_data)
        except FanlightError as error:
            form.add_error("name", error.words())
            row.refresh_from_db()
        else:
            say(request, "Saved. In force at once.")
            return redirect("camera", camera)
    return _page(request, row, form)


@require_POST
def remove(request: HttpRequest, camera: int) -> HttpResponse:
    """Out of the house; its footage stays until its time comes. Undo puts it back with its password."""
    row = access.camera_for(request.user, camera)
    removals.remember(request.session, row)
    actions.remove(camera=row, now=SystemClock().now())
    say(request, f"{row.name} is removed. Its footage stays.", undo=reverse("camera-restore", args=[camera]))
    return redirect("cameras")


@require_POST
def restore(request: HttpRequest, camera: int) -> HttpResponse:
    """Undo of a removal."""
    row = access.any_camera_for(request.user, camera)
    try:
        removals.restore(request.session, row)
    except FanlightError as error:
        say(request, error.words())
        return redirect("cameras")
    say(request, f"{row.name} is back.")
    return redirect("camera", camera)


def _page(request: HttpRequest, row: Camera, form: SettingsForm | None) -> HttpResponse:
    now, zone = SystemClock().now(), timezone.get_current_timezone()
    today = day_of(micros(now), zone)
    events = daybook.events_between(today.start_us, today.end_us).filter(camera=row)
    values = {name: getattr(row, name) for name in ("name", "place", "recording", "sound", "doorbell")}
    context = {
        "room": "cameras",
        "camera": row,
        "state": states.state_of(row, now=now, zone=zone),
        "health": states.health_of(row, now=now, zone=zone),
        "gaps": states.gaps_of(row, now=now),
        "tile": pictured.tiles([row], now=now, zone=zone, small=False)[0],
        "zone_name": str(zone),
        "page": listing.Page(listing.rows(events[:MOST_EVENTS], now_us=micros(now), zone=zone), newer="", older=""),
        "more": max(0, events.count() - MOST_EVENTS),
        "zones": row.zones.count(),
        "form": form or SettingsForm(initial={**values, "prompt": "1" if row.prompt else ""}),
        "names": NAMES,
        "places": PLACES,
    }
    return render(request, "home_archive/cameras/camera.html", context, status=400 if form else 200)
