"""The demo's cast page: one click signs one in as a made-up person. A real community has none of it: 404."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.commons.agencies.standing import is_demo, origin
from fanlight.ground.moved_clock import move
from fanlight.ground.wake import wake_tend
from fanlight.people.access import people
from fanlight.project.cast import persons

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF_DAY = 12 * 3_600  # s


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest) -> HttpResponse:
    if not is_demo():
        raise Http404
    if request.method != "POST":
        return render(request, "commons/cast.html", {"groups": persons.cast(), "form": None})
    role = persons.role_of(request.POST.get("who", "?"))
    if role is None:
        raise Http404
    logout(request)
    if not role.username:
        return redirect("front")
    person = people().filter(username=role.username).first()
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("desk")


@login_not_required
@require_POST
def pass_time(request: HttpRequest) -> HttpResponse:
    """Twelve hours for commons, witnesses and home together."""
    if not is_demo():
        raise Http404
    move(origin(), Path(settings.MOVED_CLOCK_FILE), HALF_DAY)
    for data in (Path(settings.DATA), Path(settings.MOVED_CLOCK_FILE).parents[1]):
        wake_tend(data)
    messages.success(request, "12 hours have passed, here, at the witnesses and at the home.")
    return redirect("front")
