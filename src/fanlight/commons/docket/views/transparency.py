"""The transparency report as a page and as files: the same bytes that anybody makes from the log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanlight.commons.agencies.standing import public_copy
from fanlight.commons.docket.report import FIGURES, files, report
from fanlight.commons.docket.rules.checking import GROUNDS
from fanlight.commons.docket.views.founded import founded

TYPES = {".json": "application/json", ".csv": "text/csv; charset=utf-8"}
WORDS = {
    "requests-noticed": "Requests announced",
    "requests-opened": "Requests opened",
    "requests-refused": "Requests refused before they were public",
    "requests-expired": "Requests whose days were over",
    "requests-resolved": "Requests resolved",
    "requests-withdrawn": "Requests withdrawn",
    "requests-suspended": "Requests suspended",
    "reports-made": "Reports made",
    "reports-overdue": "Reports overdue",
    "disclosures-posted": "Packages posted by homes",
    "disclosures-received": "Packages received",
    "deletions-attested": "Deletions attested",
    "deletions-overdue": "Deletions overdue",
    "moratoria-set": "Moratoria set",
    "moratoria-lifted": "Moratoria lifted",
    "agencies-admitted": "Agencies admitted",
    "agencies-verified": "Agencies verified again",
    "agencies-suspended": "Agencies suspended",
    "agencies-reinstated": "Agencies taken up again",
    "agencies-revoked": "Agencies sent away",
    "keys-revoked": "Keys revoked",
    "bodies-erased": "Words erased",
    "entries-void": "Entries that are void",
}
COLUMNS = ("requests-noticed", "requests-refused", "reports-made", "reports-overdue", "disclosures-received",
           "deletions-attested", "deletions-overdue")  # fmt: skip


@login_not_required
@require_safe
@founded
def transparency(request: HttpRequest) -> HttpResponse:
    value: dict[str, Any] = report(public_copy())
    quarters = [_quarter(quarter, value["agencies"]) for quarter in reversed(value["quarters"])]
    context = {
        "report": value,
        "quarters": quarters,
        "columns": [WORDS[figure] for figure in COLUMNS],
        "log": request.build_absolute_uri("/log/"),
    }
    return render(request, "commons_docket/transparency.html", context)


def _quarter(quarter: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    figures = quarter["figures"]
    return {
        "name": quarter["quarter"],
        "so_far": quarter["so_far"],
        "figures": [(WORDS[figure], len(figures[figure]), figures[figure]) for figure in FIGURES if figures[figure]],
        "agencies": [
            (id, names.get(id, id), [len(held[figure]) for figure in COLUMNS])
            for id, held in quarter["agencies"].items()
        ],
        "refused": [(GROUNDS.get(rule, rule), held) for rule, held in quarter["refused_by_rule"].items()],
    }


@login_not_required
@require_safe
@founded
def report_file(request: HttpRequest, name: str) -> HttpResponse:
    content = files(public_copy()).get(name)
    if content is None:
        raise Http404
    kind = next(kind for ending, kind in TYPES.items() if name.endswith(ending))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
