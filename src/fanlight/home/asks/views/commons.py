"""Following a commons: address, founding in full, confirm; later its state, the house's switch, the digest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.home.asks import access
from fanlight.home.asks.actions import digests, joining
from fanlight.home.asks.forms import AddressForm, DigestForm, JoinForm
from fanlight.home.asks.page import commons as page
from fanlight.home.household.toast import say


@require_safe
def commons(request: HttpRequest) -> HttpResponse:
    """The form to join, or how the commons stands that is followed."""
    person, row = access.adult(request.user), access.following()
    if row is None:
        return render(request, "home_asks/join.html", {"room": "commons", "form": AddressForm()})
    now = access.clock(row).now()
    context = {"room": "commons", "wants_digest": digests.wants(person), **page.followed(row, now)}
    return render(request, "home_asks/commons.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Fetch the founding and show it in full; nothing is joined yet."""
    access.adult(request.user)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            found = joining.look(untrusted_url=form.cleaned_data["url"])
            join_form = JoinForm(initial={"url": found.url, "pinned": found.hash})
            context = {"room": "commons", "form": join_form, **page.founding(found)}
            return render(request, "home_asks/founding.html", context)
        except FanlightError as error:
            form.add_error("url", error.words())
    return render(request, "home_asks/join.html", {"room": "commons", "form": form}, status=400)


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Pin what was shown."""
    person, form = access.adult(request.user), JoinForm(request.POST)
    if not form.is_valid():
        return redirect("commons")
    try:
        found = joining.look(untrusted_url=form.cleaned_data["url"])
        now = SystemClock().now()
        joining.join(found=found, pinned=form.cleaned_data["pinned"], by=person, now=now)
        say(request, "This house follows the commons. Its log is read within five minutes.")
    except FanlightError as error:
        say(request, error.words())
    return redirect("commons")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Follow it no more."""
    person, row = access.adult(request.user), access.following()
    try:
        joining.leave(by=person, now=access.clock(row).now())
    except FanlightError as error:
        say(request, error.words())
    return redirect("commons")


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """No asks, or asks again; following goes on either way."""
    person, row = access.adult(request.user), access.following()
    if row is not None:
        joining.set_asks(row=row, on=not row.asks, by=person, now=access.clock(row).now())
    return redirect("commons")


@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """One resident's own wish."""
    person, form = access.adult(request.user), DigestForm(request.POST)
    if form.is_valid():
        digests.set_wish(person=person, digest=form.cleaned_data["digest"])
        say(request, "Saved.")
    return redirect("commons")
