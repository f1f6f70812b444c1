"""Content-Security-Policy (W3C CSP 3) under the name and settings of Django 6; deleted at the next LTS."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def build_policy(directives: Mapping[str, Sequence[str]]) -> str:
    """The header's value, directives in the order given."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def page_headers() -> dict[str, str]:
    """What this and Django's own middleware put on a page, for answers that do not come by them."""
    return {
        "Content-Security-Policy": build_policy(settings.SECURE_CSP),
        "Permissions-Policy": settings.PERMISSIONS_POLICY,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY or "same-origin",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }


class ContentSecurityPolicyMiddleware:
    """Sets the policy of SECURE_CSP on every answer that brings none of its own."""

    sync_capable = async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.policy = build_policy(settings.SECURE_CSP)
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Coroutine[Any, Any, HttpResponseBase]:
        if iscoroutinefunction(self.get_response):
            return self._later(request)
        return _mark(self.get_response(request), self.policy)

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        return _mark(await self.get_response(request), self.policy)


def _mark(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
    response.headers.setdefault("Cache-Control", "no-store")  # footage, names and times stay in no cache
    return response
