"""The order in which cameras stand everywhere: tiles, lanes, live, lists. By drag, by buttons, also without scripts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fanlight.home.archive import states
from fanlight.home.archive.actions import cameras as actions
from fanlight.home.archive.rules.ordering import moved, read_order


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """The list; a POST names the whole order, or one camera that goes a place up or down."""
    found = list(states.active())
    if request.method != "POST":
        return render(request, "home_archive/cameras/order.html", {"room": "cameras", "cameras": found})
    numbers = [one.pk for one in found]
    wanted = read_order(request.POST.get("order", "")) or moved(
        numbers, up=request.POST.get("up", ""), down=request.POST.get("down", "")
    )
    actions.order(cameras=wanted)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": "Saved.", "order": [one.pk for one in states.active()]})
    return redirect("camera-order")
