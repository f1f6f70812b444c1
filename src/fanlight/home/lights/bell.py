"""The bell: the address that a doorbell calls, and the page on which it is set up."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.home.archive.access import camera_for
from fanlight.home.archive.actions.cameras import renew_press_token
from fanlight.home.household.toast import say
from fanlight.home.lights import access, page
from fanlight.home.lights.actions.presses import press
from fanlight.home.lights.limit import APART, PressLimit

_limit = PressLimit()
LATER = "The recorder does not answer. The press is kept and told within seconds."


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def ring(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """A doorbell calls this when it is pressed; many can only GET. The token is the right, nobody is signed in."""
    camera = access.bell_for(number, token)
    if not _limit.allows(camera.pk, time.monotonic()):
        return JsonResponse({"words": "Already ringing."}, status=429, headers={"Retry-After": str(int(APART))})
    event = press(camera=camera, now=SystemClock().now())
    if event is None:
        return JsonResponse({"words": LATER}, status=202)
    return JsonResponse({"event": event})


@require_safe
def bell(request: HttpRequest, number: int) -> HttpResponse:
    """How the button of this camera is set up."""
    camera = camera_for(request.user, number)
    token = request.session.pop(f"bell-token-{camera.pk}", None)  # shown once
    address = request.build_absolute_uri(f"/bell/{camera.pk}/{token}") if token else ""
    facts = {"camera": camera, "address": address, "waiting": page.waiting_presses(camera)}
    return render(request, "home_lights/bell.html", facts)


@require_POST
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """A new address; the old one rings no more."""
    camera = camera_for(request.user, number)
    request.session[f"bell-token-{camera.pk}"] = renew_press_token(camera=camera)
    return redirect("bell", camera.pk)


@require_POST
def press_here(request: HttpRequest, number: int) -> HttpResponse:
    """Press it from the page: the demo's bell, or a try of one's own."""
    camera = camera_for(request.user, number)
    event = press(camera=camera, now=SystemClock().now()) if _limit.allows(camera.pk, time.monotonic()) else 0
    say(request, LATER if event is None else "It rings.")
    return redirect("bell", camera.pk)
