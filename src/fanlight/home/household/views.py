"""The House page (all rooms of the house), the home's name and zone, and what this device wants."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fanlight.home.household.answering import back
from fanlight.home.household.device import COVER_COOKIE, THEME_COOKIE, chosen_theme, is_covered, remember
from fanlight.home.household.forms import HouseForm, ThemeForm
from fanlight.home.household.house import describe_house, house
from fanlight.home.household.toast import say


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """On a phone the rooms stand here; on a desk the rail has them too."""
    theme = ThemeForm(initial={"theme": chosen_theme(request) or "system"})
    return render(request, "home_household/house.html", {"room": "house", "theme_form": theme, "house": house()})


def name(request: HttpRequest) -> HttpResponse:
    """Name and time zone of the home."""
    row = house()
    form = HouseForm(request.POST or None, initial={"name": row.name, "time_zone": row.time_zone})
    if request.method == "POST" and form.is_valid():
        describe_house(**form.cleaned_data)
        say(request, "Saved.")
        return redirect("house")
    status = 400 if form.errors else 200
    return render(request, "home_household/name.html", {"room": "house", "form": form}, status=status)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or as the device says."""
    form = ThemeForm(request.POST)
    response = redirect("house")
    if form.is_valid():
        remember(response, THEME_COOKIE, form.cleaned_data["theme"])
    return response


@require_POST
def cover(request: HttpRequest) -> HttpResponse:
    """Cover the pictures on this device, or lift the cover; back to the page that asked."""
    response = redirect(back(request, "/"))
    remember(response, COVER_COOKIE, "0" if is_covered(request) else "1")
    return response
