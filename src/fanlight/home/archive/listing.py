"""Events as lists show them: one row in words, pages of fifty with a cursor that new events do not move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db.models import QuerySet
from django.urls import reverse

from fanlight.home.archive import daybook
from fanlight.home.archive.actions.events import WrongCursor, list_page
from fanlight.home.archive.models.events import Event
from fanlight.home.archive.rules import phrases
from fanlight.home.archive.rules.days import date_words, day_of, local, span_words
from fanlight.home.archive.rules.titles import WHAT, event_title


@dataclass(frozen=True, slots=True)
class Row:
    """An event in words."""

    id: int
    camera: int
    title: str
    place: str
    where: str  # what a snooze of it makes quiet: the zone, else the camera
    length: str
    icon: str
    kind: str
    at_us: int
    at: datetime  # on the home's clock
    day: str  # "Today", "Tue 24 Nov"
    href: str
    picture: str  # address of the small picture; empty where there is none
    is_seen: bool
    is_held: bool
    is_open: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Up to fifty rows and where the pages beside it begin; empty where there are none."""

    rows: list[Row]
    newer: str
    older: str


def rows(events: Iterable[Event], *, now_us: int, zone: tzinfo) -> list[Row]:
    """Rows in the order of the events; two queries however many there are."""
    known = list(events)
    kept = daybook.held(known, now_us)
    today = day_of(now_us, zone).date
    return [_row(event, event.pk in kept, today=today, zone=zone) for event in known]


def row(event: Event, *, now_us: int, zone: tzinfo) -> Row:
    return rows([event], now_us=now_us, zone=zone)[0]


def title_of(event: Event) -> str:
    """What it is called in a list, where the line below names the camera."""
    if event.kind == "press":
        return WHAT["press"]
    return event_title(kind=event.kind, place=event.camera.place, zone=event.zone, camera=event.camera.name)


def _row(event: Event, is_held: bool, *, today: date, zone: tzinfo) -> Row:
    camera = event.camera
    at = local(event.start_us, zone)
    end = event.end_us if event.end_us is not None else event.last_us
    return Row(
        id=event.pk,
        camera=camera.pk,
        title=title_of(event),
        place=phrases.event_place(camera.name, camera.place, event.zone),
        where=event.zone or camera.name,
        length="now" if event.end_us is None else span_words(max(1, (end - event.start_us) / 1e6)),
        icon=phrases.ICONS.get(event.kind, ""),
        kind=event.kind,
        at_us=event.start_us,
        at=at,
        day=date_words(at.date(), today),
        href=reverse("clip", args=[event.pk]),
        picture=reverse("picture-small", args=[event.pk]) if event.picture else "",
        is_seen=event.seen,
        is_held=is_held,
        is_open=event.end_us is None,
        is_demo=event.demo,
    )


def page(events: QuerySet[Event], untrusted_cursor: str, *, now_us: int, zone: tzinfo) -> Page:
    """The page that a cursor names; the first one where it is not whole."""
    try:
        found = list_page(cursor=untrusted_cursor, rows=events)
    except WrongCursor:
        found = list_page(rows=events)
    return Page(rows(found.events, now_us=now_us, zone=zone), found.newer, found.older)
