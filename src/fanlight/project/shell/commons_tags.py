"""Template tags of the commons' frame: its rooms, times and hashes in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.template.context import RequestContext
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fanlight.commons.agencies.standing import zone
from fanlight.ground.clock import from_micros

register = template.Library()
ROOMS = (
    ("requests", "Requests"),
    ("agencies", "Agencies"),
    ("board", "Board"),
    ("petitions", "Petitions"),
    ("ledger", "Ledger"),
    ("transparency", "Transparency"),
    ("partnerships", "Partnerships"),
)
MOST_ROOMS = 6  # links in the top bar; the menu has all


@dataclass(frozen=True, slots=True)
class Room:
    word: str
    href: str
    here: bool


@register.simple_tag(takes_context=True)
def commons_rooms(context: RequestContext) -> list[Room]:
    """The links of the top bar."""
    return all_rooms(context)[:MOST_ROOMS]


@register.simple_tag(takes_context=True)
def all_rooms(context: RequestContext) -> list[Room]:
    """The links of the menu; a room whose address does not exist is not drawn."""
    request = context.get("request")
    path = request.path if request is not None else ""
    found = []
    for view, word in ROOMS:
        try:
            href = reverse(view)
        except NoReverseMatch:
            continue
        found.append(Room(word, href, path.startswith(href)))
    return found


def _local(seconds: int, name: str = "") -> datetime:
    return from_micros(seconds * 1_000_000).astimezone(ZoneInfo(name) if name else zone())


def words_of(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M}"


@register.filter
def at(seconds: int | None) -> SafeString:
    """Seconds since 1970 as "24 Nov 2026 14:21" in the community's zone, in a <time> element."""
    if seconds is None:
        return mark_safe("not witnessed yet")
    local = _local(seconds)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words_of(local))


@register.filter
def at_us(micros: int | None) -> SafeString:
    """Microseconds since 1970 as `at` does seconds."""
    return mark_safe("") if micros is None else at(micros // 1_000_000)


@register.filter
def day(seconds: int | None) -> SafeString:
    """The same without the hour."""
    if seconds is None:
        return mark_safe("not witnessed yet")
    local = _local(seconds)
    return format_html('<time datetime="{}">{} {}</time>', local.date().isoformat(), local.day, f"{local:%b %Y}")


@register.filter
def short(hash: str | None) -> str:
    """The first eight digits: enough to tell hashes apart by eye."""
    return (hash or "")[:8]
