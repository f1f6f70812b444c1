"""The board, one post, writing: for neighbours who signed in, without scripts."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.standing import zone
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import posting
from fanlight.commons.board.forms import PostForm, ReplyForm
from fanlight.commons.board.models.posts import Post
from fanlight.commons.board.rules.board_rules import PACES, RULES
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError

NEW = timedelta(days=7)


def headline(alerts: int, week: int) -> str:
    """The answer of the page."""
    if alerts:
        return f"{alerts} alert{'s' if alerts > 1 else ''} stand{'' if alerts > 1 else 's'} open"
    return f"{week} post{'s' if week > 1 else ''} this week" if week else "Quiet week."


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Alerts, then posts, what is resolved folded; `?area=` narrows, `?before=` goes on."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    shown = access.posts_for(here)
    alerts = list(shown.filter(urgent=True, resolved_us=None))
    week = shown.filter(written_us__gt=micros(now - NEW)).count()
    area, before = request.GET.get("area", ""), request.GET.get("before", "")
    if area.isdecimal() and len(area) < 12:
        shown = shown.filter(area=int(area))
    if before.isdecimal() and len(before) < 16:
        shown = shown.filter(pk__lt=int(before))
    rows: list[Post] = list(shown.exclude(urgent=True, resolved_us=None)[: access.PAGE + 1])
    page = rows[: access.PAGE]
    context = {
        "here": here,
        "heading": headline(len(alerts), week),
        "alerts": [] if before else alerts,
        "posts": [one for one in page if one.resolved_us is None],
        "resolved": [one for one in page if one.resolved_us is not None],
        "older": page[-1].pk if len(rows) > access.PAGE else None,
        "areas": access.areas(),
        "area": area,
    }
    return render(request, "commons_board/board.html", context)


@never_cache
@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What came in a day or a week, by area, on one page."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    days = 1 if request.GET.get("days") == "1" else 7
    rows = list(access.posts_for(here).filter(written_us__gt=micros(now - timedelta(days=days))))
    by_area: dict[str, list[Post]] = {}
    for row in rows:
        by_area.setdefault(row.area.name, []).append(row)
    context = {"here": here, "days": days, "count": len(rows), "areas": sorted(by_area.items())}
    return render(request, "commons_board/digest.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Behaviour first. Advice is shown once; whoever presses again posts it as it is."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    local = now.astimezone(zone())
    initial = {"day": local.date().isoformat(), "hour": f"{local:%H:%M}"}
    form = PostForm(access.open_areas(), now, zone(), sent(request), initial=initial)
    better: list[str] = []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.wants_another_look:
            better = form.better
            again = request.POST.copy()
            again["seen"] = values["what"]
            form = PostForm(access.open_areas(), now, zone(), again)
        else:
            try:
                made = posting.post(
                    by=here,
                    what=values["what"],
                    area=values["area"],
                    happened=values["happened"],
                    urgent=values["urgent"],
                    now=now,
                )
                messages.success(request, "It stands on the board.")
                return redirect("post", made.number)
            except FanlightError as error:
                form.add_error(None, error.words())
    context = {"here": here, "rules": RULES, "better": better, "paces": PACES, "areas": access.open_areas()}
    return answered(request, "commons_board/write.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest, number: str) -> HttpResponse:
    """One post with its replies; a POST is a reply."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    found = access.post_or_404(number, here)
    form = ReplyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            posting.reply(post=found, by=here, words=form.cleaned_data["words"], now=now)
            return redirect("post", number)
        except FanlightError as error:
            form.add_error(None, error.words())
    mine = found.author_id == here.person.pk
    context = {
        "here": here,
        "post": found,
        "mine": mine,
        "replies": access.replies_for(found, here),
        "forwards": access.with_names(access.own_forwards(here.person).filter(post=found), here) if mine else [],
        "decisions": [one for one in access.own_decisions(here.person) if one.post_id == found.pk] if mine else [],
        "open": [view.agency.name for view in here.hats.in_force.forwarding.values() if view.is_open],
    }
    return answered(request, "commons_board/post.html", context, form)
