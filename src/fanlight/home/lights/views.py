"""Lights: the page, one light, its rules, the home's place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.home.archive.access import camera_for
from fanlight.home.household.house import place
from fanlight.home.household.toast import say
from fanlight.home.lights import access, page
from fanlight.home.lights.actions import lights as deeds
from fanlight.home.lights.actions.switching import want
from fanlight.home.lights.forms import LightForm, PlaceForm, RenameForm, RuleForm


@require_safe
def lights(request: HttpRequest) -> HttpResponse:
    """Is a light on, and when does one go on?"""
    access.require(request.user)
    return render(request, "home_lights/lights.html", page.context(SystemClock().now()))


@require_safe
def camera_lights(request: HttpRequest, number: int) -> HttpResponse:
    """The lights of one camera, for its page."""
    camera = camera_for(request.user, number)
    facts = {"lights": page.at_camera(camera), "camera": camera, "next": reverse("camera_lights", args=[number])}
    return render(request, "home_lights/camera_lights.html", facts)


@require_POST
def switch(request: HttpRequest, number: int, position: str) -> HttpResponse:
    """By hand. The page says at once what is wanted; whether the lamp took it stands there a moment later."""
    light = access.light_for(request.user, number)
    want(light=light, position="on" if position == "on" else "off", now=SystemClock().now())
    if request.headers.get("HX-Request"):
        return render(request, "home_lights/parts/light.html", {"one": page.shown(light)})
    return redirect("lights")


@require_safe
def light_state(request: HttpRequest, number: int) -> HttpResponse:
    """One light's part of the page, asked for while it is being switched."""
    one = page.shown(access.light_for(request.user, number))
    return render(request, "home_lights/parts/light.html", {"one": one})


def add(request: HttpRequest) -> HttpResponse:
    """A new light."""
    access.require(request.user)
    form = LightForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.target is not None:
        try:
            light = deeds.add_light(name=form.cleaned_data["name"], to=form.target)
        except FanlightError as error:
            form.add_error("name", error.words())
        else:
            say(request, f"{light.name} is there. Switch it once to see that it works.")
            return redirect("light", light.pk)
    return render(request, "home_lights/add.html", {"form": form}, status=400 if form.errors else 200)


def light(request: HttpRequest, number: int) -> HttpResponse:
    """One light: name and addresses, and its rules."""
    row = access.light_for(request.user, number)
    form = RenameForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change_light(light=row, name=form.cleaned_data["name"], to=form.target)
        except FanlightError as error:
            form.add_error("name", error.words())
        else:
            say(request, "Saved.")
            return redirect("light", number)
    return _light_page(request, number, form=form, rule_form=RuleForm(page.cameras()))


def _light_page(request: HttpRequest, number: int, *, form: LightForm, rule_form: RuleForm) -> HttpResponse:
    row = access.light_for(request.user, number)
    wrong = rule_form if rule_form.errors else form
    facts = {"one": page.shown(row), "light_form": form, "form": wrong, "rule_form": rule_form, "place": place()}
    facts["cameras"] = page.cameras()
    return render(request, "home_lights/light.html", facts, status=400 if wrong.errors else 200)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """With its rules."""
    row = access.light_for(request.user, number)
    deeds.remove_light(light=row)
    say(request, f"{row.name} is removed. The lamp stays as it is.")
    return redirect("lights")


@require_POST
def add_rule(request: HttpRequest, number: int) -> HttpResponse:
    """When it goes on."""
    row = access.light_for(request.user, number)
    form = RuleForm(page.cameras(), request.POST)
    if not form.is_valid():
        return _light_page(request, number, form=RenameForm(initial={"name": row.name}), rule_form=form)
    deeds.add_rule(light=row, wish=form.wish())
    say(request, "Saved.")
    return redirect("light", number)


@require_POST
def remove_rule(request: HttpRequest, number: int) -> HttpResponse:
    """That rule counts no more."""
    rule = access.rule_for(request.user, number)
    deeds.remove_rule(rule=rule)
    say(request, "The rule is removed.")
    return redirect("light", rule.light_id)


def house_place(request: HttpRequest) -> HttpResponse:
    """Where the house stands, for dusk and dawn."""
    access.require(request.user)
    known = place()
    form = PlaceForm(request.POST or None, initial={"latitude": known[0], "longitude": known[1]} if known else None)
    if request.method == "POST" and form.is_valid():
        deeds.set_place(**form.cleaned_data)
        say(request, "Saved.")
        return redirect("lights")
    return render(request, "home_lights/place.html", {"form": form}, status=400 if form.errors else 200)
