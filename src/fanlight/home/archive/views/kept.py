"""Kept clips: what will not be deleted?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import access, keeping
from fanlight.home.archive.actions import holds
from fanlight.home.household.answering import answer


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
    return answer(request, "Released. It is deleted when its time comes.", undo=undo, to=reverse("kept"))
