"""The rooms of the house as the navigation shows them. A room whose address does not exist yet is not drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the rail; `view` is the name of its address."""

    view: str
    word: str
    icon: str
    group: str  # daily, house
    href: str = ""
    here: bool = False
    says: str = ""  # what one does there; shown on the House page


ROOMS = (
    Room("today", "Today", "house", "daily"),
    Room("timeline", "Timeline", "history", "daily"),
    Room("requests", "Requests", "inbox", "daily"),
    Room("kept", "Kept clips", "lock", "daily", says="What will not be deleted."),
    Room("cameras", "Cameras", "video", "house", says="How each is doing; add one, draw zones."),
    Room("notifications", "Notifications", "bell", "house", says="When you are told, and on what."),
    Room("lights", "Lights", "lightbulb", "house", says="What a light does when something moves."),
    Room("storage", "Storage and health", "hard-drive", "house", says="What is kept, how long, what is at risk."),
    Room("commons", "Commons", "landmark", "house", says="Follow your community’s public log."),
    Room("first_steps", "First steps", "sunrise", "house", says="Camera, zone, a phone that rings: what is left."),
    Room("account", "You", "user", "house", says="Passkeys, password, signing out."),
)


def rooms(group: str, *, path: str, here: str = "") -> list[Room]:
    """The rooms of a group in order. `here` names the room of a page whose address says nothing of it (a clip, say)."""
    found = []
    for room in ROOMS:
        if room.group != group:
            continue
        try:
            href = reverse(room.view)
        except NoReverseMatch:
            continue
        if room.view == "requests" and not _shows_asks():
            continue  # a home that follows no commons hears nothing of requests
        is_here = room.view == here if here else path == href or (href != "/" and path.startswith(href))
        found.append(replace(room, href=href, here=is_here))
    return found


def _shows_asks() -> bool:
    from fanlight.home.asks.access import shows_asks  # the tags are loaded in a commons too, which has no such tables

    return shows_asks()
