"""The Requests page: what is asked of us?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanlight.home.asks import access
from fanlight.home.asks.page import inbox


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
