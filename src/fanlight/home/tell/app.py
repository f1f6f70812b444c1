"""The web app around the pages: manifest (W3C Web Application Manifest) and service worker, both at the root."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fanlight.home.household.house import house_name

GROUND, DOOR = "#eceff0", "#14483b"  # tokens.css, light
WORKER = Path(__file__).parent / "static" / "home_tell" / "service-worker.js"


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the house on its home screen. Says nothing that the sign-in page does not."""
    icons = [
        {
            "src": staticfiles_storage.url(f"home_tell/icons/app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
        }
        for size in (192, 512)
    ]
    whole = {"src": icons[1]["src"], "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
    named = house_name() if request.user.is_authenticated else "Fanlight"
    members = {
        "id": "/",
        "name": named,
        "short_name": named[:12],
        "description": "Doorbell and cameras of this house.",
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": DOOR,
        "icons": [*icons, whole],
    }
    return JsonResponse(members, content_type="application/manifest+json")


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker's scope is where it lies. It holds nothing of the house."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
