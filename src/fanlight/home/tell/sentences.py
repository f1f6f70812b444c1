"""A rule as one sentence, and the page's heading as its answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SUBJECTS = {
    "press": "The bell",
    "person": "Somebody",
    "vehicle": "A vehicle",
    "animal": "An animal",
    "movement": "Movement",
}


def sentence(kind: str, cameras: Sequence[str], of: int) -> str:
    """“Somebody: always.” “A vehicle: at Drive and Garden.” “An animal: never.”"""
    subject = SUBJECTS[kind]
    if not cameras:
        return f"{subject}: never."
    if len(cameras) == of:
        return f"{subject}: always." if kind == "press" or of == 1 else f"{subject}: at every camera."
    return f"{subject}: at {listed(cameras)}."


def listed(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def headline(ways: int, failing: int, quiet: bool) -> str:
    """What the page answers: when am I told?"""
    if not ways:
        return "Nothing tells you yet"
    if quiet:
        return "Only the bell, for now"
    if failing == ways:
        return "What should tell you does not get through"
    if failing:
        return f"You are told, but {failing} of {ways} ways fail{'s' if failing == 1 else ''}"
    return "You are told here" if ways == 1 else f"You are told in {ways} ways"
