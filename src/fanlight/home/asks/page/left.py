"""What left and what will: rows, one disclosure's story, the private log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fanlight.ground.clock import from_micros, micros
from fanlight.home.asks import cover_files, keeping
from fanlight.home.asks.actions import considering, deciding
from fanlight.home.asks.models.disclosures import Disclosure
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.models.lines import LogLine
from fanlight.home.asks.rules import batches, phrases, states
from fanlight.home.asks.rules.release import Verdict
from fanlight.home.household.house import zone

LOG_LINES = 200


def when(at_us: int | None) -> str:
    return phrases.day_and_hour(from_micros(at_us).astimezone(zone())) if at_us else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A disclosure in the list."""

    id: int
    title: str
    state: str
    small: str
    is_late: bool
    can_cancel: bool


def row_of(one: Disclosure, verdict: Verdict | None = None) -> Row:
    """`verdict`: of what is on its way, at this moment."""
    at = from_micros(one.start_us).astimezone(zone())
    title = f"{one.camera.name}, {at:%a} {at.day} {at:%b} {at:%H:%M:%S}"
    held = bool(verdict and verdict.is_held)
    may = states.may(one.state, "cancel")  # type: ignore[arg-type]
    return Row(one.pk, title, state_words(one, held), small(one, verdict), held or one.state == "overdue", may)


def state_words(one: Disclosure, held: bool = False) -> str:
    """What it is now, with the hour that counts."""
    if held:
        since = f" since {when(one.held_us)}" if one.held_us else ""
        return f"Held{since}. Nothing leaves meanwhile"
    if one.state == "waiting":
        return f"Waiting. Nothing leaves before {when(one.post_us)}"
    if one.state == "posted":
        return f"Announced in the log. The film leaves after {when(one.upload_us)}"
    if one.state == "uploaded":
        return f"Sent {when(one.uploaded_us)}"
    if one.state == "received":
        return f"Received. To be deleted by {when(one.until_us)}"
    if one.state == "deleted":
        return f"Deletion attested for {when(one.deleted_us)}"
    if one.state == "overdue":
        return f"Overdue: it was to be deleted by {when(one.until_us)}" if one.until_us else "Overdue"
    if one.state == "stopped":
        return "Stopped for good. Nothing left"
    return states.WORDS[one.state]  # type: ignore[index]


def small(one: Disclosure, verdict: Verdict | None = None) -> str:
    """Agency, and why it waits or was stopped."""
    why = verdict.words if verdict is not None and verdict.is_held else one.words
    return f"{one.ask.agency_name}. {why}".strip()


def story(one: Disclosure, row: Following | None, now: datetime) -> dict[str, Any]:
    """One disclosure's page: what it is, why it stands still, what would let it go on."""
    verdict = considering.standing(one, now)
    held = verdict if verdict is not None and verdict.is_held else None
    can_choose = row is not None and row.asks and deciding.is_open(one.ask, now) and not one.ask.against
    return {
        "row": one,
        "shown": row_of(one, verdict),
        "steps": steps(one),
        "has_film": has_film(one),
        "held": held,
        "stopped": one.state == "stopped",
        "is_over": one.state in ("stopped", "cancelled"),
        "choose_again": can_choose and one.state in ("stopped", "cancelled"),
        "words": "" if held else one.words,
    }


def lists(now: datetime) -> dict[str, list[Row]]:
    """Waiting, outside, not sent."""
    rows = list(Disclosure.objects.select_related("ask", "camera"))
    groups = {"waiting": states.ON_THE_WAY, "outside": states.OUTSIDE, "choosing": states.BEFORE_CONSENT}
    found = {
        name: [row_of(one, considering.standing(one, now)) for one in rows if one.state in group]
        for name, group in groups.items()
    }
    found["ended"] = [row_of(one) for one in rows if one.state in ("cancelled", "stopped")]
    return found


def heading(found: dict[str, list[Row]]) -> str:
    if found["waiting"]:
        number = len(found["waiting"])
        return "One clip waits to leave" if number == 1 else f"{number} clips wait to leave"
    if not found["outside"]:
        return "Nothing has ever left this house"
    number = len(found["outside"])
    return "One clip has left this house" if number == 1 else f"{number} clips have left this house"


def has_film(one: Disclosure) -> bool:
    """Whether the film lies here as it left, or would leave."""
    return (keeping.disclosure(one.identity) / cover_files.FILM).exists()


def first_batch(row: Following, now: datetime) -> str:
    """When something that is confirmed now would be announced, in the home's zone."""
    return when(micros(batches.post_at(now, ZoneInfo(row.zone))))


def steps(one: Disclosure) -> list[tuple[str, str]]:
    """The story so far, and what comes."""
    by = one.confirmed_by.username if one.confirmed_by else ""
    return [
        (f"Confirmed{f' by {by}' if by else ''}", when(one.consented_us)),
        ("Entry in the public log" + (f", number {one.number}" if one.number else ""), when(one.posted_us)),
        ("Sealed and sent", when(one.uploaded_us)),
        ("Receipt of the agency", when(one.received_us)),
        ("Deletion attested", when(one.deleted_us)),
    ]


def log_lines() -> list[dict[str, Any]]:
    """The newest lines of the private log."""
    return [
        {
            "what": line.what,
            "who": line.who or "The house",
            "words": line.words,
            "when": when(line.at_us),
            "number": line.number,
        }
        for line in LogLine.objects.all()[:LOG_LINES]
    ]
