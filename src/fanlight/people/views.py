"""The first owner's page and the page about oneself. All else about accounts is django-allauth's, in our templates."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.ground.clock import SystemClock
from fanlight.people import owner_code
from fanlight.people.access import has_owner
from fanlight.people.actions import CodeDoesNotFit, make_first_owner
from fanlight.people.forms import PASSKEY, StartForm
from fanlight.people.signals import first_owner_made

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """With the right code: become the first owner. Otherwise one dull page, whatever the reason."""
    now = SystemClock().now()
    code = request.POST.get("code") or request.GET.get("code", "")
    if has_owner() or not owner_code.fits(code, now):
        return render(request, "people/start_closed.html", {"ownerless": not has_owner()})
    form = StartForm(request.POST or None, initial={"code": code})
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/start.html", {"form": form}, status=400 if form.errors else 200)
    return _begin(request, form)


def _begin(request: HttpRequest, form: StartForm) -> HttpResponse:
    values = form.cleaned_data
    by_passkey = values["way"] == PASSKEY
    try:
        person = make_first_owner(
            code=values["code"],
            name=values["name"],
            password=None if by_passkey else values["password"],
            now=SystemClock().now(),
        )
    except CodeDoesNotFit:
        return render(request, "people/start_closed.html", {"ownerless": False})
    first_owner_made.send(sender=None, person=person, time_zone=values["time_zone"])
    login(request, person, backend=BACKEND)
    # who held the code a moment ago is not asked once more before the first keys are added
    record_authentication(request, person, method="code", reauthenticated=True)
    return redirect("mfa_add_webauthn" if by_passkey else getattr(settings, "FIRST_OWNER_REDIRECT_URL", "/"))


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """About oneself: name, password, passkeys, signing out."""
    return render(request, "people/account.html", {"room": "account"})
