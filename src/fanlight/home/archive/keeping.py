"""Holds as the page of kept clips lists them: what, why, how large, until when, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.db.models import Q
from django.urls import reverse

from fanlight.home.archive import listing, spans
from fanlight.home.archive.models.events import Hold
from fanlight.home.archive.rules.days import date_words, day_of, local, span_words

PAGE = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """One hold in words."""

    id: int
    title: str
    when: str
    length: str
    reason: str
    size: int
    until: str
    by: str
    href: str
    picture: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of holds and the cursor of the next."""

    rows: list[Kept]
    older: str
    size: int


def page(untrusted_cursor: str, *, now_us: int, zone: tzinfo) -> Page:
    """Holds in force, those made last first."""
    rows = Hold.objects.exclude(until_us__lte=now_us).select_related("camera", "event__camera", "by")
    rows = rows.order_by("-made_us", "-pk")
    made, _, number = untrusted_cursor.partition(".")
    if made.isdecimal() and number.isdecimal() and len(untrusted_cursor) < 40:
        rows = rows.filter(Q(made_us__lt=int(made)) | Q(made_us=int(made), pk__lt=int(number)))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    shown = [_kept(hold, now_us=now_us, zone=zone) for hold in found[:PAGE]]
    return Page(shown, f"{last.made_us}.{last.pk}" if last else "", sum(one.size for one in shown))


def _kept(hold: Hold, *, now_us: int, zone: tzinfo) -> Kept:
    at, today = local(hold.start_us, zone), day_of(now_us, zone).date
    event = hold.event
    until = local(hold.until_us, zone) if hold.until_us else None
    return Kept(
        id=hold.pk,
        title=listing.title_of(event) if event else "A span of time",
        when=f"{hold.camera.name} · {date_words(at.date(), today)} {at:%H:%M}",
        length=span_words((hold.end_us - hold.start_us) / 1e6),
        reason=hold.reason or (event.note if event else ""),
        size=_size(hold),
        until=date_words(until.date(), today) if until else "until you release it",
        by=hold.by.username if hold.by else "",
        href=reverse("clip", args=[event.pk]) if event else f"{reverse('timeline')}?at={at:%Y-%m-%dT%H:%M:%S}",
        picture=reverse("picture-small", args=[event.pk]) if event and event.picture else "",
    )


def _size(hold: Hold) -> int:
    covered = spans.coverage(hold.camera, hold.start_us, hold.end_us)
    return sum(fragment.length for piece in covered.pieces for fragment in piece.fragments)
