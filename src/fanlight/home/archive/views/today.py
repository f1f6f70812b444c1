"""Today: is all well, what happened?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanlight.ground.clock import SystemClock, from_micros, micros
from fanlight.home.archive import daybook, listing, pictured
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules.days import Day, day_of
from fanlight.home.archive.rules.headline import CameraFact, Happening, Headline, headline
from fanlight.home.archive.views import strips

KEYS = (("1–9", "camera, large"), ("G", "go to time"), (".", "cover the pictures"))


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The day so far; `only` filters the events, `page` is a cursor."""
    now, zone = SystemClock().now(), timezone.get_current_timezone()
    day = day_of(micros(now), zone)
    cameras = daybook.cameras()
    events = list(daybook.events_between(day.start_us, day.end_us))
    only = request.GET.get("only", "") if request.GET.get("only") in daybook.FILTERS else ""
    door = pictured.front_door(cameras)
    context = {
        "answer": _answer(day, cameras, events),
        "needs": pictured.needs(cameras, now=now, zone=zone),
        "door": pictured.tiles([door], now=now, zone=zone, small=False)[0] if door else None,
        "others": pictured.tiles([one for one in cameras if one != door], now=now, zone=zone),
        "zone_name": str(zone),
        "count": len(events),
        "unseen": sum(not event.seen for event in events),
        "only": only,
        "base": request.path,
        "page": listing.page(
            daybook.events_between(day.start_us, day.end_us, only=only),
            request.GET.get("page", ""),
            now_us=micros(now),
            zone=zone,
        ),
        "week": strips.week(day),
        "key_words": KEYS,
        "goto_time": f"{now.astimezone(zone):%H:%M}",
        **strips.of_day(day, cameras, events, now_us=micros(now), prefix="today-"),
    }
    return render(request, "home_archive/watching/today.html", context)


def _answer(day: Day, cameras: list[Camera], events: list[Event]) -> Headline:
    now = SystemClock().now()
    facts = [
        CameraFact(one.name, one.state, from_micros(one.state_since_us), one.recording != "never") for one in cameras
    ]
    newest = events or list(daybook.events_between(day.before.start_us, day.start_us)[:1])
    since = max(from_micros(day.start_us), now - timedelta(days=1))
    return headline(
        now=now, zone=day.zone, happenings=[_happening(event) for event in newest], cameras=facts, since=since
    )


def _happening(event: Event) -> Happening:
    return Happening(
        kind=event.kind,
        at=from_micros(event.start_us),
        open=event.end_us is None,
        camera=event.camera.name,
        place=event.camera.place,
        zone=event.zone,
    )
