"""Events: read page by page, marked as seen, given a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.events import Event

PAGE = 50  # rows (pages.md section 3)
LONGEST_NOTE = 500


class WrongCursor(FanlightError):
    """This page's address is not whole."""


class NoSuchEvent(FanlightError):
    """There is no such event."""

    remedy = "`fanlight events` shows them."


class NoteTooLong(FanlightError):
    """The note is too long."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of events, newest first, with the cursors of its neighbours."""

    events: tuple[Event, ...]
    newer: str  # cursor for "Newer"; empty where there is nothing newer
    older: str


def list_page(*, cursor: str = "", rows: QuerySet[Event] | None = None, size: int = PAGE) -> Page:
    """The newest events, or those that `cursor` of another page points to. `rows` narrows them down."""
    found = (Event.objects.all() if rows is None else rows).select_related("camera")
    if not cursor:
        newest = list(found.order_by("-start_us", "-pk")[: size + 1])
        return _page(newest[:size], newer=False, older=len(newest) > size)
    direction, start_us, number = _parsed(cursor)
    if direction == "o":
        here = Q(start_us__lt=start_us) | Q(start_us=start_us, pk__lt=number)
        beyond = list(found.filter(here).order_by("-start_us", "-pk")[: size + 1])
        return _page(beyond[:size], newer=True, older=len(beyond) > size)
    here = Q(start_us__gt=start_us) | Q(start_us=start_us, pk__gt=number)
    beyond = list(found.filter(here).order_by("start_us", "pk")[: size + 1])
    return _page(beyond[:size][::-1], newer=len(beyond) > size, older=True)


def _page(events: list[Event], *, newer: bool, older: bool) -> Page:
    if not events:
        return Page((), "", "")
    first, last = events[0], events[-1]
    return Page(
        tuple(events),
        f"n{first.start_us}.{first.pk}" if newer else "",
        f"o{last.start_us}.{last.pk}" if older else "",
    )


def _parsed(untrusted_cursor: str) -> tuple[str, int, int]:
    direction, rest = untrusted_cursor[:1], untrusted_cursor[1:]
    start, _, number = rest.partition(".")
    plain = start.isascii() and start.isdecimal() and number.isascii() and number.isdecimal()
    if direction not in ("o", "n") or not plain or len(rest) > 40:
        raise WrongCursor
    return direction, min(int(start), (1 << 63) - 1), min(int(number), (1 << 63) - 1)


def event_by_number(number: int) -> Event:
    """The event for a command, or NoSuchEvent."""
    row = Event.objects.select_related("camera").filter(pk=number).first() if 0 < number < 1 << 63 else None
    if row is None:
        raise NoSuchEvent(f"There is no event {number}.")
    return row


def note(*, event: Event, text: str) -> str:
    """Write a resident's note; returns the one before, for Undo."""
    plain = text.strip()
    if len(plain) > LONGEST_NOTE:
        raise NoteTooLong(f"The note has {len(plain)} characters; {LONGEST_NOTE} are allowed.")
    before, event.note = event.note, plain
    event.save(update_fields=["note"])
    return before


def mark_seen(*, events: Iterable[Event], seen: bool = True) -> None:
    """These events were watched, or count as not watched again."""
    Event.objects.filter(pk__in=[event.pk for event in events]).update(seen=seen)
