"""All addresses of a commons."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fanlight.project.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("fanlight.commons.mailbox.urls")),
    path("log/", include("fanlight.commons.log.urls")),
    path("", include("fanlight.people.urls")),
    path("", include("fanlight.commons.agencies.urls")),
    path("", include("fanlight.commons.docket.urls")),
    path("", include("fanlight.commons.petitions.urls")),
    path("", include("fanlight.commons.board.urls")),
    path("", include("fanlight.project.cast.urls")),
]
