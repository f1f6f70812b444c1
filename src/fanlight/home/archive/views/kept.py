"""Kept clips: what will not be deleted?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import access, keeping
from fanlight.home.archive.actions import holds
from fanlight.home.household.toast import say


@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """All holds, newest first, fifty a page."""
    now_us, zone = micros(SystemClock().now()), timezone.get_current_timezone()
    context = {"kept": keeping.page(request.GET.get("page", ""), now_us=now_us, zone=zone)}
    return render(request, "home_archive/watching/kept.html", context)


@require_POST
def release(request: HttpRequest, hold: int) -> HttpResponse:
    """Keep it no longer; a hold of a clip can be made again by Undo."""
    row = access.hold_for(request.user, hold)
    undo = reverse("clip-keep", args=[row.event_id]) if row.event_id else ""
    holds.release(hold=row)
    words = "Released. It is deleted when its time comes."
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": words, "undo": undo})
    say(request, words, undo=undo)
    return redirect("kept")
