"""Pages for stewards: keys that addresses are sealed to, updates, and the file that the stewards' own tool sends."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies import standing
from fanlight.commons.petitions import access
from fanlight.commons.petitions import updates as sealing
from fanlight.commons.petitions.actions import updating
from fanlight.commons.petitions.forms import RecipientsForm, UpdateForm
from fanlight.commons.petitions.rules import states
from fanlight.ground.errors import FanlightError


@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Whom addresses are sealed to from now on; those sealed before stay sealed to the keys of their day."""
    if not access.is_steward(request.user):
        raise Http404
    form = RecipientsForm(request.POST or None, initial={"recipients": "\n".join(sealing.recipients())})
    if request.method == "POST" and form.is_valid():
        try:
            sealing.set_recipients(form.cleaned_data["recipients"].split())
        except FanlightError as error:
            form.add_error("recipients", error.words())
        else:
            messages.success(request, "Kept. What is sealed from now on opens with these keys.")
            return redirect("update_keys")
    status = 422 if form.is_bound else 200
    return render(request, "commons_petitions/update_keys.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: HttpRequest, number: str) -> HttpResponse:
    """Write one, and fetch the file that goes with each."""
    petition = access.told_by_steward(request.user, number)
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            updating.write_update(petition=petition, words=words, is_steward=True, now=standing.now())
        except FanlightError as error:
            form.add_error(None, error.words())
        else:
            messages.success(request, "Published. Now fetch its file and send it.")
            return redirect("petition_updates", number=number)
    shown = {
        "petition": petition,
        "form": form,
        "wanting": access.wanting_updates(petition),
        "updates": access.updates_of(petition),
        "recipients": sealing.recipients(),
        "is_telling": petition.state in states.TELLING,
    }
    return render(request, "commons_petitions/updates.html", shown, status=422 if form.is_bound else 200)


@require_safe
def update_file(request: HttpRequest, number: str, update: int) -> HttpResponse:
    """Words and sealed addresses; opened by the stewards' key alone, on their own computer."""
    petition = access.told_by_steward(request.user, number)
    file = updating.update_file(update=access.update_of(petition, update), origin=settings.COMMONS_ORIGIN)
    answer = HttpResponse(bytes(file), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="update-{number[:8]}-{update}.json"'
    return answer
