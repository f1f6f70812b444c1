"""One's own page: what one wrote, what stewards decided about it, whom one blocked; a copy, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import members, moderating
from fanlight.commons.board.actions.own import erase_all, exported
from fanlight.commons.board.forms import AppealForm
from fanlight.ground.errors import FanlightError


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    posts, replies, _, blocks = access.own_words(here.person)
    context = {
        "here": here,
        "posts": posts,
        "replies": len(replies),
        "blocks": blocks,
        "decisions": access.own_decisions(here.person),
    }
    return render(request, "commons_board/mine.html", context)


@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    answer = JsonResponse(exported(member=here.member), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-board.json"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    if request.method == "POST":
        erase_all(person=here.person, now=now)
        messages.success(request, "All that you wrote here is erased.")
        return redirect("my_board")
    return render(request, "commons_board/erase_all.html")


@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    members.unblock(by=here.person, of=pk)
    return redirect("my_board")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    decision = access.decision_or_404(pk)
    author = (decision.reply or decision.post).author_id
    if author != here.person.pk:
        raise Http404
    form = AppealForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderating.appeal(decision=decision, words=form.cleaned_data["words"], now=now)
            messages.success(request, "Another steward looks at it.")
            return redirect("my_board")
        except FanlightError as error:
            form.add_error(None, error.words())
    return answered(request, "commons_board/appeal.html", {"decision": decision}, form)
