"""Small words beside an event's title: its second line, its icon, what the banner of a press says."""

from __future__ import annotations

ICONS = {"press": "bell-ring", "person": "person-standing", "vehicle": "car", "animal": "paw-print"}


def event_place(camera: str, place: str, zone: str) -> str:
    """The second line's beginning: the camera, and the zone where neither name nor place says it already."""
    return f"{camera}, {zone}" if zone and zone.casefold() not in f"{place} {camera}".casefold() else camera


def ring_words(camera: str) -> str:
    """What the banner says: “Front door rings”."""
    return f"{camera} rings"


def count_words(count: int) -> str:
    """ "1 event", "16 events"."""
    return f"{count} event{'' if count == 1 else 's'}"
