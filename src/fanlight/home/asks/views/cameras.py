"""What requests need to know of a camera: where it stands, and where it prints text into its picture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.access import camera_for
from fanlight.home.asks import access
from fanlight.home.asks.actions import lookouts
from fanlight.home.asks.forms import CameraPlaceForm, PrintedForm
from fanlight.home.asks.page import cameras as page
from fanlight.home.household.toast import say


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, camera: int) -> HttpResponse:
    """Where one camera stands, if not where the house stands."""
    _, row = access.followed_by(request.user)
    one = camera_for(request.user, camera)
    form = CameraPlaceForm(request.POST or None, initial={"where": "own" if lookouts.has_own_place(one) else "house"})
    if request.method == "POST" and form.is_valid():
        lookouts.set_place(camera=one, place=form.cleaned_data["place"], now=access.clock(row).now())
        say(request, "Saved. The place stays in this house.")
        return redirect("camera", one.pk)
    context = {"room": "cameras", "camera": one, "form": form, "has_own": lookouts.has_own_place(one)}
    return render(request, "home_asks/camera_place.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def printed(request: HttpRequest, camera: int) -> HttpResponse:
    """Where the camera prints its name or the time: strips to accept, or outlines drawn on the picture."""
    access.followed_by(request.user)
    one, after = camera_for(request.user, camera), _next(request)
    if request.method != "POST":
        return render(request, "home_asks/printed.html", page.printed(one, after))
    form = PrintedForm(request.POST)
    drawn = "outlines" in request.POST
    try:
        if not form.is_valid():
            raise lookouts.WrongOutline
        lookouts.set_printed(camera=one, outlines=form.chosen())
    except FanlightError as error:
        if drawn:
            return JsonResponse({"words": error.words()}, status=400)
        return render(request, "home_asks/printed.html", page.printed(one, after, error.words()), status=400)
    if drawn:
        return JsonResponse({"words": "Saved."})
    say(request, "Saved. It is filled in every film of this camera from now on.")
    return redirect(after or reverse("camera-printed", args=[one.pk]))


def _next(request: HttpRequest) -> str:
    """The film that the resident came from, if it is one of this house's pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if wanted.startswith("/left/") and url_has_allowed_host_and_scheme(wanted, None) else ""
