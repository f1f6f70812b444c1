"""All addresses of a home."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fanlight.project.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("fanlight.people.urls")),
    path("", include("fanlight.home.household.urls")),
    path("", include("fanlight.home.archive.urls.cameras")),
    path("", include("fanlight.home.archive.urls.watching")),
    path("", include("fanlight.home.tell.urls")),
    path("", include("fanlight.home.lights.urls")),
    path("", include("fanlight.home.asks.urls")),
]
