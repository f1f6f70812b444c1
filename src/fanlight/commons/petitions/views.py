"""Pages for those who signed in: writing a petition, and the steps it takes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies import standing
from fanlight.commons.agencies.rules import asking_end
from fanlight.commons.petitions import access
from fanlight.commons.petitions.actions import writing
from fanlight.commons.petitions.forms import PetitionForm, StepForm
from fanlight.commons.petitions.rules import states
from fanlight.commons.petitions.rules.review import RULES
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person

DONE = {
    "submit": "Handed in. Two things can follow: it opens, or you are told why not.",
    "return": "Returned to its author with your reason.",
    "refuse": "Refused, with the rule and your reason.",
    "appeal": "Your appeal waits for another look.",
    "open": "Open. It can be signed now.",
    "deliver": "Marked as delivered.",
    "answer": "The answer stands on the page.",
    "close": "Closed. The key that told addresses apart is destroyed.",
}


def _person(request: HttpRequest) -> Person:
    assert not isinstance(request.user, AnonymousUser)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new petition; an agency's page leads here with `?agency=`, and its partnership gives the draft."""
    agency = request.GET.get("agency", "")[:40]
    draft = _draft(agency)
    form = PetitionForm(request.POST or None, initial=draft)
    if request.method == "POST" and form.is_valid():
        made = writing.write(author=_person(request), agency=agency, now=standing.now(), **form.cleaned_data)
        return redirect("petition", number=made.number)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "rules": RULES, "draft": draft}
    return render(request, "commons_petitions/write.html", shown, status=status)


def _draft(agency: str) -> dict[str, str] | None:
    """The end of its partnership, with the facts and their sources; None where nothing stands that could end."""
    if not standing.is_founded():
        return None
    found = asking_end.draft(standing.standing().at(standing.now()), agency)
    return {"demand": found.demand, "addressee": found.addressee, "why": found.why} if found else None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    found = access.petition_for(_person(request), number)
    first = {"demand": found.demand, "addressee": found.addressee, "why": found.why, "goal": found.goal}
    form = PetitionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            writing.change(petition=found, now=standing.now(), **form.cleaned_data)
        except FanlightError as error:
            form.add_error(None, error.words())
        else:
            return redirect("petition", number=number)
    status = 422 if form.is_bound else 200
    shown = {"form": form, "petition": found, "rules": RULES}
    return render(request, "commons_petitions/write.html", shown, status=status)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    shown = {"petitions": access.own_or_waiting(person), "is_steward": access.is_steward(person)}
    return render(request, "commons_petitions/mine.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """One step: shown with what it does, then done."""
    person = _person(request)
    found = access.petition_for(person, number)
    known = states.STEPS.get(step)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writing.take(
                petition=found, step=step, person=person, is_steward=access.is_steward(person), now=standing.now(),
                words=form.cleaned_data["words"], rule=form.cleaned_data["rule"],
            )  # fmt: skip
        except FanlightError as error:
            form.add_error(None, error.words())
        else:
            messages.success(request, DONE[step])
            return redirect("petition", number=number)
    shown = {"form": form, "petition": found, "step": known, "rules": RULES}
    return render(request, "commons_petitions/step.html", shown, status=422 if form.is_bound else 200)
