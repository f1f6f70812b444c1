"""The board's published rules, how often somebody may write, and what a post must not hold. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fanlight.trust.policy.linter import Advice, advice

RULES = (
    ("behaviour", "It says what somebody did, not what people look like or where they come from."),
    ("place", "It names an area of the list: no address, no coordinates, no number plate."),
    ("person", "It names no private person and shows nobody's data."),
    ("decent", "It threatens nobody and mocks nobody."),
    ("here", "It is about this neighbourhood, and no advertisement."),
)
CODES = tuple(code for code, _ in RULES)


def rule_words(code: str) -> str:
    """The rule as it is published."""
    return dict(RULES).get(code, code)


DAY_US = 86_400 * 1_000_000


@dataclass(frozen=True)
class Pace:
    """At most `most` in 24 hours by one person."""

    most: int
    words: str


PACES = {
    "post": Pace(10, "posts"),
    "alert": Pace(3, "alerts"),
    "reply": Pace(60, "replies"),
    "report": Pace(20, "reports"),
    "forward": Pace(5, "posts sent on"),
}
_COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,}\s*[°NS]?\s*[,; ]\s*-?\d{1,3}\.\d{3,}")
_PLATE = re.compile(r"\b(?:plate|licen[cs]e)\b[^.]{0,20}\b(?=[A-Z0-9 -]*\d)[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}\b")


def refused(what: str) -> list[str]:
    """What must come out before it can be posted: where somebody lives, who somebody is."""
    found = [f"Leave out {one.found}: name the area of the list." for one in _advice(what) if one.code == "personal"]
    if _COORDINATES.search(what):
        found.append("Leave out the coordinates: name the area of the list.")
    if _PLATE.search(what):
        found.append("Leave out the number plate.")
    return found


def better(what: str) -> list[str]:
    """What could be said better; whoever wants can post it as it is."""
    words = {
        "vague": "“{}” could be said of anybody. What did they do?",
        "race-alone": "“{}” fits too many people. What did they do; what did they carry, drive or wear?",
    }
    return [words[one.code].format(one.found) for one in _advice(what) if one.code in words]


def _advice(what: str) -> tuple[Advice, ...]:
    return advice(what, "")
