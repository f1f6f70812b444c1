"""What an event is called: what happened and where, never who (pages.md section 1)."""

from __future__ import annotations

WHAT = {
    "movement": "Movement",
    "person": "Somebody",
    "vehicle": "A vehicle",
    "animal": "An animal",
    "press": "Bell pressed",
}

ON = "path drive driveway street road pavement sidewalk lawn steps stairs porch terrace patio balcony roof parking"
AT = "door gate fence entrance doorbell bell window bins"
IN = "garden yard garage hall hallway kitchen cellar basement attic shed barn lobby room workshop office"
PREPOSITIONS = {noun: word for word, nouns in (("on", ON), ("at", AT), ("in", IN)) for noun in nouns.split()}


def place_words(*, place: str, zone: str, camera: str) -> str:
    """Where, as it follows a verb: “on the path”. The zone says it best, then the camera's place, then its name."""
    if zone and zone.casefold() not in place.casefold():
        return _following(zone, "in")
    return place or _following(camera, "at")


def _following(name: str, usual: str) -> str:
    """A name with its preposition: “Front door” → “at the front door”, “Camera 3” → “at Camera 3”."""
    words = name.split()
    preposition = PREPOSITIONS.get(words[-1].casefold()) if words else None
    if preposition is None:
        return f"{usual} {name}"
    abbreviated = words[0].isupper() and len(words[0]) > 1  # NW stays NW
    first = words[0] if abbreviated else words[0][0].lower() + words[0][1:]
    return " ".join((preposition, "the", first, *words[1:]))


def event_title(*, kind: str, place: str = "", zone: str = "", camera: str = "") -> str:
    """The event's name in lists and on its page."""
    where = place_words(place=place, zone=zone, camera=camera)
    return f"{WHAT.get(kind, WHAT['movement'])} {where}"
