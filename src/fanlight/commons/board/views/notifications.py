"""Being told of alerts: which devices, a test, what was sent. The one page of the board that needs a script."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fanlight.commons.agencies.standing import community_name
from fanlight.commons.agencies.standing import now as now_here
from fanlight.commons.board import access, push_keys
from fanlight.commons.board.actions import devices
from fanlight.ground.errors import FanlightError
from fanlight.ground.web_push.device_name import device_name

LONGEST_SUBSCRIPTION = 8192  # bytes; browsers send about 500
RECENT = 30


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the board on its home screen: iPhones are told only from there."""
    icons = [
        {"src": staticfiles_storage.url(f"shell/icons/app-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    named = community_name()
    start = {"id": "/", "start_url": "/board/", "scope": "/", "display": "standalone"}
    members = {"name": named, "short_name": named[:12], "lang": "en", **start, "icons": icons}
    return JsonResponse(members, content_type="application/manifest+json")


@never_cache
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """Which devices tell me of an alert?"""
    here = access.neighbour_or_404(request.user, now_here())
    rows = list(access.own_devices(here))
    context = {
        "here": here,
        "devices": rows,
        "failing": [one for one in rows if one.failing_since_us is not None],
        "recent": access.own_sendings(here.person)[:RECENT],
    }
    return render(request, "commons_board/notifications.html", context)


@never_cache
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """What a browser subscribes with; the page's script and the service worker ask for it."""
    access.neighbour_or_404(request.user, now_here())
    return JsonResponse({"key": push_keys.public_key(), "csrf": get_token(request)})


@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """A browser hands in its subscription."""
    now = now_here()
    here = access.neighbour_or_404(request.user, now)
    if len(request.body) > LONGEST_SUBSCRIPTION:
        return JsonResponse({"words": "This is no subscription."}, status=400)
    try:
        row = devices.add(
            by=here,
            untrusted_subscription=request.body.decode(errors="replace"),
            name=device_name(request.headers.get("User-Agent", "")),
            now=now,
        )
    except FanlightError as error:
        return JsonResponse({"words": error.words()}, status=400)
    return JsonResponse({"device": row.pk})


@require_POST
def test_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test, and go where what arrives and its outcome stand."""
    now = now_here()
    device = access.device_or_404(pk, access.neighbour_or_404(request.user, now))
    try:
        return redirect("notification_test", devices.send_test(device=device, now=now).pk)
    except FanlightError as error:
        messages.error(request, error.words())
        return redirect("notifications")


@require_POST
def device_digest(request: HttpRequest, pk: int) -> HttpResponse:
    """The day's digest as well, or alerts alone."""
    now = now_here()
    device = access.device_or_404(pk, access.neighbour_or_404(request.user, now))
    devices.set_digest(device=device, wanted=not device.digest, now=now)
    messages.success(request, f"{device.name} gets {'the digest too' if device.digest else 'alerts alone'}.")
    return redirect("notifications")


@require_POST
def remove_device(request: HttpRequest, pk: int) -> HttpResponse:
    device = access.device_or_404(pk, access.neighbour_or_404(request.user, now_here()))
    devices.remove(device=device)
    messages.success(request, f"{device.name} is told no more.")
    return redirect("notifications")


@never_cache
@require_safe
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, and what became of it."""
    row = access.sending_or_404(pk, access.neighbour_or_404(request.user, now_here()))
    return render(request, "commons_board/notification_test.html", {"row": row})
