"""The page behind a one-time link: an account for whoever was invited."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions.founding import begin
from fanlight.commons.agencies.actions.people import NameTaken, accept, digest
from fanlight.commons.agencies.forms import JoinForm
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.standing import standing
from fanlight.commons.agencies.views.pages import answered, sent
from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError

AFTERWARDS = {
    "neighbour": "board",
    "founder": "founding",
}  # role of the invitation: where it leads, other than to one's keys
BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """One dull page for a link that was used, is over, or never was."""
    now = now_here()
    invitation = access.invitation_of(digest(token))
    if invitation is None or invitation.spent_us is not None or micros(now) >= invitation.until_us:
        return render(request, "commons_agencies/join_over.html", status=404)
    form = JoinForm(sent(request))
    context = {"invitation": invitation}
    if request.method != "POST" or not form.is_valid():
        return answered(request, "commons_agencies/join.html", context, form)
    key = None
    if invitation.key_id:
        key = next((t.key for t in standing().at(now).stewards if t.key.id == invitation.key_id), None)
    try:
        person = accept(invitation=invitation, now=now, key=key, **form.cleaned_data)
    except NameTaken as error:
        form.add_error("username", error.words())
        return answered(request, "commons_agencies/join.html", context, form)
    except FanlightError:
        return render(request, "commons_agencies/join_over.html", status=404)
    if invitation.role == "founder":
        begin(founder=person, now=now)
    login(request, person, backend=BACKEND)
    return redirect(AFTERWARDS.get(invitation.role, "desk" if key is not None else "keys"))
