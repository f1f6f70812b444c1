"""Addresses of stewards and officers; nothing here is public but the page behind a one-time link."""

from __future__ import annotations

from django.urls import path, register_converter

from fanlight.commons.agencies.converters import Hex16
from fanlight.commons.agencies.views import applications, changes, deeds, founding, join, keys, papers

register_converter(Hex16, "hex16")

urlpatterns = [
    path("join/<slug:token>/", join.join, name="join"),
    path("found/", founding.founding, name="founding"),
    path("found/link/", founding.founding_link, name="founding_link"),
    path("found/make/", founding.make_founding, name="make_founding"),
    path("found/paper/", founding.founding_paper, name="founding_paper"),
    path("found/paper/bytes/", founding.founding_bytes, name="founding_bytes"),
    path("found/<slug:slug>/", founding.founding_question, name="founding_question"),
    path("keys/", keys.keys, name="keys"),
    path("desk/papers/<hex16:paper_id>/", papers.paper, name="paper"),
    path("desk/papers/<hex16:paper_id>/bytes/", papers.paper_bytes, name="paper_bytes"),
    path("desk/deeds/", deeds.deeds, name="deeds"),
    path("desk/deeds/<slug:slug>/", deeds.deed, name="deed"),
    path("desk/policy/", changes.change_policy, name="change_policy"),
    path("desk/stewards/add/", changes.add_steward, name="add_steward"),
    path("desk/stewards/invite/", changes.invite_steward, name="invite_steward"),
    path("desk/closing/", changes.closing, name="closing"),
    path("desk/witnesses/add/", changes.add_witness, name="add_witness"),
    path("desk/agencies/<slug:agency>/change/", changes.change_agency, name="change_agency"),
    path("desk/agencies/<slug:agency>/officer/", changes.invite_new_officer, name="invite_new_officer"),
    path("desk/agencies/", applications.applications, name="applications"),
    path("desk/agencies/new/", applications.new_application, name="new_application"),
    path("desk/agencies/<int:pk>/", applications.application, name="application"),
    path("desk/agencies/<int:pk>/check/", applications.note_rung, name="note_rung"),
    path("desk/agencies/<int:pk>/invite/", applications.invite_officer, name="invite_officer"),
    path("desk/agencies/<int:pk>/paper/", applications.make_paper, name="make_paper"),
]
