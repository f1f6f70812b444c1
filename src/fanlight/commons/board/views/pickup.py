"""Where an agency fetches what was forwarded to it: by its own tool's signature, or an officer who signed in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.standing import standing
from fanlight.commons.board import access
from fanlight.commons.board.actions import forwarding
from fanlight.commons.log.operated import NotFounded
from fanlight.trust.papers.fetch import Fetch, FetchRefused, check_fetch

LONGEST_TIME = 15  # digits


def _agency(request: HttpRequest, number: str) -> str:
    """Whose tool or officer asks; 404 for everybody else."""
    now = now_here()
    if "Fanlight-Agency" not in request.headers:
        return access.officer_or_404(request.user, now).agency
    agency, seconds = request.headers["Fanlight-Agency"], request.headers.get("Fanlight-Time", "")
    try:
        here = standing()
    except NotFounded:
        raise Http404 from None
    in_force = here.at(now)
    view = in_force.agencies.get(agency)
    if view is None or view.revoked or view.paper.signer.id in view.revoked_keys:
        raise Http404
    if not seconds.isascii() or not seconds.isdecimal() or len(seconds) > LONGEST_TIME:
        raise Http404
    signature, signer = request.headers.get("Fanlight-Signature", ""), view.paper.signer.public
    try:
        check_fetch(Fetch(number, int(seconds)), here.founding.origin, signer, signature, now=in_force.at)
    except FetchRefused:
        raise Http404 from None
    return agency


@login_not_required
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The ids of what can be fetched, as JSON."""
    agency = _agency(request, "")
    return JsonResponse([one.number for one in forwarding.lying_for(agency=agency, now=now_here())], safe=False)


@login_not_required
@never_cache
@require_safe
def sealed(request: HttpRequest, number: str) -> HttpResponse:
    """The sealed bytes; the log is asked again before they are handed out."""
    content = forwarding.hand_out(agency=_agency(request, number), number=number, now=now_here())
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{number}.age"'},
    )


@never_cache
@require_safe
def waiting_page(request: HttpRequest) -> HttpResponse:
    """For an officer: what waits, and how it is opened."""
    now = now_here()
    here = access.officer_or_404(request.user, now)
    stands = here.in_force.forwarding.get(here.agency)
    rows = forwarding.lying_for(agency=here.agency, now=now)
    context = {"rows": rows, "forwarding": stands, "agency": here.agency, "origin": request.build_absolute_uri("/")}
    return render(request, "commons_board/forwards.html", context)
