"""The Decision page: do I want this? Opening it makes no request outside the house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.ground.errors import FanlightError
from fanlight.home.asks import access
from fanlight.home.asks.actions import deciding, films
from fanlight.home.asks.forms import ChooseForm
from fanlight.home.asks.page import decision as page
from fanlight.home.asks.views.ranges import ranged
from fanlight.home.household.hostile import hostile
from fanlight.home.household.toast import say


@require_safe
def request(request: HttpRequest, number: int) -> HttpResponse:
    """Who asks and what for, what fits, the record, promises, the choice."""
    person, row = access.followed_by(request.user)
    ask, now = access.ask_for(request.user, number), access.clock(row).now()
    deciding.note_preview(ask=ask, by=person, now=now)
    return render(request, "home_asks/decision.html", {"room": "requests", **page.context(ask, row, now)})


@require_safe
def whole(request: HttpRequest, number: int) -> HttpResponse:
    """Every word of the request, and the area."""
    _, row = access.followed_by(request.user)
    context = page.whole(access.ask_for(request.user, number), row)
    return render(request, "home_asks/whole.html", {"room": "requests", **context})


@require_POST
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """The same as doing nothing, but said."""
    person, row = access.followed_by(request.user)
    ask = access.ask_for(request.user, number)
    deciding.decline(ask=ask, by=person, now=access.clock(row).now())
    say(request, "Declined. Nobody outside this house learns of it.", undo=reverse("request-undecline", args=[ask.pk]))
    return redirect("requests")


@require_POST
def undecline(request: HttpRequest, number: int) -> HttpResponse:
    """Undo."""
    person, row = access.followed_by(request.user)
    ask = access.ask_for(request.user, number)
    deciding.undecline(ask=ask, by=person, now=access.clock(row).now())
    return redirect("request", ask.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Which clips; each is covered before anything else."""
    person, row = access.followed_by(request.user)
    ask, now = access.ask_for(request.user, number), access.clock(row).now()
    form = ChooseForm(request.POST or None, ask=ask)
    if request.method == "POST" and form.is_valid():
        try:
            made = deciding.choose(ask=ask, fits=list(form.cleaned_data["fits"]), by=person, now=now)
            first = made[0] if made else ask.disclosures.exclude(state="cancelled").first()
            return redirect("redaction", first.pk) if first else redirect("request", ask.pk)
        except FanlightError as error:
            form.add_error(None, error.words())
    context = {"room": "requests", "form": form, **page.context(ask, row, now)}
    status = 400 if request.method == "POST" else 200
    return render(request, "home_asks/choose.html", context, status=status)


@require_safe
def clip(request: HttpRequest, number: int) -> HttpResponse:
    """One clip that fits, to be watched."""
    fit = access.fit_for(request.user, number)
    shown = next(clip for clip in page.clips(fit.ask) if clip.id == fit.pk)
    return render(request, "home_asks/fit.html", {"room": "requests", "fit": fit, "clip": shown, "ask": fit.ask})


@require_safe
@hostile
def film(request: HttpRequest, number: int) -> HttpResponseBase:
    """Its footage as recorded, for this house's eyes."""
    fit = access.fit_for(request.user, number)
    try:
        return ranged(request, films.film_of(fit=fit), "video/mp4")
    except FanlightError as error:
        return HttpResponse(error.words(), status=422, content_type="text/plain")
