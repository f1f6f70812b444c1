"""The web app around the pages: its manifest (W3C Web Application Manifest), at the root."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fanlight.home.household.house import house_name

GROUND, DOOR = "#eceff0", "#14483b"  # tokens.css, light


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the house on its home screen. Says nothing that the sign-in page does not."""
    icons = [
        {
            "src": staticfiles_storage.url(f"shell/icons/app-{size}.png"),
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
