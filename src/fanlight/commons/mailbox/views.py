"""The addresses that programs of homes and agencies speak to: no cookie, no page, no address of a caller kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import wraps
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanlight.commons.agencies.access import hats
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.log.operated import NotFounded
from fanlight.commons.mailbox import access, actions, rules
from fanlight.commons.mailbox.actions import Refused
from fanlight.commons.mailbox.models import Parcel

TEXT = "text/plain; charset=utf-8"
BLOCK = 1 << 18  # bytes read and sent at once


def _said(error: Refused) -> HttpResponse:
    return HttpResponse(f"{error}\n", status=error.status, content_type=TEXT)


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals become their status and words."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as error:
            return _said(error)
        except NotFounded:
            return _said(Refused(404, "There is no log here yet."))

    return checked


def _bounded(request: HttpRequest, limit: int) -> bytes:
    content: bytes = request.read(limit + 1)
    if len(content) > limit:
        raise Refused(413, f"At most {limit} bytes.")
    return content


@csrf_exempt
@login_not_required
@require_POST
@spoken
def disclosures(request: HttpRequest) -> HttpResponse:
    index = actions.post(untrusted_entry=_bounded(request, rules.ENTRY_LIMIT), now=now_here())
    return JsonResponse({"index": index}, status=202)


@csrf_exempt
@login_not_required
@require_POST
@spoken
def receipts(request: HttpRequest) -> HttpResponse:
    index = actions.receive(untrusted_receipt=_bounded(request, rules.RECEIPT_LIMIT), now=now_here())
    return JsonResponse({"index": index}, status=202)


@spoken
def _put(request: HttpRequest, entry: str) -> HttpResponse:
    length = request.headers.get("Content-Length", "")
    new = actions.take(
        entry=entry,
        size=int(length) if length.isdecimal() and len(length) < 15 else 0,
        read=request.read,
        untrusted_signature=request.headers.get("Fanlight-Signature", ""),
        now=now_here(),
    )
    return HttpResponse("It lies here.\n", status=201 if new else 200, content_type=TEXT)


@csrf_exempt
@login_not_required
@require_http_methods(["PUT", "GET"])
async def parcel(request: HttpRequest, entry: str) -> HttpResponseBase:
    """A home puts, an agency gets; the bytes are streamed both ways."""
    if request.method == "PUT":
        return await sync_to_async(_put)(request, entry)
    try:
        held = await sync_to_async(_fetched)(request, entry)
    except Refused as error:
        return _said(error)
    answer = StreamingHttpResponse(_blocks(actions.parcel_path(entry)), content_type="application/octet-stream")
    answer["Content-Length"] = str(held.size)
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
@spoken
def parcels(request: HttpRequest) -> HttpResponse:
    """The ids of what waits, as JSON."""
    return JsonResponse([one.entry for one in access.waiting(_agency(request, ""), now_here())], safe=False)


def _fetched(request: HttpRequest, entry: str) -> Parcel:
    held = access.parcel_of(_agency(request, entry), entry, now_here())
    if held is None:
        raise Refused(404, "No package for you lies here under this id.")
    return held


def _agency(request: HttpRequest, entry: str) -> str:
    """Whose mailbox: by the agency's own signature, or an officer's who signed in."""
    if "Fanlight-Agency" not in request.headers and request.user.is_authenticated:
        found = hats(request.user, now_here())
        if found.officer is not None:
            return found.agency
    agency = request.headers.get("Fanlight-Agency", "")
    actions.demand_agency(
        agency=agency,
        entry=entry,
        untrusted_time=request.headers.get("Fanlight-Time", ""),
        untrusted_signature=request.headers.get("Fanlight-Signature", ""),
        now=now_here(),
    )
    return agency


async def _blocks(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while block := await asyncio.to_thread(file.read, BLOCK):
            yield block
    finally:
        file.close()
