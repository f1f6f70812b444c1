"""What the Lights page says, in words. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fanlight.ground import sun
from fanlight.ground.clock import from_micros
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.household.house import place, zone
from fanlight.home.lights.models.lights import Light, LightRule
from fanlight.home.lights.models.presses import WaitingPress

KIND_WORDS: Mapping[str, str] = {
    "press": "The bell",
    "person": "Somebody",
    "vehicle": "A vehicle",
    "animal": "An animal",
    "movement": "Movement",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A light as the page draws it."""

    light: Light
    is_on: bool
    words: str
    rules: list[tuple[LightRule, str]]


def cameras() -> list[Camera]:
    """Those that are there."""
    return list(Camera.objects.filter(removed_us=None))


def shown(light: Light) -> Shown:
    """A light with its state and rules in words."""
    rules = [(rule, sentence(rule)) for rule in light.rules.select_related("camera")]
    return Shown(light, light.meant == Light.ON, state_words(light), rules)


def lights() -> list[Shown]:
    """All of them."""
    return [shown(row) for row in Light.objects.all()]


def at_camera(camera: Camera) -> list[Shown]:
    """Those with a rule at this camera."""
    return [shown(row) for row in Light.objects.filter(rules__camera=camera).distinct()]


def state_words(light: Light) -> str:
    """“On until 22:05”, “Off”, “Switching on …”."""
    if light.wanted and light.wanted != light.state:
        return "Switching on …" if light.wanted == Light.ON else "Switching off …"
    if light.state == Light.ON:
        if light.off_at_us is None:
            return "On, until you switch it off"
        return f"On until {_clock(light.off_at_us)}"
    return "Off" if light.state == Light.OFF else "Not switched yet"


def _clock(at_us: int) -> str:
    return from_micros(at_us).astimezone(zone()).strftime("%H:%M")


def sentence(rule: LightRule) -> str:
    """“Somebody or movement at Drive, between dusk and dawn: on for 5 minutes.”"""
    kinds = [KIND_WORDS[kind] for kind in KIND_WORDS if kind in rule.kinds]
    named = [kinds[0], *(word[0].lower() + word[1:] for word in kinds[1:])] if kinds else ["Nothing"]
    what = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
    dark = ", between dusk and dawn" if rule.only_dark else ""
    span = "1 minute" if rule.minutes == 1 else f"{rule.minutes} minutes"
    return f"{what} at {rule.camera.name}{dark}: on for {span}."


def headline(found: Sequence[Shown]) -> str:
    """What the page answers: is a light on?"""
    if not found:
        return "No light yet"
    on = [one.light.name for one in found if one.is_on]
    if not on:
        return "All lights are off"
    return f"{on[0]} is on" if len(on) == 1 else f"{len(on)} lights are on"


def dark_words(now: datetime) -> str:
    """When it is dark here, or what is missing to know it."""
    where = place()
    if where is None:
        return "Where the house stands is not known, so no light goes on by dusk."
    change = sun.next_change(now, *where)
    dark = sun.is_dark(now, *where)
    if change is None:
        return "It does not get light these days." if dark else "It does not get dark these days."
    at = change.astimezone(zone()).strftime("%H:%M")
    return f"Dark now, until {at}." if dark else f"Light now, dark from {at}."


def waiting_presses(camera: Camera) -> int:
    """Presses that the recorder has not taken yet."""
    return WaitingPress.objects.filter(camera=camera).count()


def context(now: datetime) -> dict[str, object]:
    """All that the Lights page draws."""
    found = lights()
    where = place()
    needs_place = where is None and any(rule.only_dark for one in found for rule, _ in one.rules)
    return {
        "answer": headline(found),
        "lights": found,
        "dark": dark_words(now),
        "place": where,
        "needs_place": needs_place,
    }
