"""The timeline: what happened at that time?"""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.archive import access, clips, daybook, listing, pictured, spans
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.rules.days import Day, date_words, day_of, local
from fanlight.home.archive.rules.phrases import count_words
from fanlight.home.archive.views import calendar, stage, strips

LONGEST_LIST_US = 2 * 3_600_000_000  # of one playlist: a page asks again as it goes on
HOUR_US = 3_600_000_000
KEYS = (*stage.KEYS, ("↑ ↓", "event after, before"), ("+ −", "zoom"), ("G", "go to a time"))


@require_GET
def timeline(request: HttpRequest, date: datetime.date | None = None) -> HttpResponse:
    """A day; `at` is the second that it opens at, `camera` whose picture it shows."""
    now_us, zone = micros(SystemClock().now()), timezone.get_current_timezone()
    if typed := request.GET.get("time"):
        return redirect(_typed(request, typed, date or day_of(now_us, zone).date))
    at_us = stage.moment(request.GET.get("at", ""), zone)
    day = Day(date, zone) if date else day_of(at_us or now_us, zone)
    cameras = daybook.cameras_of(day)
    events = list(daybook.events_between(day.start_us, day.end_us))
    asked = _asked_camera(request)
    silences = daybook.silences_of(day, now_us)
    newest = next((event for event in events if asked is None or event.camera_id == asked.pk), None)
    inside = at_us if at_us and day.start_us <= at_us < day.end_us else None
    opened = inside or (newest.start_us if newest else max(day.start_us, min(day.end_us, now_us) - 60_000_000))
    camera = asked or (newest.camera if newest and not inside else pictured.front_door(cameras))
    hour_us = opened - (opened - day.start_us) % HOUR_US
    today = day_of(now_us, zone)
    context = {
        "camera": camera,
        "cameras": cameras,
        "camera_id": camera.pk if camera else None,
        "zone_name": str(zone),
        "open_us": opened,
        "key_words": KEYS,
        "goto_time": f"{local(opened, zone):%H:%M:%S}",
        "answer": f"{date_words(day.date, today.date)}: {count_words(len(events)) if events else 'nothing moved'}",
        "silences": _silence_words(silences, cameras, day),
        "has_footage": any(daybook.footage_of(day, now_us).values()),
        "hour": f"{local(hour_us, zone):%H}",
        "hour_rows": listing.rows(
            [one for one in events if hour_us <= one.start_us < hour_us + HOUR_US], now_us=now_us, zone=zone
        ),
        "hours": _hours(day, events, now_us),
        "week": strips.week(today, shown=day.date),
        "before": day.before.date,
        "after": day.after.date if day.date < today.date else None,
        "month": calendar.month(request.GET.get("month", ""), day, today),
        **strips.of_day(day, cameras, events, now_us=now_us, prefix="timeline-"),
    }
    return render(request, "home_archive/watching/timeline.html", context)


@require_GET
def playlist(request: HttpRequest) -> HttpResponse:
    """Footage of `camera` from `from` to `until`, microseconds; at most two hours."""
    numbers = [request.GET.get(name, "") for name in ("camera", "from", "until")]
    if not all(number.isdecimal() and len(number) < 18 for number in numbers):
        return JsonResponse({"words": "The span is not whole."}, status=400)
    camera, start_us, end_us = map(int, numbers)
    row = access.any_camera_for(request.user, camera)
    covered = spans.coverage(row, start_us, min(end_us, start_us + LONGEST_LIST_US))
    return JsonResponse(clips.playlist(covered), headers={"Cache-Control": "no-store"})


@require_GET
def marks(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """All that the short strip draws of a day: events, footage and holes of each camera."""
    now_us, day = micros(SystemClock().now()), Day(date, timezone.get_current_timezone())
    rows = listing.rows(daybook.events_between(day.start_us, day.end_us), now_us=now_us, zone=day.zone)
    silences = daybook.silences_of(day, now_us)
    answer: dict[str, Any] = {
        "events": [
            {"id": one.id, "at_us": one.at_us, "camera": one.camera, "press": one.kind == "press", "title": one.title}
            for one in rows
        ],
        "footage": daybook.footage_of(day, now_us),
        "silences": {
            camera: [{"start_us": one.start_us, "end_us": one.end_us, "words": one.words} for one in its]
            for camera, its in silences.items()
        },
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _typed(request: HttpRequest, untrusted_time: str, day: datetime.date) -> str:
    """Where "14:21" or "14:21:36" leads; a time that is none leads to the day."""
    asked = request.GET.get("date", "")
    try:
        day = datetime.date.fromisoformat(asked) if asked else day
        at = datetime.time.fromisoformat(untrusted_time.strip().replace(".", ":").zfill(5))
    except ValueError:
        return reverse("timeline-day", args=[day])
    wanted = {"at": datetime.datetime.combine(day, at.replace(tzinfo=None)).isoformat(timespec="seconds")}
    if camera := request.GET.get("camera"):
        wanted["camera"] = camera
    return f"{reverse('timeline-day', args=[day])}?{urlencode(wanted)}"


def _asked_camera(request: HttpRequest) -> Camera | None:
    number = request.GET.get("camera", "")
    return access.any_camera_for(request.user, int(number)) if number.isdecimal() and len(number) < 18 else None


def _silence_words(silences: dict[int, list[Any]], cameras: list[Camera], day: Day) -> list[str]:
    names = {camera.pk: camera.name for camera in cameras}
    found = []
    for camera, its in silences.items():
        for one in its:
            span = f"{local(one.start_us, day.zone):%H:%M}–{local(one.end_us, day.zone):%H:%M}"
            found.append(f"{names.get(camera, 'A removed camera')}, {span}: {one.words}")
    return found


def _hours(day: Day, events: list[Any], now_us: int) -> list[tuple[str, int, str]]:
    """Hours that have events: label, how many, and the second to open at."""
    counts: dict[int, int] = {}
    for event in events:
        hour = (event.start_us - day.start_us) // HOUR_US
        counts[hour] = counts.get(hour, 0) + 1
    found = []
    for hour in sorted(counts):
        at = local(day.start_us + hour * HOUR_US, day.zone)
        found.append((f"{at:%H}", counts[hour], f"{at:%Y-%m-%dT%H:%M:%S}"))
    return found
