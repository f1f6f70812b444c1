"""The page on which a paper is signed: what it says in words, the bytes that are signed, who has signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies import access
from fanlight.commons.agencies.actions.papers import NotYours, sign, sign_by_software
from fanlight.commons.agencies.models.papers import PendingPaper
from fanlight.commons.agencies.models.people import SigningKey
from fanlight.commons.agencies.rules import words
from fanlight.commons.agencies.rules.effects import effect
from fanlight.commons.agencies.rules.roles import needs, role_of
from fanlight.commons.agencies.rules.signed import read_signature
from fanlight.commons.agencies.software import software_signer
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.agencies.standing import standing
from fanlight.ground.canonical import dumps
from fanlight.ground.errors import FanlightError
from fanlight.trust.papers.headers import derived
from fanlight.trust.papers.signing import to_sign


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: this person, with this key, in this role."""

    key: SigningKey
    role: str
    challenge: bytes
    by: str  # software, passkey, tool


def _turn(pending: PendingPaper, hats: access.Hats) -> Turn | None:
    if pending.state != PendingPaper.State.OPEN:
        return None
    paper, signed = pending.paper, pending.signed()
    for key in hats.keys:
        role = role_of(paper, signed, key.key_id, hats.in_force)
        if role is not None:
            software = key.software and software_signer(key.key_id) is not None
            by = "software" if software else "passkey" if key.credential else "tool"
            return Turn(key, role, to_sign(paper, standing().founding.origin, role), by)
    return None


def _may_see(pending: PendingPaper, hats: access.Hats) -> None:
    """Stewards see all papers; officers those of their agency."""
    if hats.steward is not None:
        return
    paper = pending.paper
    view = hats.in_force.requests.get(str(getattr(paper, "request", "")))
    partnership = hats.in_force.partnerships.get(str(getattr(paper, "partnership", "")))
    about = view or partnership
    agency = getattr(paper, "agency", None) or (about.paper.agency if about else None)
    if hats.officer is None or agency != hats.agency:
        raise Http404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, paper_id: str) -> HttpResponse:
    now = now_here()
    hats = access.hats(request.user, now)
    pending = access.pending_or_404(paper_id)
    _may_see(pending, hats)
    turn = _turn(pending, hats)
    problem = ""
    if request.method == "POST":
        try:
            role = _sign(request, pending, turn)
            messages.success(request, f"Signed as {role}.")
            return redirect("paper", paper_id)
        except FanlightError as error:
            problem = error.words()
    shown = pending.paper
    return render(
        request,
        "commons_agencies/paper.html",
        {
            "pending": pending,
            "heading": words.heading(shown),
            "effect": effect(shown, hats.in_force),
            "lines": _lines(pending, hats),
            "header": _header(pending),
            "signatures": access.signed_by(pending, hats.in_force),
            "origin": hats.in_force.founding.origin,
            "needs": needs(shown, pending.signed(), hats.in_force),
            "turn": turn,
            "challenge": turn.challenge.hex() if turn else "",
            "rp": hats.in_force.founding.rp,
            "problem": problem,
        },
        status=400 if problem else 200,
    )


def _lines(pending: PendingPaper, hats: access.Hats) -> list[tuple[str, str, str]]:
    """Label, words, and what stands in their place now where that differs."""
    paper = pending.paper
    was = words.before(paper, hats.in_force) if pending.state == PendingPaper.State.OPEN else {}
    names, units = access.key_names(hats.in_force), hats.in_force.founding.units
    found = words.lines(paper, names, units)
    gone = [(label, "none", held) for label, held in was.items() if label not in {label for label, _ in found}]
    return [(label, said, was.get(label, "") if was.get(label) != said else "") for label, said in found] + gone


def _header(pending: PendingPaper) -> str:
    paper = pending.paper
    origin = standing().founding.origin
    return dumps({"kind": paper.kind, "id": paper.id, "origin": origin, "pub": derived(paper)}).decode()


def _sign(request: HttpRequest, pending: PendingPaper, turn: Turn | None) -> str:
    if turn is None:
        raise NotYours
    now = now_here()
    if turn.by == "software":
        return sign_by_software(pending=pending, key=turn.key, now=now)
    signature = read_signature(request.POST, turn.key.key, turn.role)
    return sign(pending=pending, key=turn.key, signature=signature, now=now)


@never_cache
@require_safe
def paper_bytes(request: HttpRequest, paper_id: str) -> HttpResponse:
    """The canonical paper, for whoever signs with a tool of their own."""
    pending = access.pending_or_404(paper_id)
    _may_see(pending, access.hats(request.user, now_here()))
    name = f"{pending.kind.replace(':', '-')}-{pending.paper_id[:8]}.json"
    return HttpResponse(
        pending.content.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
