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
from fanlight.commons.agencies.standing import is_founded, standing
from fanlight.commons.agencies.standing import now as now_here
from fanlight.ground.errors import FanlightError
from fanlight.people.models import Person
from fanlight.trust.papers.signatures import RelyingParty

CHALLENGE = "enrolment"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    party, names = _place()
    if party is None:
        return render(request, "commons_agencies/keys_early.html")
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
        "keys": [
            (key, key_words(key.key), names.get(key.key_id, "not in the log yet"))
            for key in access.keys_of(request.user)
        ],
        "founding": not is_founded(),
        "rp": party,
        "challenge": base64.urlsafe_b64encode(fresh).decode().rstrip("="),
        "handle": base64.urlsafe_b64encode(f"fanlight {request.user.pk}".encode()).decode().rstrip("="),
        "problem": problem,
    }
    return render(request, "commons_agencies/keys.html", context, status=400 if problem else 200)


def _place() -> tuple[RelyingParty | None, dict[str, str]]:
    """Where keys are enrolled, and whose key is whose by the log; before the founding its draft says where."""
    if not is_founded():
        return access.founding_party(), {}
    in_force = standing().at(now_here())
    return in_force.founding.rp, access.key_names(in_force)
