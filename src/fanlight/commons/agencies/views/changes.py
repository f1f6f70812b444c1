"""What stewards change by a paper of several members: the policy, a steward, a witness, an agency's paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions.papers import WouldBeVoid, propose
from fanlight.commons.agencies.actions.people import invite
from fanlight.commons.agencies.change_forms import ChangeForm, ChangePolicyForm, StewardForm, WitnessForm
from fanlight.commons.agencies.forms import InviteForm, NameForm
from fanlight.commons.agencies.rules import changes as rules
from fanlight.commons.agencies.rules.closing import owed, steps
from fanlight.commons.agencies.rules.effects import effect
from fanlight.commons.agencies.rules.policy import changes, composed
from fanlight.commons.agencies.rules.words import EFFECTS
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.members import Paper


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_policy(request: HttpRequest) -> HttpResponse:
    """All numbers; then what would change, which way and when it acts; then the paper."""
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    before = hats.in_force.policy
    form = ChangePolicyForm(before, len(hats.in_force.stewards), sent(request))
    context: dict[str, Any] = {"quorum": hats.in_force.founding.quorum}
    if request.method == "POST" and form.is_valid():
        after = composed(before, form.cleaned_data)
        context |= {"changes": changes(before, after), "effect": effect(after, hats.in_force)}
        if not context["changes"]:
            form.add_error(None, "No number is different. Change one.")
        elif "sure" in request.POST:
            made = _proposed(form, after, hats, now, note=form.cleaned_data["reason"])
            if made:
                return redirect("paper", made)
        elif "again" not in request.POST:
            return answered(request, "commons_agencies/policy_sure.html", {**context, "form": form})
    return answered(request, "commons_agencies/policy.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_steward(request: HttpRequest) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    form = StewardForm(access.steward_candidates(hats.in_force), sent(request))
    if request.method == "POST" and form.is_valid():
        name, key = form.cleaned_data["steward"]
        made = _proposed(form, rules.steward(name, key, form.cleaned_data["reason"]), hats, now)
        if made:
            return redirect("paper", made)
    return _steward_page(request, hats, form, {})


@never_cache
@require_POST
def invite_steward(request: HttpRequest) -> HttpResponse:
    """The link stands on this answer and nowhere else."""
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    form = NameForm(request.POST, auto_id="invite_%s")
    page = StewardForm(access.steward_candidates(hats.in_force))
    if not form.is_valid():
        return _steward_page(request, hats, page, {"invite": form})
    token = invite(name=form.cleaned_data["name"], role="steward", by=hats.person, now=now)
    return _steward_page(request, hats, page, _link(request, token, form.cleaned_data["name"]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_witness(request: HttpRequest) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    form = WitnessForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = _proposed(form, rules.witness(**form.cleaned_data), hats, now)
        if made:
            return redirect("paper", made)
    context = {
        "effect": EFFECTS["witness:added"],
        "quorum": hats.in_force.founding.quorum,
        "witnesses": hats.in_force.witnesses,
        "enough": hats.in_force.founding.witness_quorum,
    }
    return answered(request, "commons_agencies/witness.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_agency(request: HttpRequest, agency: str) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    form = _change_form(agency, hats, sent(request))
    if request.method == "POST" and form.is_valid():
        paper = rules.agency(
            hats.in_force.agencies[agency].paper, access.officer_candidates(agency), form.cleaned_data, hats.now_s
        )
        if paper is None:
            form.add_error(None, "Nothing is different. Change something.")
        elif made := _proposed(form, paper, hats, now, note=form.cleaned_data["reason"], field="officers"):
            return redirect("paper", made)
    return _agency_page(request, agency, hats, form, {})


@never_cache
@require_POST
def invite_new_officer(request: HttpRequest, agency: str) -> HttpResponse:
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    page, form = _change_form(agency, hats, None), InviteForm(request.POST, auto_id="invite_%s")
    if not form.is_valid():
        return _agency_page(request, agency, hats, page, {"invite": form})
    token = invite(agency=agency, by=hats.person, now=now, **form.cleaned_data)
    return _agency_page(request, agency, hats, page, _link(request, token, form.cleaned_data["name"]))


def _proposed(
    form: forms.Form, paper: Paper, hats: access.Hats, now: datetime, *, note: str = "", field: str | None = None
) -> str:
    """The paper's id; where it cannot be, an empty one, and the form says why."""
    try:
        return propose(paper=paper, by=hats.person, now=now, note=note).paper_id
    except PaperError as error:
        form.add_error(field, rules.words_of(error))
    except WouldBeVoid as error:
        form.add_error(None, error.words())
    return ""


def _link(request: HttpRequest, token: str, name: str) -> dict[str, Any]:
    return {"link": request.build_absolute_uri(reverse("join", args=[token])), "invited": name}


def _steward_page(request: HttpRequest, hats: access.Hats, form: StewardForm, more: dict[str, Any]) -> HttpResponse:
    context = {
        "effect": EFFECTS["steward:added"],
        "quorum": hats.in_force.founding.quorum,
        "stewards": hats.in_force.stewards,
        "waiting": access.waiting_links(role="steward", key_id=""),
        "invite": NameForm(auto_id="invite_%s"),
        **more,
    }
    wrong = context["invite"] if context["invite"].errors else form
    return answered(request, "commons_agencies/steward.html", {**context, "steward_form": form}, wrong)


def _change_form(agency: str, hats: access.Hats, data: Any) -> ChangeForm:
    view = hats.in_force.agencies.get(agency)
    if view is None or view.revoked:
        raise Http404
    officers = rules.offered(view.paper, access.officer_candidates(agency), view.revoked_keys)
    initial = rules.initial(view.paper, hats.in_force.founding.units, view.revoked_keys)
    return ChangeForm(hats.in_force, officers, data, initial=initial)


def _agency_page(
    request: HttpRequest, agency: str, hats: access.Hats, form: ChangeForm, more: dict[str, Any]
) -> HttpResponse:
    context = {
        "agency": agency,
        "paper": hats.in_force.agencies[agency].paper,
        "effect": EFFECTS["agency:changed"],
        "quorum": hats.in_force.founding.quorum,
        "waiting": access.waiting_links(agency=agency),
        "invite": InviteForm(auto_id="invite_%s"),
        **more,
    }
    wrong = context["invite"] if context["invite"].errors else form
    return answered(request, "commons_agencies/change_agency.html", {**context, "agency_form": form}, wrong)


@never_cache
@require_safe
def closing(request: HttpRequest) -> HttpResponse:
    """What is ended before the one who runs this commons can close it."""
    hats = access.steward_or_404(request.user, now_here())
    found = steps(hats.in_force)
    context = {"steps": found, "left": sum(not one.done for one in found), "owed": owed(hats.in_force)}
    return answered(request, "commons_agencies/closing.html", context)
