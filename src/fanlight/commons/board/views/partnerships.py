"""Partnerships in public: terms, days, data, history, growth by month; and their two ends."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies.access import Hats, hats, key_names
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.rules import asking_end
from fanlight.commons.agencies.standing import body_of, standing, zone
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import terms
from fanlight.commons.board.forms import EndForm, PartnershipForm
from fanlight.commons.board.rules.terms import growth, headline
from fanlight.commons.log.operated import NotFounded
from fanlight.people.models import Person
from fanlight.trust.papers.entry import Body, parse_body
from fanlight.trust.papers.neighbourhood import PartnershipEnded
from fanlight.trust.policy.in_force.neighbours import PartnershipView
from fanlight.trust.policy.in_force.views import InForce

YEAR = timedelta(days=365)


def _now() -> InForce:
    try:
        return standing().at(now_here())
    except NotFounded:
        raise Http404 from None


def _partnership_or_404(id: str, now: InForce) -> PartnershipView:
    view = now.partnerships.get(id)
    if view is None:
        raise Http404
    return view


@login_not_required
@require_safe
def partnerships(request: HttpRequest) -> HttpResponse:
    now = _now()
    rows = [(view, now.agencies[view.paper.agency].paper) for view in reversed(now.partnerships.values())]
    without = [(id, view.paper) for id, view in sorted(now.agencies.items()) if not view.revoked]
    context = {"heading": headline(now), "rows": rows, "months": growth(now, zone()), "agencies": without}
    return render(request, "commons_board/partnerships.html", context)


@login_not_required
@require_safe
def partnership(request: HttpRequest, id: str) -> HttpResponse:
    now = _now()
    view = _partnership_or_404(id, now)
    paper = view.paper
    letter = asking_end.letter(now, paper.agency) if asking_end.to_end(now, paper.agency) == view else None
    earlier = [one for one in now.partnerships.values() if one.paper.agency == paper.agency and one.paper.id != id]
    person = request.user if isinstance(request.user, Person) else None
    signed, ended = _body(view.record.index), _body(view.record.ended.index) if view.record.ended else None
    context = {
        "view": view,
        "paper": paper,
        "document": signed.hash if signed else "",
        "reason": ended.paper.reason if ended and isinstance(ended.paper, PartnershipEnded) else "",
        "agency": now.agencies[paper.agency].paper,
        "earlier": earlier,
        "letter": letter,
        "signers": _signers(signed, now),
        "may_end": view.term not in ("ended", "over") and _ends(hats(person, now_here()), view) if person else False,
    }
    return render(request, "commons_board/partnership.html", context)


def _body(index: int) -> Body | None:
    """What an entry's hash stands for; None where it was erased."""
    entry = standing().copy.parsed[index]
    found = body_of(entry.body) if entry and entry.body else None
    return parse_body(entry.kind, found) if entry and found is not None else None


def _signers(signed: Body | None, now: InForce) -> list[str]:
    names = key_names(now)
    return [names.get(one.key, one.key[:16]) for one in signed.sigs] if signed else []


def _ends(here: Hats, view: PartnershipView) -> bool:
    """A steward, or an officer of its agency."""
    return here.steward is not None or (here.officer is not None and here.agency == view.paper.agency)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_it(request: HttpRequest, id: str) -> HttpResponse:
    now = now_here()
    here = access.signer_or_404(request.user, now)
    view = _partnership_or_404(id, here.in_force)
    if not _ends(here, view) or view.term in ("ended", "over"):
        raise Http404
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = terms.end_partnership(partnership=id, hats=here, now=now, **form.cleaned_data)
        written = made.state == PendingPaper.State.WRITTEN
        return redirect("partnership", id) if written else redirect("paper", made.paper_id)
    context = {"view": view, "agency": here.in_force.agencies[view.paper.agency].paper}
    return answered(request, "commons_board/end_partnership.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, agency: str) -> HttpResponse:
    """By a steward or an officer of the agency; two officers sign, then the quorum."""
    now = now_here()
    here = access.signer_or_404(request.user, now)
    known = here.in_force.agencies.get(agency)
    if known is None or known.revoked or (here.steward is None and here.agency != agency):
        raise Http404
    today = now.astimezone(zone()).date()
    days = {"since": today.isoformat(), "until": (today + YEAR).isoformat()}
    form = PartnershipForm(now, zone(), sent(request), initial=days)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data}
        shared = values.pop("shared")
        made = terms.propose_partnership(agency=agency, data=shared, hats=here, now=now, **values)
        return redirect("paper", made.paper_id)
    context = {"agency": known.paper, "quorum": here.in_force.founding.quorum}
    return answered(request, "commons_board/propose.html", context, form)
