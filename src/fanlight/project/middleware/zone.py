"""Times on pages are in the home's zone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from fanlight.home.household.house import zone


class HomeZoneMiddleware:
    """Activates the zone for the time of one request. Plain only: it reads the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(zone()):
            return self.get_response(request)
