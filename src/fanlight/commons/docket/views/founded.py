"""Before a community is founded there is nothing to show, and the page says how one is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fanlight.commons.agencies.standing import standing
from fanlight.commons.log.operated import NotFounded

View = Callable[..., HttpResponse]


def founded(view: View) -> View:
    """The view, or the page that says that no community is founded here yet."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            standing()
        except NotFounded:
            return render(request, "commons_docket/not_founded.html")
        return view(request, *args, **kwargs)

    return checked
