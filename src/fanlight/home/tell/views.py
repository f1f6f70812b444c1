"""The notifications page and its deeds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from fanlight.ground.clock import SystemClock, from_micros
from fanlight.ground.errors import FanlightError
from fanlight.ground.web_push.device_name import device_name
from fanlight.home.archive import access as archive
from fanlight.home.household.answering import answer, back
from fanlight.home.household.hostile import harden
from fanlight.home.household.toast import say
from fanlight.home.tell import access, first_steps, page, secrets
from fanlight.home.tell.actions import announce, channels, devices, wishes
from fanlight.home.tell.forms import ChannelForm, ChoicesForm, SnoozeForm
from fanlight.home.tell.models.outbox import Sending

LONGEST_SUBSCRIPTION = 8192  # bytes; browsers send about 500


def _page(request: HttpRequest, *, channel_form: ChannelForm | None = None) -> HttpResponse:
    person = access.resident(request.user)
    facts = page.context(person, SystemClock().now())
    facts |= {
        "snooze_form": SnoozeForm(page.cameras()),
        "channel_form": channel_form or ChannelForm(),
        "form": channel_form,
    }
    return render(request, "home_tell/notifications.html", facts, status=400 if channel_form else 200)


@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """When am I told?"""
    return _page(request)


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """How do I get a picture, and a phone that rings?"""
    found = first_steps.steps(access.resident(request.user))
    facts = {
        "steps": found,
        "answer": first_steps.answer(found),
        "done": sum(step.is_done for step in found),
        "next": next((step for step in found if not step.is_done), None),
    }
    return render(request, "home_tell/first_steps.html", facts)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """What a browser subscribes with; its script and the service worker ask for it."""
    access.resident(request.user)
    return JsonResponse({"key": secrets.public_key(), "csrf": get_token(request)})


@require_POST
def add_device(request: HttpRequest) -> HttpResponse:
    """A browser hands in its subscription; called again on every load, because browsers change it unasked."""
    person = access.resident(request.user)
    if len(request.body) > LONGEST_SUBSCRIPTION:
        return JsonResponse({"words": "This is no subscription."}, status=400)
    asked = request.headers.get("X-Picture", "")
    try:
        row = devices.add_device(
            person=person,
            untrusted_subscription=request.body.decode(errors="replace"),
            origin=f"{request.scheme}://{request.get_host()}",
            name=device_name(request.headers.get("User-Agent", "")),
            picture={"yes": True, "no": False}.get(asked),
            now=SystemClock().now(),
        )
    except FanlightError as error:
        return JsonResponse({"words": error.words()}, status=400)
    return JsonResponse({"device": row.pk})


@require_POST
def test_device(request: HttpRequest, number: int) -> HttpResponse:
    """Send a test, and go where its outcome stands."""
    row = devices.send_test(way=access.device_for(request.user, number), now=SystemClock().now())
    return redirect("notification_test", row.pk)


@require_POST
def test_channel(request: HttpRequest) -> HttpResponse:
    """The same by the other service."""
    row = devices.send_test(way=access.channel_for(request.user), now=SystemClock().now())
    return redirect("notification_test", row.pk)


@require_safe
def test(request: HttpRequest, number: int) -> HttpResponse:
    """What was sent, and what became of it; asks again by itself until it is known."""
    row = access.sending_for(request.user, number)
    facts = {"row": row, "waiting": row.state == Sending.WAITING, "outcome": page.outcome(row)}
    return render(request, "home_tell/test.html", facts)


@require_safe
def picture(request: HttpRequest, number: int) -> HttpResponse:
    """The small picture as it went out."""
    row = access.notification_for(request.user, number)
    return harden(HttpResponse(bytes(row.picture), content_type="image/webp", status=200 if row.picture else 404))


@require_POST
def device_picture(request: HttpRequest, number: int) -> HttpResponse:
    """Picture on this lock screen, or words only."""
    device = access.device_for(request.user, number)
    devices.set_picture(device=device, picture=not device.picture)
    words = "shows the picture" if device.picture else "shows words only"
    say(request, f"{device.name} {words}.", undo=reverse("device_picture", args=[device.pk]))
    return redirect("notifications")


@require_POST
def remove_device(request: HttpRequest, number: int) -> HttpResponse:
    """It is told no more; allowing it again takes one tap on that device."""
    device = access.device_for(request.user, number)
    devices.remove(way=device)
    say(request, f"{device.name} is told no more.")
    return redirect("notifications")


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """All boxes at once."""
    person = access.resident(request.user)
    form = ChoicesForm(page.cameras(), request.POST)
    if form.is_valid():
        wishes.choose(person=person, wishes=form.wishes())
        say(request, "Saved.")
    return redirect("notifications")


@require_POST
def snooze(request: HttpRequest) -> HttpResponse:
    """Quiet for a while."""
    person = access.resident(request.user)
    form = SnoozeForm(page.cameras(), request.POST)
    if form.is_valid():
        camera, span = form.chosen_camera(), form.cleaned_data["span"]
        row = wishes.snooze(person=person, camera=camera, span=span, now=SystemClock().now())
        say(request, f"{page.quiet_where(row)} is quiet.", undo=reverse("end_snooze", args=[row.pk]))
    return redirect(back(request, reverse("notifications")))


@require_POST
def snooze_event(request: HttpRequest, event: int) -> HttpResponse:
    """Quiet for an hour where this happened; it says nothing of whether the event was seen."""
    person, row = access.resident(request.user), archive.event_for(request.user, event)
    found, is_new = wishes.snooze_of(person=person, event=row, now=SystemClock().now())
    undo = reverse("end_snooze", args=[found.pk]) if is_new else ""
    until = announce.clock_words(from_micros(found.until_us))
    words = f"{page.quiet_where(found)} is quiet until {until}. The bell rings through it."
    return answer(request, words, undo=undo, to=back(request, reverse("clip", args=[row.pk])))


@require_POST
def end_snooze(request: HttpRequest, number: int) -> HttpResponse:
    """Be told again."""
    wishes.end_snooze(snooze=access.snooze_for(request.user, number))
    return answer(request, "You are told again.", to=back(request, reverse("notifications")))


@require_POST
def set_channel(request: HttpRequest) -> HttpResponse:
    """One address of another service."""
    person = access.resident(request.user)
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return _page(request, channel_form=form)
    picture = form.cleaned_data["picture"]
    channels.set_channel(
        person=person, untrusted_url=form.cleaned_data["url"], picture=picture, now=SystemClock().now()
    )
    say(request, "Saved. Send a test to see that it arrives.")
    return redirect("notifications")


@require_POST
def remove_channel(request: HttpRequest) -> HttpResponse:
    """Send nothing there any more."""
    devices.remove(way=access.channel_for(request.user))
    say(request, "Nothing is sent there any more.")
    return redirect("notifications")
