"""Addresses of stewards and officers; nothing here is public but the page behind a one-time link."""

from __future__ import annotations

from django.urls import path, register_converter

from fanlight.commons.agencies.converters import Hex16
from fanlight.commons.agencies.views import applications, deeds, join, keys, papers

register_converter(Hex16, "hex16")

urlpatterns = [
    path("join/<slug:token>/", join.join, name="join"),
    path("keys/", keys.keys, name="keys"),
    path("desk/papers/<hex16:paper_id>/", papers.paper, name="paper"),
    path("desk/papers/<hex16:paper_id>/bytes/", papers.paper_bytes, name="paper_bytes"),
    path("desk/deeds/", deeds.deeds, name="deeds"),
    path("desk/deeds/<slug:slug>/", deeds.deed, name="deed"),
    path("desk/agencies/", applications.applications, name="applications"),
    path("desk/agencies/new/", applications.new_application, name="new_application"),
    path("desk/agencies/<int:pk>/", applications.application, name="application"),
    path("desk/agencies/<int:pk>/check/", applications.note_rung, name="note_rung"),
    path("desk/agencies/<int:pk>/invite/", applications.invite_officer, name="invite_officer"),
    path("desk/agencies/<int:pk>/paper/", applications.make_paper, name="make_paper"),
]
