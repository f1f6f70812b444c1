"""What stewards do about the board: reports and appeals, neighbours and their links, named areas."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import members, moderating
from fanlight.commons.board.forms import AreaForm, InviteForm, OutcomeForm, RemoveForm, StopForm
from fanlight.commons.board.models.posts import Post, Reply
from fanlight.ground.errors import FanlightError


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Appeals, then reports, oldest first."""
    here = access.steward_or_404(request.user, now_here())
    context = {"here": here, "reports": access.open_reports(), "appeals": access.open_appeals()}
    return render(request, "commons_board/desk.html", context)


def _removed(request: HttpRequest, post: Post, reply: Reply | None) -> HttpResponse:
    now = now_here()
    here = access.steward_or_404(request.user, now)
    form = RemoveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            moderating.remove(post=post, reply=reply, steward=here.person, now=now, **form.cleaned_data)
            messages.success(request, "Removed. Its author reads the reason and can appeal.")
            return redirect("board_desk")
        except FanlightError as error:
            form.add_error(None, error.words())
    return answered(request, "commons_board/remove.html", {"post": post, "reply": reply}, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: str) -> HttpResponse:
    here = access.steward_or_404(request.user, now_here())
    return _removed(request, access.post_or_404(number, here), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove_reply(request: HttpRequest, pk: int) -> HttpResponse:
    here = access.steward_or_404(request.user, now_here())
    reply = access.reply_or_404(pk, here)
    return _removed(request, reply.post, reply)


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    now = now_here()
    access.steward_or_404(request.user, now)
    report = next((one for one in access.open_reports() if one.pk == pk), None)
    if report is None:
        raise Http404
    moderating.leave(report=report, now=now)
    messages.success(request, "It stays.")
    return redirect("board_desk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    here = access.steward_or_404(request.user, now_here())
    decision = next((one for one in access.open_appeals() if one.pk == pk), None)
    if decision is None:
        raise Http404
    form = OutcomeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        restored, words = form.cleaned_data["outcome"] == "restored", form.cleaned_data["words"]
        try:
            moderating.decide_appeal(decision=decision, steward=here.person, restored=restored, words=words)
            messages.success(request, "Decided. Its author reads your reason.")
            return redirect("board_desk")
        except FanlightError as error:
            form.add_error(None, error.words())
    return answered(request, "commons_board/decide.html", {"decision": decision}, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who is here; a POST makes a link for one neighbour, shown once."""
    now = now_here()
    here = access.steward_or_404(request.user, now)
    form, link = InviteForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        token = members.invite_neighbour(name=form.cleaned_data["name"], by=here.person, now=now)
        link = request.build_absolute_uri(reverse("join", args=[token]))
    context = {"here": here, "members": access.members(), "link": link}
    return answered(request, "commons_board/people.html", context, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    now = now_here()
    access.steward_or_404(request.user, now)
    member = access.member_or_404(pk)
    form = StopForm(sent(request))
    if request.method == "POST" and form.is_valid():
        members.stop(member=member, words=form.cleaned_data["words"], now=now)
        return redirect("board_people")
    return answered(request, "commons_board/stop.html", {"member": member}, form)


@require_POST
def let_write(request: HttpRequest, pk: int) -> HttpResponse:
    access.steward_or_404(request.user, now_here())
    members.let_write(member=access.member_or_404(pk))
    return redirect("board_people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def areas(request: HttpRequest) -> HttpResponse:
    """The closed list; `close` takes one off for new posts."""
    access.steward_or_404(request.user, now_here())
    close = request.POST.get("close", "")
    if request.method == "POST" and close.isdecimal() and len(close) < 12:
        members.close_area(pk=int(close))
        return redirect("board_areas")
    form = AreaForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            members.name_area(name=form.cleaned_data["name"].strip())
            return redirect("board_areas")
        except FanlightError as error:
            form.add_error("name", error.words())
    return answered(request, "commons_board/areas.html", {"areas": access.open_areas()}, form)
