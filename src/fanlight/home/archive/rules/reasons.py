"""Why there is no footage, in words."""

from __future__ import annotations

from datetime import tzinfo

from fanlight.ground.clock import from_micros

DELETED = {
    "days": "older than the days you keep",
    "bytes": "to stay within the room you gave",
    "floor": "to keep room for new footage",
    "owner": "by hand",
    "disk": "because the disk was full",
}
GOING_ON = "Still being recorded."
UNRECORDED = {
    "events": "Nothing moved, so nothing was recorded.",
    "always": "Nothing was recorded.",
    "never": "This camera does not record.",
}


def deleted_words(reason: str, at_us: int, *, days: int | None = None, zone: tzinfo | None = None) -> str:
    """As “Deleted on 3 Nov: older than 30 days.”; the day in the home's zone."""
    at = from_micros(at_us).astimezone(zone)
    why = f"older than {days} days" if reason == "days" and days else DELETED.get(reason, reason)
    return f"Deleted on {at.day} {at:%b}: {why}."


def unrecorded_words(recording: str) -> str:
    """For a hole that neither a gap nor a deletion explains."""
    return UNRECORDED.get(recording, UNRECORDED["always"])
