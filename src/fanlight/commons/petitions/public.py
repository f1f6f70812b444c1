"""Pages that anybody opens: no sign-in, no JavaScript, no cookie."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies import standing
from fanlight.commons.petitions import access, paper_form, updates
from fanlight.commons.petitions.actions import signing, updating
from fanlight.commons.petitions.forms import SignatureForm
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.rules import pace, states
from fanlight.commons.petitions.rules.review import RULES
from fanlight.commons.petitions.tree import Tree
from fanlight.ground.wake import wake_tend
from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.tiles import parse_path

PACE = pace.Pace(os.urandom(32))


@login_not_required
@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """What may be signed now, and what became of the others."""
    listed = list(access.public_petitions()[:200])
    signable = [one for one in listed if one.state == states.OPEN]
    ended = [one for one in listed if one.state != states.OPEN]
    return render(request, "commons_petitions/list.html", {"signable": signable, "ended": ended, "rules": RULES})


@login_not_required
@require_safe
def petition(request: HttpRequest, number: str) -> HttpResponse:
    found = access.petition_for(request.user, number)
    return render(request, "commons_petitions/petition.html", _shown(request, found, form_of(None)))


@csrf_exempt  # rests on no cookie: whoever can send this form can send it from anywhere
@login_not_required
@require_http_methods(["POST"])
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """One mail; the answer is the same whether this mailbox signed before."""
    form = form_of(request.POST)
    if not form.is_valid():
        found = access.petition_for(request.user, number)
        return render(request, "commons_petitions/petition.html", _shown(request, found, form), status=422)
    wait = PACE.wait(request.META.get("REMOTE_ADDR", ""), time.monotonic())
    if wait:
        found = access.petition_for(request.user, number)
        form.add_error(None, f"Many signatures come from your network. Try again in {round(wait + 0.5)} s.")
        answer = render(request, "commons_petitions/petition.html", _shown(request, found, form), status=429)
        answer["Retry-After"] = str(round(wait + 0.5))
        return answer
    if not form.cleaned_data["website"]:  # a program filled the trap: it is answered like everybody
        try:
            signing.sign(signing_of(access.checked_number(number), form))
        except signing.NotOpen as error:
            shown = {"petition": access.petition_for(request.user, number), "words": error.words()}
            shown["heading"] = "Your signature was not taken"
            return render(request, "commons_petitions/dead.html", shown, status=410)
        wake_tend(Path(settings.DATA))
    return redirect("signature_sent", number=number)


def signing_of(number: str, form: SignatureForm) -> signing.Signing:
    """Of a valid form. Raises NotOpen."""
    address = form.cleaned_data["mail"]
    return signing.signing(
        number=number,
        address=address,
        name=form.cleaned_data["name"] if form.cleaned_data["shown"] else "",
        updates=updates.sealed(address.mailbox) if form.cleaned_data.get("updates") else None,
        now=standing.now(),
    )


@login_not_required
@require_safe
def sent(request: HttpRequest, number: str) -> HttpResponse:
    return render(request, "commons_petitions/sent.html", {"petition": access.petition_for(request.user, number)})


@csrf_exempt  # rests on the token in the address, which no other page knows
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Opening shows a button; pressing it counts. Mail programs open links by themselves."""
    try:
        if request.method == "POST":
            known = access.checked_number(number)
            done = signing.confirm(signing.confirming(number=known, untrusted_token=token, now=standing.now()))
            return redirect("signature_receipt", number=number, signature=done.signature.number)
        found = access.petition_for(request.user, number)
        signature = signing.look(petition=found, untrusted_token=token)
    except (signing.LinkDead, signing.NotOpen) as error:
        found = access.petition_for(request.user, number)
        return render(request, "commons_petitions/dead.html", {"petition": found, "words": error.words()}, status=410)
    if signature.confirmed_us is not None:
        return redirect("signature_receipt", number=number, signature=signature.number)
    return render(request, "commons_petitions/confirm.html", {"petition": found, "token": token})


