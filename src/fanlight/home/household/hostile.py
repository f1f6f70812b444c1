"""Footage and pictures as hostile content: bytes from a camera must never run as a page of this home."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
V = TypeVar("V", bound=Callable[..., Any])
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def harden(response: R, *, cache_s: int = 0) -> R:
    """Nothing in it may run, be framed or be guessed at; kept by the browser only if the bytes never change."""
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = f"private, max-age={cache_s}, immutable" if cache_s else "no-store"
    return response


def hostile(view: V) -> V:
    """Decorator for views, plain or async, that hand out footage, pictures or other bytes from outside."""
    if iscoroutinefunction(view):

        @wraps(view)
        async def later(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _hardened(await view(request, *args, **kwargs))

        return later  # type: ignore[return-value]

    @wraps(view)
    def now(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _hardened(view(request, *args, **kwargs))

    return now  # type: ignore[return-value]


def _hardened(response: HttpResponseBase) -> HttpResponseBase:
    return response if response.has_header("Content-Security-Policy") else harden(response)
