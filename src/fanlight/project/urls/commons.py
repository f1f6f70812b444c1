"""All addresses of a commons."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fanlight.project.for_record_page import for_record
from fanlight.project.health import healthz
from fanlight.project.push_worker import service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("record.json", for_record, name="for_record"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("", include("fanlight.commons.mailbox.urls")),
    path("log/", include("fanlight.commons.log.urls")),
    path("", include("fanlight.people.urls")),
    path("", include("fanlight.commons.agencies.urls")),
    path("", include("fanlight.commons.docket.urls")),
    path("", include("fanlight.commons.petitions.urls")),
    path("", include("fanlight.commons.board.urls")),
    path("", include("fanlight.project.cast.urls")),
]
