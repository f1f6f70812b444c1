"""What left this house and what will; the private log; the key to the house's own copies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.errors import FanlightError
from fanlight.home.asks import access, secrets_kept
from fanlight.home.asks.actions import deciding, lines
from fanlight.home.asks.page import left as page
from fanlight.home.asks.views.sudo import sudo
from fanlight.home.household.toast import say


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Every disclosure with its state."""
    access.adult(request.user)
    found = page.lists(access.clock(access.following()).now())
    return render(request, "home_asks/left.html", {"room": "requests", "heading": page.heading(found), **found})


@require_safe
def disclosure(request: HttpRequest, number: int) -> HttpResponse:
    """One disclosure from consent to attested deletion."""
    one = access.disclosure_for(request.user, number)
    row = access.following()
    context = {"room": "requests", **page.story(one, row, access.clock(row).now())}
    return render(request, "home_asks/disclosure.html", context)


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Any adult, until it was sent."""
    person, one = access.adult(request.user), access.disclosure_for(request.user, number)
    try:
        deciding.cancel(row=one, by=person, now=access.clock(access.following()).now())
        say(request, "Cancelled. Nothing of it leaves.")
    except FanlightError as error:
        say(request, error.words())
    return redirect("disclosure", one.pk)


@require_safe
def private_log(request: HttpRequest) -> HttpResponse:
    """What this house was asked, saw and decided; it stays here."""
    access.adult(request.user)
    context = {"room": "requests", "check": lines.check(), "lines": page.log_lines()}
    return render(request, "home_asks/private_log.html", context)


@require_safe
@sudo
def archive_key(request: HttpRequest) -> HttpResponse:
    """The recovery sheet, to be printed: whoever has it opens this house's own copies."""
    access.adult(request.user)
    context = {
        "room": "requests",
        "identity": secrets_kept.archive_identity(),
        "recipient": secrets_kept.archive_recipient(),
    }
    return render(request, "home_asks/archive_key.html", context)
