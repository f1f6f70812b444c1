"""The clip of an event: what exactly was it?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanlight.ground.clock import SystemClock, micros
from fanlight.ground.errors import FanlightError
from fanlight.home.archive import access, clips, daybook, listing
from fanlight.home.archive.actions import events as event_actions
from fanlight.home.archive.actions import holds
from fanlight.home.archive.rules.days import date_words, day_of, local
from fanlight.home.archive.views import stage
from fanlight.home.household.answering import answer, back

KEYS = (
    *stage.KEYS,
    ("↑ ↓", "event after, before"),
    ("H", "keep"),
    ("S", "snooze 1 h"),
    ("G", "timeline"),
    ("Esc", "back"),
)


@require_GET
def clip(request: HttpRequest, event: int) -> HttpResponse:
    """The page; `at` opens it at that second, `only` filters the other events of its day."""
    row = access.event_for(request.user, event)
    now_us, zone = micros(SystemClock().now()), timezone.get_current_timezone()
    covered = clips.clip_of(row)
    day, today = day_of(row.start_us, zone), day_of(now_us, zone).date
    only = request.GET.get("only", "") if request.GET.get("only") in daybook.FILTERS else ""
    others = daybook.events_between(day.start_us, day.end_us)
    before, after = daybook.neighbours(row)
    opens = f"{local(row.start_us, zone):%Y-%m-%dT%H:%M:%S}"
    context = {
        "row": listing.row(row, now_us=now_us, zone=zone),
        "event": row,
        "when_words": f"{date_words(day.date, today).lower() if day.date == today else date_words(day.date, today)}"
        f" {local(row.start_us, zone):%H:%M}",
        "before_href": reverse("clip", args=[before.pk]) if before else "",
        "after_href": reverse("clip", args=[after.pk]) if after else "",
        "timeline_href": f"{reverse('timeline')}?camera={row.camera_id}&at={opens}",
        "open_at": opens,
        "still": reverse("picture", args=[row.pk]) if row.picture else "",
        "key_words": KEYS,
        "day_words": date_words(day.date, today),
        "only": only,
        "base": request.path,
        "unseen": others.filter(seen=False).count(),
        "page": listing.page(
            daybook.events_between(day.start_us, day.end_us, only=only),
            request.GET.get("page", ""),
            now_us=now_us,
            zone=zone,
        ),
        **stage.of_clip(row, covered, zone=zone, at=request.GET.get("at", "")),
    }
    return render(request, "home_archive/watching/clip.html", context)


@require_GET
def playlist(request: HttpRequest, event: int) -> HttpResponse:
    """What the player fetches by index."""
    row = access.event_for(request.user, event)
    answer = clips.playlist(clips.clip_of(row))
    return JsonResponse({**answer, "open": row.end_us is None}, headers={"Cache-Control": "no-store"})


@require_POST
def keep(request: HttpRequest, event: int) -> HttpResponse:
    """Hold the clip."""
    row = access.event_for(request.user, event)
    holds.keep_event(event=row, by=request.user, now=SystemClock().now())  # type: ignore[arg-type]
    undo = reverse("clip-release", args=[event])
    return answer(request, "Kept. It is not deleted until you release it.", undo=undo, to=_back(request, event))


@require_POST
def release(request: HttpRequest, event: int) -> HttpResponse:
    """Hold it no longer."""
    holds.release_event(event=access.event_for(request.user, event))
    undo = reverse("clip-keep", args=[event])
    return answer(request, "Released. It is deleted when its time comes.", undo=undo, to=_back(request, event))


@require_POST
def note(request: HttpRequest, event: int) -> HttpResponse:
    """Write a note; an empty one takes it away."""
    row = access.event_for(request.user, event)
    try:
        event_actions.note(event=row, text=request.POST.get("text", ""))
    except FanlightError as error:
        return answer(request, error.words(), status=400, to=_back(request, event))
    return answer(request, "Note saved." if row.note else "Note removed.", to=_back(request, event))


@require_POST
def seen(request: HttpRequest, event: int) -> HttpResponse:
    """It was watched."""
    event_actions.mark_seen(events=[access.event_for(request.user, event)])
    return HttpResponse(status=204)


def _back(request: HttpRequest, event: int) -> str:
    return back(request, reverse("clip", args=[event]))
