"""What the zones page sends: all zones of a camera as JSON."""

from __future__ import annotations

import json
from typing import Any

from fanlight.home.archive.actions.zones import Outline, WrongZone

LONGEST = 64_000  # characters: 20 zones of 40 corners are less than 20,000


class NotZones(WrongZone):
    """These are no zones."""


def read_zones(untrusted_json: str) -> list[Outline]:
    """Outlines as drawn; whether they can be zones is the action's to say."""
    try:
        if len(untrusted_json) > LONGEST:
            raise NotZones("These are more zones than a camera can have.")
        rows = json.loads(untrusted_json)
        return [_outline(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotZones from None


def _outline(row: dict[str, Any]) -> Outline:
    points = tuple((_whole(x), _whole(y)) for x, y in row["points"])
    name, purpose = row["name"], row["purpose"]
    if not isinstance(name, str) or not isinstance(purpose, str) or not name.isprintable():
        raise NotZones
    return Outline(name=name.strip(), purpose=purpose, points=points, sensitivity=_whole(row["sensitivity"]))


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e6:
        raise NotZones
    return round(value)


def read_whole(untrusted_text: str) -> int:
    """The sensitivity of the whole picture."""
    if not (untrusted_text.isascii() and untrusted_text.isdecimal()) or len(untrusted_text) > 3:
        raise NotZones("Sensitivity goes from 0 to 100.")
    return int(untrusted_text)
