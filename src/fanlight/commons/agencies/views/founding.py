"""Founding a community in a guided quarter of an hour: one question a page, then links, then three signatures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions import founding as actions
from fanlight.commons.agencies.founding_forms import answer_of, form_for
from fanlight.commons.agencies.models.founding import FoundingDraft
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.agencies.rules import founding as rules
from fanlight.commons.agencies.rules.signed import read_signature
from fanlight.commons.agencies.rules.words import lines
from fanlight.commons.agencies.standing import is_founded, log_vkey_for
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.keys import ED25519, Key
from fanlight.trust.papers.signing import to_sign


@never_cache
@require_safe
def founding(request: HttpRequest) -> HttpResponse:
    """All answers, each with Change; what is missing; then the paper."""
    draft = access.founding_or_404(request.user)
    if is_founded():
        return redirect("desk")
    rows = [(one, rules.answer_words(one.slug, draft.answers), one.slug in draft.answers) for one in rules.QUESTIONS]
    context = {
        "draft": draft,
        "rows": rows,
        "done": len(draft.answers),
        "keys": [(name, key is not None) for name, key in actions.keys(draft).items()],
        "missing": actions.missing(draft),
    }
    return render(request, "commons_agencies/founding.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def founding_question(request: HttpRequest, slug: str) -> HttpResponse:
    draft = access.founding_or_404(request.user)
    asked = rules.BY_SLUG.get(slug)
    if asked is None or is_founded():
        raise Http404
    form = form_for(slug, draft.answers, sent(request), f"{request.scheme}://{request.get_host()}")
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(draft=draft, slug=slug, value=answer_of(slug, form, draft.answers))
            following = rules.after(slug, draft.answers)
            return redirect("founding_question", following) if following else redirect("founding")
        except FanlightError as error:
            form.add_error(None, error.words())
    context = {
        "question": asked,
        "number": rules.QUESTIONS.index(asked) + 1,
        "count": len(rules.QUESTIONS),
        "held": rules.answer_words(slug, draft.answers) if slug == "ground" and slug in draft.answers else "",
        "vkey": log_vkey_for(draft.answers["address"]["origin"]) if "address" in draft.answers else "",
    }
    return answered(request, "commons_agencies/founding_question.html", context, form)


@never_cache
@require_POST
def founding_link(request: HttpRequest) -> HttpResponse:
    """The link stands on this answer and nowhere else."""
    draft = access.founding_or_404(request.user)
    name = request.POST.get("name", "")
    try:
        token = actions.link(draft=draft, name=name, now=now_here())
    except FanlightError as error:
        messages.error(request, error.words())
        return redirect("founding")
    link = request.build_absolute_uri(reverse("join", args=[token]))
    return render(request, "commons_agencies/founding_link.html", {"link": link, "invited": name})


@never_cache
@require_POST
def make_founding(request: HttpRequest) -> HttpResponse:
    """The paper; or, taken back, none."""
    draft = access.founding_or_404(request.user)
    try:
        if "back" in request.POST:
            actions.take_back(draft=draft)
            return redirect("founding")
        actions.make_paper(draft=draft, now=now_here())
    except FanlightError as error:
        messages.error(request, error.words())
        return redirect("founding")
    return redirect("founding_paper")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def founding_paper(request: HttpRequest) -> HttpResponse:
    """What is signed, in full, for the founder and the stewards whom it names."""
    if access.waits_for_founding(request.user):
        return render(request, "commons_agencies/founding_wait.html")
    draft, pending, paper = access.founding_paper_or_404(request.user)
    if is_founded():
        return redirect("desk")
    mine = access.founding_key(request.user, paper)
    problem = ""
    if request.method == "POST":
        try:
            if _sign(request, draft, mine):
                messages.success(request, f"{paper.community} is founded. Its log begins now.")
                return redirect("desk")
            messages.success(request, "Signed as steward.")
            return redirect("founding_paper")
        except FanlightError as error:
            problem = error.words()
    signed = {one.key_id for one in pending.signatures.all()}
    context: dict[str, Any] = {
        "pending": pending,
        "paper": paper,
        "lines": lines(paper, {}, paper.units),
        "signers": [(one.name, one.key.id in signed) for one in paper.stewards],
        "have": len(signed),
        "mine": mine if mine is not None and mine.key_id not in signed else None,
        "tool": any(one.key.alg == ED25519 and one.key.id not in signed for one in paper.stewards),
        "challenge": to_sign(paper, paper.origin, "steward").hex(),
        "is_founder": draft.founder_id == request.user.pk,
        "problem": problem,
    }
    return render(request, "commons_agencies/founding_paper.html", context, status=400 if problem else 200)


@never_cache
@require_safe
def founding_bytes(request: HttpRequest) -> HttpResponse:
    """The canonical paper, for whoever signs with a tool of their own."""
    _, pending, _ = access.founding_paper_or_404(request.user)
    headers = {"Content-Disposition": 'attachment; filename="founding.json"'}
    return HttpResponse(pending.content.encode(), content_type="application/json", headers=headers)


def _sign(request: HttpRequest, draft: FoundingDraft, mine: SigningKey | None) -> bool:
    pasted = Key(ED25519, "0" * 64)
    key = mine.key if mine is not None and not request.POST.get("pasted") else pasted
    signature = read_signature(request.POST, key, "steward")
    person = mine.person if mine is not None else None
    return actions.sign_founding(draft=draft, signature=signature, person=person, now=now_here())
