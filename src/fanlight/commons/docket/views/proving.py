"""Drop a package or paste a proof: what is pasted is checked here, a package in the browser alone."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from fanlight.commons.agencies.log_copy import trust_of
from fanlight.commons.agencies.standing import body_of, log_folder, log_vkey, public_copy, standing
from fanlight.commons.docket.proving import Shown, examine
from fanlight.commons.docket.views.founded import founded
from fanlight.commons.docket.views.ledger import witnesses_of
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.proof import inclusion_proof
from fanlight.trust.ledger.proof_file import LogProof
from fanlight.trust.ledger.source import FolderSource


def _nodes(size: int) -> TileNodes:
    return TileNodes(FolderSource(log_folder()), size)


@login_not_required
@csrf_exempt  # it reads and changes nothing, so that a stranger needs no cookie for it
@require_http_methods(["GET", "HEAD", "POST"])
@founded
def check(request: HttpRequest) -> HttpResponse:
    """`?of=` or a POST; nothing of it is kept."""
    here, founding = standing(), standing().founding
    wanted = (request.POST if request.method == "POST" else request.GET).get("of", "")
    trust, head = trust_of(founding), here.head
    found = None
    if wanted.strip() and head is not None:
        found = examine(wanted, Shown(public_copy(), head, trust, _nodes(head.checkpoint.size), body_of))
    context = {
        "wanted": wanted,
        "found": found,
        "fork": [content.decode("utf-8", "replace") for content in found.fork] if found and found.fork else None,
        "empty": request.method == "POST" and not wanted.strip(),
        "published": head is not None,
        "vkey": log_vkey(),
        "witnesses": json.dumps([{"name": one.name, "vkey": one.vkey} for one in witnesses_of(here)]),
        "quorum": founding.witness_quorum,
        "origin": founding.origin,
    }
    return render(request, "commons_docket/check_log.html", context)


@login_not_required
@require_safe
@founded
def entry_proof(request: HttpRequest, index: int) -> HttpResponse:
    """A C2SP tlog-proof of this entry under the published head, to keep."""
    head = standing().head
    if head is None or index >= head.checkpoint.size:
        raise Http404
    path = inclusion_proof(index, head.checkpoint.size, _nodes(head.checkpoint.size))
    content = bytes(LogProof(index, tuple(path), head.content))
    name = f"entry-{index}.tlog-proof"
    return HttpResponse(
        content,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=5"},
    )
