"""What is done about a post or a reply: resolved, erased, reported, its author blocked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.commons.board import access
from fanlight.commons.board.actions import members, posting
from fanlight.commons.board.forms import ResolveForm, RuleForm
from fanlight.commons.board.models.posts import Post, Reply
from fanlight.ground.errors import FanlightError


@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest, number: str) -> HttpResponse:
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    found = access.own_post_or_404(number, here)
    form = ResolveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        posting.resolve(post=found, words=form.cleaned_data["words"], now=now)
        return redirect("post", number)
    return answered(request, "commons_board/resolve.html", {"post": found}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once: this cannot be undone."""
    here = access.neighbour_or_404(request.user, now_here())
    found = access.own_post_or_404(number, here)
    if request.method == "POST":
        posting.erase_post(post=found)
        messages.success(request, "Your post is erased.")
        return redirect("board")
    return answered(request, "commons_board/erase_post.html", {"post": found})


def _reported(request: HttpRequest, here: access.Neighbour, post: Post, reply: Reply | None) -> HttpResponse:
    form = RuleForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            posting.report(post=post, reply=reply, by=here, now=now_here(), **form.cleaned_data)
            messages.success(request, "A steward looks at it.")
            return redirect("post", post.number)
        except FanlightError as error:
            form.add_error(None, error.words())
    return answered(request, "commons_board/report.html", {"post": post, "reply": reply}, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: str) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    return _reported(request, here, access.post_or_404(number, here), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_reply(request: HttpRequest, pk: int) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    reply = access.reply_or_404(pk, here)
    return _reported(request, here, reply.post, reply)


@require_POST
def erase_reply(request: HttpRequest, pk: int) -> HttpResponse:
    here = access.neighbour_or_404(request.user, now_here())
    reply = access.reply_or_404(pk, here)
    if reply.author_id != here.person.pk:
        raise Http404
    posting.erase_reply(reply=reply)
    return redirect("post", reply.post.number)


@require_POST
def block(request: HttpRequest, number: str) -> HttpResponse:
    """Nobody else sees it; it is undone on one's own page."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    author = access.post_or_404(number, here).author
    if author is None or author == here.person:
        raise Http404
    members.block(by=here.person, of=author, now=now)
    messages.success(request, "You read nothing more of them. Undo it on your page.")
    return redirect("board")
