"""Addresses of the public pages, of the desk and of filing a request."""

from __future__ import annotations

from django.urls import path, register_converter

from fanlight.commons.agencies.converters import Hex16
from fanlight.commons.docket.views import asking, deciding, ledger, proving, public, transparency

register_converter(Hex16, "paper_id")

urlpatterns = [
    path("", public.front, name="front"),
    path("menu/", public.menu, name="menu"),
    path("requests/", public.requests, name="requests"),
    path("requests/feed.atom", public.requests_feed, name="requests_feed"),
    path("requests/<paper_id:id>/", public.request_page, name="request"),
    path("agencies/", public.agencies, name="agencies"),
    path("agencies/<slug:id>/", public.agency, name="agency"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/check/", proving.check, name="check_log"),
    path("ledger/<int:index>/proof", proving.entry_proof, name="entry_proof"),
    path("ledger/<int:index>/", ledger.entry, name="entry"),
    path("transparency/", transparency.transparency, name="transparency"),
    path("transparency/<str:name>", transparency.report_file, name="report_file"),
    path("desk/", deciding.desk, name="desk"),
    path("desk/review/<paper_id:paper_id>/", deciding.review, name="review"),
    path("desk/requests/<paper_id:id>/end/", deciding.end_request, name="end_request"),
    path("desk/requests/<paper_id:id>/report/", deciding.report_request, name="report_request"),
    path("ask/", asking.begin, name="begin_request"),
    path("ask/<int:pk>/", asking.draft, name="draft"),
    path("ask/<int:pk>/check/", asking.check_answers, name="check_answers"),
    path("ask/<int:pk>/give-up/", asking.give_up, name="give_up"),
    path("ask/<int:pk>/<slug:slug>/", asking.question, name="question"),
]
