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


def headline(ways: Sequence[str], failing: Sequence[str], quiet: bool) -> str:
    """What the page answers: am I told? Both are names of devices and services, `failing` some of `ways`."""
    if not ways:
        return "Nothing tells you yet"
    if len(failing) == len(ways):
        return f"{listed(ways)} cannot be reached" if len(ways) <= 2 else "Nothing that tells you can be reached"
    if failing:
        return f"You are told, but not by {listed(failing)}"
    if quiet:
        return "Only the bell, for now"
    return f"You are told by {listed(ways)}" if len(ways) <= 2 else f"You are told in {len(ways)} ways"
