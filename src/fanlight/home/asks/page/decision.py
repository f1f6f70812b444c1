"""What the Decision page shows, in the order of docs/design/ask.md: who, what fits, record, promises, the choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fanlight.ground.clock import from_micros
from fanlight.home.archive.models.events import Event
from fanlight.home.asks.actions import considering, deciding
from fanlight.home.asks.actions.matching import camera_cells, house_cell
from fanlight.home.asks.models.asked import Ask, Fit
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.page import inbox, left
from fanlight.home.asks.rules import phrases, record_lines, release
from fanlight.home.household.house import zone
from fanlight.trust.policy.cells import area_m2
from fanlight.trust.policy.offences import offences

HECTARE = 10_000  # m²


@dataclass(frozen=True, slots=True)
class Clip:
    """Something that fits, playable."""

    id: int
    camera: str
    when: str
    length: str
    words: str
    picture: int | None  # an event whose small picture shows it
    chosen: bool


def clips(ask: Ask) -> list[Clip]:
    """What moved first."""
    taken = {(one.camera_id, one.start_us) for one in ask.disclosures.exclude(state__in=("cancelled", "stopped"))}
    return [_clip(fit, (fit.camera_id, fit.start_us) in taken) for fit in ask.fits.select_related("camera")]


def _clip(fit: Fit, chosen: bool) -> Clip:
    at = from_micros(fit.start_us).astimezone(zone())
    event = Event.objects.filter(
        camera=fit.camera, start_us__gte=fit.start_us - 5_000_000, start_us__lt=fit.end_us, picture=True
    ).first()
    return Clip(
        fit.pk,
        fit.camera.name,
        f"{at:%a %H:%M:%S}",
        phrases.length((fit.end_us - fit.start_us) // 1000),
        "Something moved" if fit.moved else "Recorded; nothing moved",
        event.pk if event else None,
        chosen,
    )


def clocks(ask: Ask) -> list[str]:
    """Of the cameras whose clips fit: whose own clock is off, and so the time that it prints."""
    found = {}
    for fit in ask.fits.select_related("camera"):
        if off := phrases.clock_off(fit.camera.clock_off_ms):
            found[fit.camera.name] = f"The clock of {fit.camera.name} is {off}; the times here are this house’s."
    return [found[name] for name in sorted(found)]


def facts(ask: Ask) -> list[tuple[str, str]]:
    """Name and value."""
    paper = ask.paper
    offence = offences().get(paper["offence"])
    found = [
        ("Asked by", ask.asked_by),
        ("Offence", offence.words.capitalize() if offence else paper["offence"]),
        ("Basis", "Voluntary. No warrant."),
        ("Case", paper["case"]),
    ]
    if ask.closes_us:
        found.append(("Open until", phrases.day_and_hour(from_micros(ask.closes_us).astimezone(zone()))))
    return found


def promises(ask: Ask) -> list[str]:
    """As they signed them."""
    paper = ask.paper
    days = phrases.counted(paper["retention_days"], "day", "days")
    return [
        f"Delete it {days} after they received it, and say so in the public log",
        f"Pass it to nobody but {_names(paper['recipients'])}",
        "No face recognition on it",
        "It is not about a lawful assembly, immigration enforcement or reproductive health",
        "Report within 30 days what came of it",
    ]


def _names(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def covers(ask: Ask) -> str:
    """What the sources of the record speak of, in words; empty where there is no record."""
    if ask.record is None:
        return ""
    return "; ".join(f"{source}, {first} to {last}" for source, (first, last) in sorted(ask.record["covers"].items()))


def choice(ask: Ask, row: Following, now: datetime) -> dict[str, Any]:
    """The choices, or the reason why there is none: the same place, the same size."""
    if row.moratorium == "hard":
        return {"closed": "The community has stopped all asks.", "why": row.moratorium_words}
    paused = ask.state_words.split(", ") if ask.state == "paused" else []
    against = [release.REASONS[one] for one in (*ask.against, *paused) if one in release.REASONS and one != "notice"]
    if ask.state in ("open", "notice", "paused") and against:
        reason = next((one for one in against if not one.until), against[0])
        return {"closed": reason.words, "why": "Nothing can be shared for it meanwhile." if reason.until else ""}
    if ask.state == "notice":
        opens = phrases.day_and_hour(from_micros(ask.opens_us).astimezone(zone())) if ask.opens_us else ""
        return {"closed": "It is in its public notice.", "why": f"It opens {opens}." if opens else ""}
    if not deciding.is_open(ask, now):
        return {"closed": inbox.state_words(ask, now) + ".", "why": "Nothing can be shared for it any more."}
    if row.trouble:
        return {"closed": "Nothing can be shared at the moment.", "why": row.trouble_words}
    if ask.declined_us is not None:
        return {"declined": True}
    return {"open": True}


def context(ask: Ask, row: Following, now: datetime) -> dict[str, Any]:
    """All of the page."""
    paper = ask.paper
    begin, end = from_micros(paper["from"] * 1_000_000), from_micros(paper["until"] * 1_000_000)
    found = clips(ask)
    cells = list(camera_cells().values()) or [house_cell()]
    since = ask.conduct.get("since")
    return {
        "ask": ask,
        "heading": phrases.asks_for(ask.agency_name, begin, end, zone(), ZoneInfo(ask.paper["zone"])),
        "facts": facts(ask),
        "moved": [clip for clip in found if clip.words == "Something moved"],
        "quiet": [clip for clip in found if clip.words != "Something moved"],
        "has_place": any(cell is not None for cell in cells),
        "in_area": any(cell in paper["area"] for cell in cells),
        "clocks": clocks(ask),
        "record": ask.record,
        "covers": covers(ask),
        "not_checked": record_lines.NOT_CHECKED,
        "conduct": record_lines.conduct_lines(ask.conduct, from_micros(since * 1_000_000) if since else None),
        "promises": promises(ask),
        "choice": choice(ask, row, now),
        "alarm": inbox.alarm(row, now),
        "chosen": [
            left.row_of(one, considering.standing(one, now))
            for one in ask.disclosures.exclude(state="cancelled").select_related("camera", "ask")
        ],
    }


def whole(ask: Ask, row: Following) -> dict[str, Any]:
    """Every member of the paper, and the area as a map that calls nobody."""
    paper = ask.paper
    there = ZoneInfo(paper["zone"])
    begin, end = (from_micros(paper[name] * 1_000_000).astimezone(there) for name in ("from", "until"))
    return {
        "ask": ask,
        "members": [
            *facts(ask),
            ("What happened", paper["facts"]),
            ("What is sought", paper["sought"]),
            ("Hours", f"{phrases.hours(begin, end)}, {paper['zone']}"),
            ("Who will see it", _names(paper["recipients"])),
            ("Kept for", phrases.counted(paper["retention_days"], "day", "days")),
            ("Area", f"{len(paper['area'])} cells, {area_m2(paper['area']) / HECTARE:.0f} hectares"),
            ("Log", f"{row.origin}, entry {ask.entry}"),
            ("Request", ask.request),
            ("Body", ask.body),
        ],
        "map": area_map(paper["area"], house_cell()),
    }


def area_map(area: list[int], house: int | None) -> dict[str, Any]:
    """Cells as squares, north up; the house's own square if it lies in or beside them."""
    from fanlight.trust.policy.cells import column_row

    places = [column_row(cell) for cell in area]
    left, top = min(x for x, _ in places) - 1, min(y for _, y in places) - 1
    right, bottom = max(x for x, _ in places) + 1, max(y for _, y in places) + 1
    own = column_row(house) if house is not None else None
    inside = own is not None and left <= own[0] <= right and top <= own[1] <= bottom
    return {
        "box": f"0 0 {(right - left + 1) * 20} {(bottom - top + 1) * 20}",
        "cells": [{"x": (x - left) * 20, "y": (y - top) * 20} for x, y in places],
        "house": {"x": (own[0] - left) * 20 + 10, "y": (own[1] - top) * 20 + 10} if own and inside else None,
    }
