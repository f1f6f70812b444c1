"""The public pages: what goes on here, who asks for what, how agencies behave; without scripts and cookies."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanlight.commons.agencies.access import key_names
from fanlight.commons.agencies.rules import asking_end
from fanlight.commons.agencies.rules.area import area_words, drawing, sheet_of
from fanlight.commons.agencies.standing import is_founded, public_copy, standing
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.docket import access
from fanlight.commons.docket.cards import agency_name, card, cards, where
from fanlight.commons.docket.feed import TYPE, feed
from fanlight.commons.docket.rules import checking, story
from fanlight.commons.docket.rules.headline import headline, moratorium_words
from fanlight.commons.docket.views.founded import founded
from fanlight.trust.policy.states import RequestState

PAGE = 50


@login_not_required
@require_safe
@founded
def front(request: HttpRequest) -> HttpResponse:
    now = standing().at(now_here())
    reported = [one for one in cards(now) if one.view.record.reported is not None][:3]
    context = {
        "heading": headline(now),
        "moratorium": moratorium_words(now),
        "open": cards(now, (RequestState.OPEN,)),
        "announced": cards(now, (RequestState.NOTICE,)),
        "reports": reported,
        "size": standing().published,
        **where(cards(now, (RequestState.OPEN, RequestState.NOTICE)), now),
        "notice_h": now.limits.notice_s // 3600,
    }
    return render(request, "commons_docket/front.html", context)


@login_not_required
@require_safe
@founded
def requests(request: HttpRequest) -> HttpResponse:
    """By state; `?state=` shows one group."""
    now = standing().at(now_here())
    wanted = request.GET.get("state", "")
    groups = [
        (slug, words, cards(now, states))
        for slug, words, states in story.GROUPS
        if wanted not in {slug for slug, _, _ in story.GROUPS} or slug == wanted
    ]
    context = {
        "groups": groups,
        "filters": [(slug, words) for slug, words, _ in story.GROUPS],
        "wanted": wanted,
        "count": len(now.requests),
        "open_count": len(now.open_requests),
        "refused": len(now.state.refused),
        **where([card for slug, _, found in groups for card in found if slug in ("open", "announced")], now),
    }
    return render(request, "commons_docket/requests.html", context)


@login_not_required
@require_safe
def requests_feed(request: HttpRequest) -> HttpResponse:
    """As a file that changes when the log does: no cookie, the same bytes for everybody, from the published head."""
    if not is_founded():
        raise Http404
    copy = public_copy()
    now = copy.state.at(int(now_here().timestamp()))
    content = feed(now, cards(now), copy.founding.rp.origin)
    answer = HttpResponse(content, content_type=TYPE, headers={"Cache-Control": "public, max-age=300"})
    answer["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    return answer


@login_not_required
@require_safe
@founded
def request_page(request: HttpRequest, id: str) -> HttpResponse:
    here = standing()
    now = here.at(now_here())
    if id not in now.requests and (removed := access.removed_request(id)) is not None:
        return render(request, "commons_docket/removed.html", {"removed": removed})
    view = access.request_or_404(id, now)
    record, paper = view.record, view.paper
    name = agency_name(paper.agency, now)
    shown = card(view, now)
    entry = here.copy.parsed[record.index]
    context = {
        "card": shown,
        "view": view,
        "paper": paper,
        "heading": story.heading(view, name),
        "sentence": story.sentence(paper, name),
        "area": area_words(paper.area, now.founding.units),
        "map": drawing(paper.area, now.founding.units, sheet_of(now.founding.units.keys())),
        "results": checking.results(paper, checking.facts_then(now.state, record)),
        "steps": story.steps(view, now),
        "reviews": access.reviews_of(id),
        "reviewers": [key_names(now).get(key, key[:16]) for key in record.reviewers],
        "report": record.reported.paper if record.reported else None,
        "body": entry.body if entry else "",
        "log": request.build_absolute_uri("/log/"),
    }
    return render(request, "commons_docket/request.html", context)


@login_not_required
@require_safe
@founded
def agencies(request: HttpRequest) -> HttpResponse:
    now = standing().at(now_here())
    rows = [(id, view, story.conduct(id, now)) for id, view in sorted(now.agencies.items())]
    verified = sum(view.verified_until is not None and view.asks for view in now.agencies.values())
    return render(request, "commons_docket/agencies.html", {"rows": rows, "verified": verified})


@login_not_required
@require_safe
@founded
def agency(request: HttpRequest, id: str) -> HttpResponse:
    now = standing().at(now_here())
    view = access.agency_or_404(id, now)
    lines = now.record.agency(view.paper.record) if now.record and view.paper.record else None
    context = {
        "id": id,
        "view": view,
        "paper": view.paper,
        "conduct": story.conduct(id, now),
        "requests": cards(now, agency=id)[:PAGE],
        "deliveries": story.deliveries(id, now),
        "partnerships": [one for one in now.partnerships.values() if one.paper.agency == id],
        "letter": asking_end.letter(now, id),
        "forwarding": now.forwarding.get(id),
        "record": lines,
        "area": area_words(view.paper.cells, now.founding.units),
    }
    return render(request, "commons_docket/agency.html", context)


@login_not_required
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """All rooms on a plain page."""
    return render(request, "commons_docket/menu.html")
