"""Filing a request: one question a page, then all answers on one, then the signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies.access import Hats, key_names, officer_or_404
from fanlight.commons.agencies.rules.area import SQUARE_MILE
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.views.pages import sent
from fanlight.commons.docket import access
from fanlight.commons.docket.actions import drafts as actions
from fanlight.commons.docket.forms.questions import FORMS, AreaForm
from fanlight.commons.docket.models.drafts import Draft
from fanlight.commons.docket.rules import questions as table
from fanlight.commons.docket.rules.grid import grid
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.policy.linter import Advice, advice
from fanlight.trust.policy.rules.every import broken
from fanlight.trust.policy.rules.facts import Broken

WORDY = ("facts", "sought")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    now = now_here()
    hats = officer_or_404(request.user, now)
    try:
        draft = actions.begin(hats=hats, now=now)
    except actions.TooManyDrafts as error:
        messages.error(request, error.words())
        return redirect("desk")
    return redirect("question", draft.pk, table.QUESTIONS[0].slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    now = now_here()
    hats = officer_or_404(request.user, now)
    asked = table.BY_SLUG.get(slug)
    if asked is None:
        raise Http404
    draft = access.own_draft(pk, hats)
    if draft is None or draft.state not in access.UNSIGNED:
        return _over(request, draft)
    form = FORMS[slug](hats, draft.answers.get(slug), sent(request))
    hints: tuple[Advice, ...] = ()
    if request.method == "POST" and form.is_valid():
        value = form.answer()
        actions.answer(draft=draft, slug=slug, value=value, now=now)
        hints = _advice(slug, value) if slug in WORDY and "as_it_is" not in request.POST else ()
        if not hints:
            return redirect(*_next(request, draft, slug))
    context = {
        "draft": draft,
        "question": asked,
        "number": table.QUESTIONS.index(asked) + 1,
        "count": len(table.QUESTIONS),
        "form": form,
        "advice": hints,
        "broken": [one for one in _broken(draft, hats) if one.member in asked.members],
        "checking": "check" in request.GET,
        **(_area(form, hats) if isinstance(form, AreaForm) else {}),
    }
    return render(request, "commons_docket/question.html", context, status=400 if form.errors else 200)


def _over(request: HttpRequest, draft: Draft | None) -> HttpResponse:
    """A page from before: its draft is signed, or is not here any more. What was typed is shown, to be copied."""
    if draft is not None:
        messages.info(request, "It is signed, so its answers stand. They can be changed if the stewards return it.")
        return redirect("draft", draft.pk)
    typed = [
        value for name in ("case", "words", "recipients", "names") for value in request.POST.getlist(name) if value
    ]
    return render(request, "commons_docket/draft_gone.html", {"typed": typed}, status=404)


def _next(request: HttpRequest, draft: Draft, slug: str) -> tuple[Any, ...]:
    following = table.after(slug)
    if "check" in request.GET or following is None or not table.unanswered(draft.answers):
        return "check_answers", draft.pk
    return "question", draft.pk, following.slug


def _advice(slug: str, words: str) -> tuple[Advice, ...]:
    return advice(words, "") if slug == "facts" else advice("", words)


def _area(form: AreaForm, hats: Hats) -> dict[str, Any]:
    units = hats.in_force.founding.units
    return {
        "grid": grid(form.jurisdiction, form.chosen(), units, form.sheet),
        "most_m2": hats.in_force.limits.area_m2,
        "mile": SQUARE_MILE,
        "most_miles": f"{hats.in_force.limits.area_m2 / SQUARE_MILE:.2f}",
        "floor": hats.in_force.limits.floor_units,
    }


def _broken(draft: Draft, hats: Hats) -> tuple[Broken, ...]:
    """The rules that the draft breaks as it stands; none while questions are open."""
    now = now_here()
    try:
        paper = actions.paper_of(draft, hats, now)
    except PaperError:
        return ()
    return broken(paper, hats.in_force.state.facts(paper.agency, int(now.timestamp()))) if paper else ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers, each with Change; each broken rule with its remedy. A POST goes on to the signature."""
    now = now_here()
    hats = officer_or_404(request.user, now)
    draft = access.own_draft(pk, hats)
    if draft is None or draft.state not in access.UNSIGNED:
        return _over(request, draft)
    problem = ""
    if request.method == "POST" and request.POST.get("seen", str(draft.changed_us)) != str(draft.changed_us):
        problem = "An answer was changed in another tab. Look at them again, then go on."
    elif request.method == "POST":
        try:
            return redirect("paper", actions.to_signature(draft=draft, hats=hats, now=now).paper_id)
        except FanlightError as error:
            problem = error.words()
    found = _broken(draft, hats)
    founding, names = hats.in_force.founding, key_names(hats.in_force)
    rows = [
        (
            one,
            table.answer_words(one.slug, draft.answers, zone=founding.zone, units=founding.units, names=names),
            [rule for rule in found if rule.member in one.members],
        )
        for one in table.QUESTIONS
    ]
    context = {
        "draft": draft,
        "rows": rows,
        "open": table.unanswered(draft.answers),
        "broken": [(rule, table.question_of(rule.member)) for rule in found],
        "reviews": access.reasons_of(draft),
        "advice": advice(draft.answers.get("facts", ""), draft.answers.get("sought", "")),
        "problem": problem,
    }
    return render(request, "commons_docket/check.html", context, status=400 if problem else 200)


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    hats = officer_or_404(request.user, now_here())
    actions.give_up(draft=access.own_draft_or_404(pk, hats))
    messages.success(request, "The draft is gone.")
    return redirect("desk")


@never_cache
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a request of one's agency stands before it is public."""
    now = now_here()
    hats = officer_or_404(request.user, now)
    held = access.draft_or_404(pk, hats)
    if held.state in access.UNSIGNED and held.officer_id == hats.person.pk:
        return redirect("check_answers", pk)
    if held.paper is not None and held.state != Draft.State.REFUSED:
        return redirect("paper", held.paper.paper_id)
    return render(request, "commons_docket/draft.html", {"draft": held, "reviews": access.reasons_of(held)})
