"""The Requests page: what is asked of us?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.home.asks import access
from fanlight.home.asks.actions import matching
from fanlight.home.asks.forms import PlaceForm
from fanlight.home.asks.page import inbox
from fanlight.home.household.toast import say


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Open now, coming, past; beside them what waits and what left."""
    _, row = access.followed_by(request.user)
    now = access.clock(row).now()
    found = inbox.inbox(now)
    context = {
        "heading": inbox.heading(found["open"]),
        "alarm": inbox.alarm(row, now),
        "has_place": access.has_place(),
        "slips": [slip for slip in inbox.slips(row, now) if slip.view == "disclosure"],
        "community": row.community,
        **found,
    }
    return render(request, "home_asks/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """Where this house stands: kept as one cell, and only here."""
    _, row = access.followed_by(request.user)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        latitude, longitude = form.cleaned_data["place"]
        matching.set_place(latitude=latitude, longitude=longitude, now=access.clock(row).now())
        say(request, "Saved. The place stays in this house.")
        return redirect("requests")
    status = 400 if form.errors else 200
    return render(request, "home_asks/place.html", {"room": "requests", "form": form}, status=status)
