"""Adding a camera, and giving one another address: look first, then save."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import access, drafts, places, states
from fanlight.home.archive.actions import cameras as actions
from fanlight.home.archive.credentials import kept_for
from fanlight.home.archive.forms.cameras import NAMES, PLACES, AddressForm, CameraForm
from fanlight.home.archive.looking import LookFailed, look
from fanlight.home.household.toast import say


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Step one: the address. A picture leads to step two; trouble stays here, in words."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = _look_at(form, form.cleaned_data["password"])
        if draft is not None:
            drafts.keep(request.session, draft)
            return redirect("camera-save")
    if request.method != "POST":
        drafts.forget(request.session)
    status = 400 if form.errors else 200
    return render(request, "home_archive/cameras/add.html", {"room": "cameras", "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Step two: the picture, a name, what it does. Only now something is saved."""
    draft = drafts.kept(request.session)
    if draft is None:
        return redirect("camera-add")
    form = CameraForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add(
                url=draft.url,
                sub_url=draft.sub_url,
                username=draft.username,
                password=draft.password,
                now=SystemClock().now(),
                **form.cleaned_data,
            )
        except FanlightError as error:
            form.add_error("name", error.words())
        else:
            _show_at_once(row.pk, draft)
            drafts.forget(request.session)
            say(request, f"{row.name} is added.")
            return redirect("camera", row.pk)
    taken = {camera.name for camera in states.active()}
    context = {
        "room": "cameras",
        "form": form,
        "draft": draft,
        "names": [one for one in NAMES if one not in taken],
        "places": PLACES,
    }
    return render(request, "home_archive/cameras/save.html", context, status=400 if form.errors else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, camera: int) -> HttpResponse:
    """Another address, name or password for a camera; an empty password leaves the one it has."""
    row = access.camera_for(request.user, camera)
    who = kept_for(row)
    form = AddressForm(request.POST or None, initial={"url": row.url, "sub_url": row.sub_url, "username": who.username})
    if request.method == "POST" and form.is_valid():
        same_place = form.cleaned_data["username"] == who.username and _host(form.cleaned_data["url"]) == _host(row.url)
        # the kept password goes only to the device that it was given for
        password = form.cleaned_data["password"] or (who.password if same_place else "")
        draft = _look_at(form, password)
        if draft is not None:
            actions.change(
                camera=row,
                url=draft.url,
                sub_url=draft.sub_url,
                username=draft.username,
                password=draft.password,
            )
            say(request, "The camera answered. The new address is in force.")
            return redirect("camera", camera)
    context = {"room": "cameras", "form": form, "camera": row, "has_password": bool(who.password)}
    status = 400 if form.errors else 200
    return render(request, "home_archive/cameras/address.html", context, status=status)


def _show_at_once(camera: int, draft: drafts.Draft) -> None:
    """What the look showed is the camera's last picture until the recorder has a newer one."""
    if picture := drafts.as_bytes(draft.picture):
        with contextlib.suppress(OSError):  # a full disk costs the picture, not the camera
            places.write_whole(places.last_picture(camera), picture)


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Another look at another camera: what was typed is forgotten."""
    drafts.forget(request.session)
    return redirect("camera-add")


def _look_at(form: AddressForm, password: str) -> drafts.Draft | None:
    """Main and small stream, each with its own words at its own field."""
    values = form.cleaned_data
    try:
        main = look(url=values["url"], username=values["username"], password=password)
    except LookFailed as error:
        form.add_error("password" if error.is_about_password else "url", error.words())
        return None
    draft = drafts.Draft(
        url=main.url,
        sub_url="",
        username=values["username"],
        password=password,
        words=main.words,
        hint=main.hint,
        picture=drafts.as_text(main.picture),
    )
    typed = values["sub_url"]
    if not typed and not main.sub_url:
        return draft
    try:
        sub = look(url=typed or main.sub_url, username=values["username"], password=password)
    except LookFailed as error:
        if not typed:
            return draft  # it was a guess from the camera's make
        form.add_error("sub_url", error.words())
        return None
    return replace(draft, sub_url=sub.url, sub_words=sub.words)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()
