"""The desk, a steward's review, and what an officer does about a request that stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies.access import hats, key_names, officer_or_404, steward_or_404
from fanlight.commons.agencies.rules.deeds import conflicts
from fanlight.commons.agencies.rules.words import heading, lines
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import sent
from fanlight.commons.docket import access
from fanlight.commons.docket.actions import ending
from fanlight.commons.docket.actions.steps import review as decide
from fanlight.commons.docket.cards import cards
from fanlight.commons.docket.desk import due, papers_for
from fanlight.commons.docket.forms.deciding import EndForm, ReportForm, ReviewForm
from fanlight.commons.docket.models.reviews import Review
from fanlight.commons.docket.rules.checking import results
from fanlight.commons.docket.views.founded import founded
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.linter import advice


@founded
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What needs me? Due first, then what waits for a review or a signature."""
    now = now_here()
    here = hats(request.user, now)
    waiting = papers_for(here)
    queue = access.in_review() if here.steward else []
    context = {
        "hats": here,
        "due": due(here),
        "waiting": waiting,
        "queue": [(draft, not access.has_reviewed(draft.paper_id, here)) for draft in queue],
        "drafts": access.drafts_of(here),
        "requests": cards(here.in_force, agency=here.agency) if here.officer else [],
        "quorum": here.in_force.founding.quorum,
    }
    return render(request, "commons_docket/desk.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, paper_id: str) -> HttpResponse:
    """One decision a page, with its reason."""
    now = now_here()
    here = steward_or_404(request.user, now)
    draft, pending = access.review_or_404(paper_id)
    paper = pending.paper
    if not isinstance(paper, Request):
        raise Http404
    form = ReviewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            decide(pending=pending, hats=here, now=now, **form.cleaned_data)
            return redirect(
                *("paper", paper_id) if form.cleaned_data["verdict"] == Review.Verdict.ACCEPT else ("desk",)
            )
        except FanlightError as error:
            form.add_error(None, error.words())
    assert here.steward is not None
    name = next(term.name for term in here.in_force.stewards if term.key.id == here.steward.key_id)
    context = {
        "draft": draft,
        "pending": pending,
        "heading": heading(paper),
        "lines": lines(paper, key_names(here.in_force), here.in_force.founding.units),
        "results": results(paper, here.in_force.state.facts(paper.agency, here.now_s)),
        "advice": advice(paper.facts, paper.sought),
        "conflicts": conflicts(name, paper.agency, here.in_force),
        "reviews": access.reviews_of(paper_id),
        "mine": access.has_reviewed(pending.pk, here),
        "form": form,
        "reviewers": here.in_force.policy.reviewers,
    }
    return render(request, "commons_docket/review.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_request(request: HttpRequest, id: str) -> HttpResponse:
    now = now_here()
    here = officer_or_404(request.user, now)
    view = access.request_or_404(id, here.in_force)
    if view.paper.agency != here.agency or view.closed is not None:
        raise Http404
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return redirect("paper", ending.end(request=id, hats=here, now=now, **form.cleaned_data).paper_id)
    return render(request, "commons_docket/end.html", {"view": view, "form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_request(request: HttpRequest, id: str) -> HttpResponse:
    now = now_here()
    here = officer_or_404(request.user, now)
    view = access.request_or_404(id, here.in_force)
    if view.paper.agency != here.agency or view.closed is None or view.record.reported is not None:
        raise Http404
    form = ReportForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return redirect("paper", ending.report(request=id, hats=here, now=now, **form.cleaned_data).paper_id)
    return render(
        request, "commons_docket/report.html", {"view": view, "form": form}, status=400 if form.errors else 200
    )
