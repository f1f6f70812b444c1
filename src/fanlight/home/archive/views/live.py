"""Live: what is there now?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.ground.clock import SystemClock
from fanlight.home.archive import access, daybook, pictured

KEYS = (("1–9", "camera, large"), ("F", "full screen"), ("Esc", "back"), (".", "cover the pictures"))
ON_A_PAGE = 9  # more pictures than this are too small to look at, and cost more than a small computer has


@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """All cameras in the residents' order; `camera` makes one large, `page` goes on, `at` is the past: the timeline."""
    if request.GET.get("at"):
        return redirect(f"{reverse('timeline')}?{request.GET.urlencode()}")
    now, zone = SystemClock().now(), timezone.get_current_timezone()
    cameras = daybook.cameras()
    number = request.GET.get("camera", "")
    large = access.camera_for(request.user, int(number)) if number.isdecimal() and len(number) < 18 else None
    pages = max(1, -(-len(cameras) // ON_A_PAGE))
    asked = request.GET.get("page", "1")
    page = min(pages, max(1, int(asked))) if asked.isdecimal() and len(asked) < 6 else 1
    shown = [large] if large else cameras[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    context = {
        "tiles": pictured.tiles(shown, now=now, zone=zone, small=large is None),
        "large": large,
        "room": "today",
        "key_words": KEYS,
        "zone_name": str(zone),
        "needs": pictured.needs(cameras, now=now, zone=zone),
        "page_number": page,
        "pages": range(1, pages + 1),
        "newer": page - 1 if page > 1 else 0,
        "older": page + 1 if page < pages else 0,
    }
    return render(request, "home_archive/watching/live.html", context)
