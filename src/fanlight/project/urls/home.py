"""All addresses of a home."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fanlight.project.health import healthz
from fanlight.project.push_worker import service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("", include("fanlight.people.urls")),
    path("", include("fanlight.home.household.urls")),
    path("", include("fanlight.home.archive.urls.cameras")),
    path("", include("fanlight.home.archive.urls.watching")),
    path("", include("fanlight.home.tell.urls")),
    path("", include("fanlight.home.lights.urls")),
    path("", include("fanlight.home.asks.urls")),
]
