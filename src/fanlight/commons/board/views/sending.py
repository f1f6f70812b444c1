"""Forwarding: an author's choice and queue; what stewards open and end."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.standing import zone
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import forwarding, terms
from fanlight.commons.board.forms import EndForm, ForwardForm, OpenForm
from fanlight.commons.board.rules.sending import PAUSE_WORDS
from fanlight.commons.board.rules.terms import conduct, openings
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.published import AgencyLines
from fanlight.trust.policy.in_force.neighbours import ForwardView, PartnershipView
from fanlight.trust.policy.in_force.views import InForce


@dataclass(frozen=True)
class Offer:
    """What an author sees of an agency before she chooses."""

    view: ForwardView
    record: AgencyLines | None
    conduct: list[tuple[str, str]]
    partnership: PartnershipView | None


def _offer(view: ForwardView, now: InForce) -> Offer:
    agency = view.agency
    lines = now.record.agency(agency.record) if now.record and agency.record else None
    running = [one for one in now.partnerships.values() if one.runs and one.paper.agency == agency.agency]
    return Offer(view, lines, conduct(now, agency.agency), running[-1] if running else None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, number: str) -> HttpResponse:
    """Its author chooses, with the agency's record before her."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    post = access.own_post_or_404(number, here)
    in_force = here.hats.in_force
    offers = [_offer(view, in_force) for view in in_force.forwarding.values() if view.is_open]
    form = ForwardForm([(one.view.agency.agency, one.view.agency.name) for one in offers], sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            forwarding.choose(post=post, by=here, now=now, **form.cleaned_data)
            messages.success(request, "It leaves in 30 minutes. Until the agency fetches it you can recall it.")
            return redirect("my_forwards")
        except FanlightError as error:
            form.add_error(None, error.words())
    return answered(request, "commons_board/forward.html", {"here": here, "post": post, "offers": offers}, form)


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is on its way, and what became of the rest."""
    here = access.neighbour_or_404(request.user, now_here())
    rows = access.with_names(access.own_forwards(here.person)[: access.PAGE], here)
    context = {
        "here": here,
        "waiting": [pair for pair in rows if pair[0].can_be_recalled],
        "others": [pair for pair in rows if not pair[0].can_be_recalled],
    }
    return render(request, "commons_board/queue.html", context)


@require_POST
def recall(request: HttpRequest, number: str) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    try:
        forwarding.recall(forward=access.forward_or_404(number, here))
        messages.success(request, "Recalled. Nothing of it is left to fetch.")
    except FanlightError as error:
        messages.error(request, error.words())
    return redirect("my_forwards")


@never_cache
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """For stewards: to whom posts may be forwarded, until when, and what is on its way."""
    here = access.steward_or_404(request.user, now_here())
    now = here.hats.in_force
    rows = [
        {
            "id": id,
            "paper": view.paper,
            "forwarding": (stands := now.forwarding.get(id)),
            "paused": [PAUSE_WORDS[reason] for reason in stands.paused] if stands else [],
            "openings": openings(now, id),
            "counts": access.counts_of(id),
        }
        for id, view in sorted(now.agencies.items())
        if not view.revoked
    ]
    open_now = sum(view.is_open for view in now.forwarding.values())
    return render(request, "commons_board/forwarding.html", {"here": here, "rows": rows, "open_now": open_now})


def _agency_or_404(agency: str, here: access.Neighbour) -> None:
    view = here.hats.in_force.agencies.get(agency)
    if view is None or view.revoked:
        raise Http404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_it(request: HttpRequest, agency: str) -> HttpResponse:
    """Proposed by one steward; the quorum signs, and 14 days pass."""
    now = now_here()
    here = access.steward_or_404(request.user, now)
    _agency_or_404(agency, here)
    form = OpenForm(now, zone(), sent(request))
    if request.method == "POST" and form.is_valid():
        made = terms.open_forwarding(agency=agency, hats=here.hats, now=now, **form.cleaned_data)
        return redirect("paper", made.paper_id)
    context = {"paper": here.hats.in_force.agencies[agency].paper, "quorum": here.hats.in_force.founding.quorum}
    return answered(request, "commons_board/open_forwarding.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_it(request: HttpRequest, agency: str) -> HttpResponse:
    """One act of one steward."""
    now = now_here()
    here = access.steward_or_404(request.user, now)
    _agency_or_404(agency, here)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = terms.end_forwarding(agency=agency, hats=here.hats, now=now, **form.cleaned_data)
        if made.state != PendingPaper.State.WRITTEN:
            return redirect("paper", made.paper_id)
        messages.success(request, "Ended. What waited or was queued is destroyed; nothing more is sent.")
        return redirect("forwarding")
    context = {"paper": here.hats.in_force.agencies[agency].paper, "counts": access.counts_of(agency)}
    return answered(request, "commons_board/end_forwarding.html", context, form)
