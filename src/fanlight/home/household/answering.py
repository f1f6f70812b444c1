"""After a deed: words for a script that asked, or the page again with a toast; never a page of another house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from fanlight.home.household.toast import say


def back(request: HttpRequest, otherwise: str) -> str:
    """The page of this home that asked, named by the field `next`: its path, for Django takes a word as a name."""
    asked = request.POST.get("next", "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise


def answer(request: HttpRequest, words: str, *, to: str, undo: str = "", status: int = 200) -> HttpResponse:
    """`undo` is the address that takes it back by a POST without fields; `to` is where one without scripts goes."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"words": words, "undo": undo}, status=status)
    say(request, words, undo=undo)
    return redirect(to)
