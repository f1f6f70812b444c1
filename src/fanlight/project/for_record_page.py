"""The public address at which a commons says to the record what it says of its agencies."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanlight.commons.agencies.standing import public_copy
from fanlight.commons.docket.views.founded import founded
from fanlight.commons.petitions.access import public_petitions
from fanlight.commons.petitions.rules.states import OPEN
from fanlight.project.for_record import AboutAgency, NotDated, as_json, said

MOST = 2000  # petitions


@login_not_required
@require_safe
@founded
def for_record(request: HttpRequest) -> HttpResponse:
    """JSON (record:conduct); 503 until witnesses have dated the log."""
    about: dict[str, list[AboutAgency]] = {}
    for one in public_petitions().exclude(agency="")[:MOST]:
        state = one.state == OPEN
        about.setdefault(one.agency, []).append(
            AboutAgency(one.number, one.demand, one.addressee, one.signed, one.goal, state)
        )
    try:
        paper = said(public_copy(), about)
    except NotDated as error:
        return HttpResponse(error.words(), status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(as_json(paper), content_type="application/json")