@csrf_exempt  # rests on the token in the address, which no other page knows
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The link of an update: opening shows a button; pressing it erases the sealed address."""
    found = access.petition_for(request.user, number)
    shown = {"petition": found, "token": token, "is_over": request.method == "POST"}
    if request.method == "POST":
        try:
            updating.stop(petition=found, untrusted_token=token)
        except updating.StopDead as error:
            dead = {"petition": found, "words": error.words(), "heading": "There is nothing to end"}
            return render(request, "commons_petitions/dead.html", dead, status=410)
    return render(request, "commons_petitions/stop.html", shown)


@login_not_required
@require_safe
def receipt(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    found = access.petition_for(request.user, number)
    counted = access.counted(found, signature)
    tree = f"{settings.COMMONS_ORIGIN}/petitions/{number}/log"
    shown = {"petition": found, "signature": counted, "place": (counted.place or 0) + 1, "tree": tree}
    return render(request, "commons_petitions/receipt.html", shown)


@login_not_required
@require_safe
def receipt_file(request: HttpRequest, number: str, signature: str) -> HttpResponse:
    """A proof (C2SP tlog-proof) that breaks if the signature is dropped."""
    found = access.petition_for(request.user, number)
    counted = access.counted(found, signature)
    if counted.place is None:
        raise Http404
    proof = Tree(standing.origin(), number).receipt(counted.number, counted.place)
    answer = HttpResponse(proof, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="petition-{number[:8]}.tlog-proof"'
    return answer


@login_not_required
@require_safe
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """A sheet to print, with the address as QR, for those who sign with a pen and are asked for a mail address."""
    found = access.petition_for(request.user, number)
    address = f"{settings.COMMONS_ORIGIN}/petitions/{number}/"
    shown = {"petition": found, "address": address, "qr": paper_form.qr(address), "lines": range(12)}
    return render(request, "commons_petitions/paper.html", shown)


@login_not_required
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, number: str) -> HttpResponse:
    """A card for other pages: no cookie, no script, one link."""
    found = access.petition_for(request.user, number)
    shown = {"petition": found, "address": f"{settings.COMMONS_ORIGIN}/petitions/{number}/"}
    answer = render(request, "commons_petitions/embed.html", shown)
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *"
    return answer


@login_not_required
@require_safe
def delivery(request: HttpRequest, number: str) -> HttpResponse:
    """What the addressee gets: demand, count under the log's signature, names that may be shown."""
    found = access.petition_for(request.user, number)
    published = Tree(standing.origin(), number).store.published() if found.state in states.PUBLIC else None
    shown = {
        "petition": found,
        "names": access.shown_names(found, most=100_000),
        "head": published[1].decode() if published else "",
        "turns": found.turns.all(),
    }
    return render(request, "commons_petitions/delivery.html", shown)


@login_not_required
@require_safe
def tree_file(request: HttpRequest, number: str, file: str) -> FileResponse | HttpResponse:
    """The tree as static files: `checkpoint`, `vkey`, `tile/…` (C2SP tlog-tiles)."""
    access.petition_for(request.user, number)
    tree = Tree(standing.origin(), number)
    if file == "vkey":
        return HttpResponse(f"{tree.key.verifier.vkey}\n", content_type="text/plain; charset=utf-8")
    if file != "checkpoint":
        try:
            file = parse_path(file).path
        except Malformed:
            raise Http404 from None
    path: Path = tree.folder / file
    if not path.is_file():
        raise Http404
    kind = "text/plain; charset=utf-8" if file == "checkpoint" else "application/octet-stream"
    return FileResponse(path.open("rb"), content_type=kind)


def form_of(untrusted_post: Mapping[str, Any] | None) -> SignatureForm:
    form = SignatureForm(untrusted_post)
    if not updates.recipients():
        del form.fields["updates"]
    return form


def _shown(request: HttpRequest, found: Petition, form: SignatureForm) -> dict[str, object]:
    return {
        "petition": found,
        "form": form,
        "names": access.shown_names(found),
        "most_names": access.MOST_NAMES,
        "turns": found.turns.all(),
        "may_tend": access.may_tend(request.user, found),
        "is_steward": access.is_steward(request.user),
        "is_telling": found.state in states.TELLING,
        "share": min(100, round(100 * found.signed / found.goal)),
        "left": max(0, found.goal - found.signed),
        "is_open": found.state == states.OPEN,
    }
