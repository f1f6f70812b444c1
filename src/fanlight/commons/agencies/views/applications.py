"""Agencies on their way in, as stewards see them."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions import applications as actions
from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.forms import AgencyForm, InviteForm, RungForm
from fanlight.commons.agencies.models.applications import Application
from fanlight.commons.agencies.rules.area import sheet_of
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.trust.policy.in_force.views import InForce


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    access.steward_or_404(request.user, now_here())
    return render(request, "commons_agencies/applications.html", {"applications": access.applications()})


@require_http_methods(["GET", "HEAD", "POST"])
def new_application(request: HttpRequest) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    form = AgencyForm(hats.in_force, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.describe(values=form.cleaned_data, by=hats.person, now=now)
            return redirect("application", made.pk)
        except actions.AgencyKnown as error:
            form.add_error("agency", error.words())
    return answered(request, "commons_agencies/new_application.html", {"sheet": form.sheet}, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known and what is missing; a POST describes the agency anew."""
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    held = access.application_or_404(pk)
    form = AgencyForm(hats.in_force, sent(request), initial=_initial(held, hats.in_force))
    form.fields["agency"].disabled = True
    if request.method == "POST" and form.is_valid() and held.paper is None:
        actions.describe(values=form.cleaned_data, by=hats.person, now=now, application=held)
        return redirect("application", pk)
    return _page(request, held, form, {})


@require_POST
def note_rung(request: HttpRequest, pk: int) -> HttpResponse:
    hats = access.steward_or_404(request.user, now_here())
    held = access.application_or_404(pk)
    form = RungForm(request.POST)
    if not form.is_valid():
        return _page(request, held, AgencyForm(hats.in_force, initial=_initial(held, hats.in_force)), {"rung": form})
    actions.note_rung(application=held, now=now_here(), **form.cleaned_data)
    return redirect("application", pk)


@never_cache
@require_POST
def invite_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """The link stands on this answer and nowhere else."""
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    held = access.application_or_404(pk)
    form = InviteForm(request.POST)
    page = AgencyForm(hats.in_force, initial=_initial(held, hats.in_force))
    if not form.is_valid():
        return _page(request, held, page, {"invite": form})
    token = invite(application=held, by=hats.person, now=now, **form.cleaned_data)
    link = request.build_absolute_uri(reverse("join", args=[token]))
    return _page(request, held, page, {"link": link, "invited": form.cleaned_data["name"]})


@require_POST
def make_paper(request: HttpRequest, pk: int) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    held = access.application_or_404(pk)
    try:
        made = actions.make_paper(application=held, by=hats.person, now=now)
    except actions.RungMissing:
        return redirect("application", pk)
    return redirect("paper", made.paper_id)


def _initial(held: Application, now: InForce) -> dict[str, Any]:
    sheet = sheet_of(now.founding.units.keys())
    values = {name: getattr(held, name) for name in AgencyForm.base_fields if name != "cells"}
    return {**values, "cells": " ".join(sheet.name(number) for number in json.loads(held.cells))}


def _page(request: HttpRequest, held: Application, form: AgencyForm, more: dict[str, Any]) -> HttpResponse:
    context = {
        "application": held,
        "officers": held.officers.all(),
        "invitations": held.invitations.filter(spent_us=None),
        "missing": actions.missing(held),
        "rung": RungForm(),
        "invite": InviteForm(),
        **more,
    }
    wrong = next((one for one in (form, context["rung"], context["invite"]) if one.errors), form)
    return answered(request, "commons_agencies/application.html", {**context, "agency_form": form}, wrong)
