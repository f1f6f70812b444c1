"""Signing keys of one's own: enrolled with the browser, never seen by this commons but for their public half."""

from __future__ import annotations

import base64
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions.people import enrol
from fanlight.commons.agencies.rules.enrolment import new_key
from fanlight.commons.agencies.rules.words import key_words
from fanlight.commons.agencies.standing import now as now_here
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person

CHALLENGE = "enrolment"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    hats = access.hats(request.user, now_here())
    party = hats.in_force.founding.rp
    problem = ""
    if request.method == "POST":
        assert isinstance(request.user, Person)
        challenge = bytes.fromhex(request.session.pop(CHALLENGE, "") or "00")
        try:
            key = new_key(
                untrusted_attestation=request.POST.get("attestation", ""),
                untrusted_client=request.POST.get("client", ""),
                challenge=challenge,
                party=party,
            )
            enrol(person=request.user, key=key, now=now_here())
            return redirect("keys")
        except FanlightError as error:
            problem = error.words()
    fresh = secrets.token_bytes(32)
    request.session[CHALLENGE] = fresh.hex()
    context = {
        "keys": [(key, key_words(key.key), _of(hats, key.key_id)) for key in hats.keys],
        "rp": party,
        "challenge": base64.urlsafe_b64encode(fresh).decode().rstrip("="),
        "handle": base64.urlsafe_b64encode(f"fanlight {hats.person.pk}".encode()).decode().rstrip("="),
        "problem": problem,
    }
    return render(request, "commons_agencies/keys.html", context, status=400 if problem else 200)


def _of(hats: access.Hats, key_id: str) -> str:
    """What the log says that this key is."""
    return access.key_names(hats.in_force).get(key_id, "not in the log yet")
