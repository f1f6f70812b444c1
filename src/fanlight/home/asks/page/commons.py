"""What the pages about the commons show: a founding in full, and how the followed one stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fanlight.ground.clock import from_micros
from fanlight.ground.moved_clock import is_made_up
from fanlight.home.asks.actions.following import pinned
from fanlight.home.asks.actions.joining import Found
from fanlight.home.asks.models.following import Following
from fanlight.home.asks.page import inbox, left
from fanlight.home.asks.rules import phrases
from fanlight.trust.papers.founding import Founding
from fanlight.trust.policy.limits import counted

HOUR, DAY, SQUARE_KM = 3600, 86_400, 1_000_000


def founding(found: Found) -> dict[str, Any]:
    """Everything that joining pins."""
    return {"found": found, "made_up": is_made_up(found.founding.origin), **_told(found.founding)}


def _told(paper: Founding) -> dict[str, Any]:
    limits = counted(paper.policy.limits)
    return {
        "paper": paper,
        "limits": [
            ("Hours asked for", f"at most {limits.window_s // HOUR} h, at most {limits.look_back_days} days ago"),
            ("Area", f"at most {limits.area_m2 / SQUARE_KM:.2f} km², at least {limits.floor_units} homes in it"),
            ("Open for", f"at most {limits.open_days} days, after {limits.notice_s // HOUR} h of public notice"),
            ("Kept by an agency", f"at most {limits.retention_days} days"),
            ("Requests of an agency", f"{limits.open_per_agency} open at once, {limits.per_30_days} in 30 days"),
            ("Reviewers of a request", str(paper.policy.reviewers)),
        ],
        "households": sum(paper.units.values()),
        "agencies": paper.agencies,
    }


def followed(row: Following, now: datetime) -> dict[str, Any]:
    """State of the log, what was pinned, the house's own switch."""
    alarm = inbox.alarm(row, now)
    checked = phrases.ago(now - from_micros(row.checked_us)) if row.checked_us else "not yet"
    digest = f"{row.digest_minute // 60:02}:{row.digest_minute % 60:02}"
    facts = [
        ("Last checked", checked),
        ("Entries", f"{row.size:,}".replace(",", " ")),
        ("Newest witness time", left.when(row.head_us) or "–"),
        ("Log", row.origin),
        ("Founding", row.founding),
        ("Address", row.url),
    ]
    if row.void:
        facts.append(("Entries that do not hold", f"{row.void}; they are never acted on"))
    if row.newer:
        facts.append(("Entries newer than this program", str(row.newer)))
    return {
        "row": row,
        "alarm": alarm,
        "facts": facts,
        "digest_at": digest,
        "following_since": left.when(row.joined_us),
        **_told(pinned(row)),
    }
