"""Lights and their rules: added, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from fanlight.ground.errors import FanlightError
from fanlight.home.archive.models.cameras import Camera
from fanlight.home.household.house import describe_house
from fanlight.home.lights import target
from fanlight.home.lights.models.lights import Light, LightRule
from fanlight.home.lights.target import Target

ROUNDED = 1  # decimals of a degree: about ten kilometres, half a minute of dusk, and no address


class NameTaken(FanlightError):
    """Another light has this name."""

    remedy = "Give it one of its own."


@dataclass(frozen=True, slots=True)
class RuleWish:
    """What a rule is to say."""

    camera: Camera
    kinds: Sequence[str]
    only_dark: bool
    minutes: int


def add_light(*, name: str, to: Target, demo: bool = False) -> Light:
    """A new light; nothing is switched."""
    with transaction.atomic():
        _refuse_taken(name, 0)
        row = Light.objects.create(name=name, shown=target.shown(to), demo=demo)
        row.sealed = target.sealed(to, row.pk)
        row.save(update_fields=["sealed"])
    return row


def change_light(*, light: Light, name: str, to: Target | None) -> None:
    """A new name, and new addresses where they are given."""
    with transaction.atomic():
        _refuse_taken(name, light.pk)
        light.name = name
        if to is not None:
            light.sealed, light.shown = target.sealed(to, light.pk), target.shown(to)
            light.failing_since_us, light.failure = None, ""
        light.save(update_fields=["name", "sealed", "shown", "failing_since_us", "failure"])


def _refuse_taken(name: str, but: int) -> None:
    if Light.objects.filter(name=name).exclude(pk=but).exists():
        raise NameTaken(f"Another light is called “{name}”.")


def remove_light(*, light: Light) -> None:
    """With its rules. The lamp stays as it is."""
    light.delete()


def add_rule(*, light: Light, wish: RuleWish) -> LightRule:
    """One more rule."""
    return LightRule.objects.create(
        light=light, camera=wish.camera, kinds=list(wish.kinds), only_dark=wish.only_dark, minutes=wish.minutes
    )


def remove_rule(*, rule: LightRule) -> None:
    """That rule counts no more."""
    rule.delete()


def set_place(*, latitude: float, longitude: float) -> None:
    """Where the house stands, rounded; it never leaves the house."""
    describe_house(place=(round(latitude, ROUNDED), round(longitude, ROUNDED)))
