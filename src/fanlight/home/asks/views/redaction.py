"""The redaction page: what would they see? Progress, the film as it would leave, what is shown, and consent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.ground.errors import FanlightError
from fanlight.home.asks import access, cover_files, keeping
from fanlight.home.asks.actions import covering as coverings
from fanlight.home.asks.actions import deciding
from fanlight.home.asks.forms import TrackForm, WatchedForm
from fanlight.home.asks.page import left
from fanlight.home.asks.page import redaction as page
from fanlight.home.asks.redact.report import NOT_LOOKED_FOR
from fanlight.home.asks.rules import states
from fanlight.home.asks.views.ranges import ranged
from fanlight.home.asks.views.sudo import sudo
from fanlight.home.household.hostile import hostile
from fanlight.home.household.toast import say


@require_safe
def redaction(request: HttpRequest, number: int) -> HttpResponse:
    """One clip on its way to be confirmed."""
    row = access.disclosure_for(request.user, number)
    if row.state not in states.BEFORE_CONSENT:
        return redirect("disclosure", row.pk)
    context = {"room": "requests", "not_looked_for": NOT_LOOKED_FOR, **page.redaction(row)}
    return render(request, "home_asks/redaction.html", context)


@require_safe
def state(request: HttpRequest, number: int) -> JsonResponse:
    """How far it is, for the page that waits."""
    row = access.disclosure_for(request.user, number)
    percent, words = coverings.progress(row)
    return JsonResponse({"state": row.state, "percent": percent, "words": row.words or words, "version": row.version})


@require_safe
def tracks(request: HttpRequest, number: int) -> JsonResponse:
    """Boxes for the labels on the picture."""
    return JsonResponse(page.track_boxes(access.disclosure_for(request.user, number)))


@require_safe
@hostile
def film(request: HttpRequest, number: int) -> HttpResponseBase:
    """The film as it would leave, or as it left."""
    row = access.disclosure_for(request.user, number)
    if row.state == "covering":
        raise Http404
    return ranged(request, keeping.disclosure(row.identity) / cover_files.FILM, "video/mp4")


@require_safe
@hostile
def original(request: HttpRequest, number: int) -> HttpResponseBase:
    """The clip as recorded, frame for frame the film's: for residents of this house, while they decide, to compare."""
    row = access.disclosure_for(request.user, number)
    if row.state not in states.BEFORE_CONSENT:
        raise Http404
    return ranged(request, keeping.disclosure(row.identity) / cover_files.CLIP, "video/mp4")


@require_POST
def anew(request: HttpRequest, number: int) -> HttpResponse:
    """Cover it anew: what is always filled was drawn since."""
    person, row = access.followed_by(request.user)
    one = access.disclosure_for(request.user, number)
    try:
        deciding.cover_anew(row=one, by=person, now=access.clock(row).now())
    except FanlightError as error:
        say(request, error.words())
    return redirect("redaction", one.pk)


@require_POST
def watched(request: HttpRequest, number: int) -> HttpResponse:
    """Spans that were played."""
    row, form = access.disclosure_for(request.user, number), WatchedForm(request.POST)
    if not form.is_valid() or form.cleaned_data["version"] != row.version:
        return HttpResponseBadRequest("These are no spans of this film.", content_type="text/plain")
    deciding.note_watched(row=row, spans=form.cleaned_data["spans"])
    shown = page.redaction(row)
    return JsonResponse({"watched": shown["watched"], "seconds": shown["watched_s"], "all": shown["all_watched"]})


@require_POST
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Show a track, or cover it again."""
    person, row = access.followed_by(request.user)
    one, form = access.disclosure_for(request.user, number), TrackForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("This is no track.", content_type="text/plain")
    now = access.clock(row).now()
    try:
        deciding.show(row=one, by=person, now=now, **form.cleaned_data)
    except FanlightError as error:
        say(request, error.words())
    return redirect("redaction", one.pk)


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Share nothing of this clip."""
    person, one = access.adult(request.user), access.disclosure_for(request.user, number)
    ask = one.ask_id
    try:
        deciding.drop(row=one, by=person, now=access.clock(access.following()).now())
    except FanlightError as error:
        say(request, error.words())
        return redirect("disclosure", one.pk)
    say(request, "Nothing of this clip is shared.")
    return redirect("request", ask) if access.shows_asks() else redirect("left")


@require_http_methods(["GET", "HEAD", "POST"])
@sudo
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The last page before consent: what leaves, when, and what no machine looked for."""
    person, row = access.followed_by(request.user)
    one, now = access.disclosure_for(request.user, number), access.clock(row).now()
    problem = deciding.obstacle_to_confirm(row=one, by=person, following=row, now=now)
    if request.method == "POST" and problem is None:
        try:
            deciding.confirm(row=one, by=person, following=row, now=now)
            say(request, "Confirmed. It waits 24 hours; any adult of the house can cancel it.")
            return redirect("disclosure", one.pk)
        except FanlightError as error:
            problem = error
    context = {
        "room": "requests",
        "row": one,
        "title": left.row_of(one).title,
        "leaves": left.first_batch(row, now),
        "problem": problem,
        "needs_way_back": isinstance(problem, deciding.NoWayBack),
        "not_looked_for": NOT_LOOKED_FOR,
        "others": access.other_adults(person),
    }
    return render(request, "home_asks/confirm.html", context, status=409 if request.method == "POST" else 200)
