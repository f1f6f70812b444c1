"""Footage and pictures as hostile content: bytes from a camera must never run as a page of this home."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def harden(response: R, *, cache_s: int = 0) -> R:
    """Nothing in it may run, be framed or be guessed at; kept by the browser only if the bytes never change."""
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = f"private, max-age={cache_s}, immutable" if cache_s else "no-store"
    return response


def hostile(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """Decorator for views, plain or async, that hand out footage, pictures or other bytes from outside."""
    if iscoroutinefunction(view):

        @wraps(view)
        async def later(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            response = await view(request, *args, **kwargs)
            return response if response.has_header("Content-Security-Policy") else harden(response)

        return later  # type: ignore[return-value]

    @wraps(view)
    def now(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        response = view(request, *args, **kwargs)
        return response if response.has_header("Content-Security-Policy") else harden(response)

    return now
