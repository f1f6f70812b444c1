"""Storage and health: is anything at risk, what is kept for how long, what was deleted and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.home.archive import checks, storage
from fanlight.home.archive.actions import retention as actions
from fanlight.home.archive.forms.retention import GIGA, RetentionForm
from fanlight.home.household.toast import say

BEFORE = "retention_before"  # in the session, for Undo


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The answer, then disk, cameras, limits, check, deletions."""
    return _page(request, None)


@require_POST
def limits(request: HttpRequest) -> HttpResponse:
    """New limits; Undo brings the ones of before."""
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    request.session[BEFORE] = list(actions.set_limits(**form.limits()))
    say(request, "Saved. It counts from the next minute on.", undo=reverse("retention-undo"))
    return redirect("storage")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """The limits of before."""
    before = request.session.pop(BEFORE, None)
    if before is not None:
        actions.set_limits(days=before[0], bytes=before[1])
        say(request, "The limits are as before.")
    return redirect("storage")


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Read all footage and compare; goes on while the page is left."""
    checks.begin(SystemClock())
    return redirect("storage")


@require_safe
def check_state(request: HttpRequest) -> HttpResponse:
    """The part of the page that counts up."""
    return render(request, "home_archive/cameras/check.html", {"check": checks.state()})


def _page(request: HttpRequest, form: RetentionForm | None) -> HttpResponse:
    now, zone = SystemClock().now(), timezone.get_current_timezone()
    context: dict[str, Any] = {
        "check": checks.state(),
        "form": form or _form(),
        **storage.facts(now=now, zone=zone, before=request.GET.get("before", "")),
    }
    return render(request, "home_archive/cameras/storage.html", context, status=400 if form else 200)


def _form() -> RetentionForm:
    row = actions.limits()
    return RetentionForm(initial={"days": row.days, "giga": round(row.bytes / GIGA, 1) if row.bytes else None})
