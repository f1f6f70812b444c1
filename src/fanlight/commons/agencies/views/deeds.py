"""What stewards can decide: a list, and one page a decision."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions.papers import WouldBeVoid, propose
from fanlight.commons.agencies.forms import DeedForm
from fanlight.commons.agencies.rules import deeds as table
from fanlight.commons.agencies.rules.words import EFFECTS
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.trust.papers.forms import PaperError


@require_safe
def deeds(request: HttpRequest) -> HttpResponse:
    now = access.steward_or_404(request.user, now_here()).in_force
    groups = [(group, list(found)) for group, found in groupby(table.DEEDS, key=lambda deed: deed.group)]
    agencies = [(id, view.paper.name) for id, view in now.agencies.items() if not view.revoked]
    return render(request, "commons_agencies/deeds.html", {"groups": groups, "agencies": agencies})


@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, slug: str) -> HttpResponse:
    """Proposed by one steward; it acts once the quorum has signed."""
    now = now_here()
    hats = access.steward_or_404(request.user, now)
    wanted = table.BY_SLUG.get(slug)
    if wanted is None:
        raise Http404
    initial = {name: request.GET.get(name, "") for name in wanted.asks}
    form = DeedForm(wanted, hats.in_force, sent(request), initial=initial)
    context = {"deed": wanted, "effect": EFFECTS[wanted.kind], "quorum": hats.in_force.founding.quorum}
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(paper=table.paper(wanted, form.cleaned_data, hats.in_force), by=hats.person, now=now)
            return redirect("paper", made.paper_id)
        except PaperError as error:
            form.add_error("reason", str(error))
        except WouldBeVoid as error:
            form.add_error(None, error.words())
    return answered(request, "commons_agencies/deed.html", context, form)
