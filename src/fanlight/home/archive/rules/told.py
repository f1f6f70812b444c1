""" "Yesterday this would have told you 11 times": counted, and each movement as a mark whose height is its strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Span = tuple[float, float]  # seconds


@dataclass(frozen=True, slots=True)
class Mark:
    """One movement of the day."""

    at: float  # percent of the day
    strength: float  # 0..1: told even by the weakest setting is 1
    told: bool

    def facts(self) -> dict[str, Any]:
        """For the page."""
        return {"at": self.at, "strength": self.strength, "told": self.told}


def marks_of(told: Sequence[Span], by_level: Mapping[int, Sequence[Span]], begin: float, end: float) -> list[Mark]:
    """`by_level` has for each sensitivity what it would tell; each movement is counted once, by its keenest level."""
    levels = sorted(by_level)
    everything = [*by_level[levels[-1]]]
    everything += [one for one in told if not any(_overlap(one, other) for other in everything)]
    marks = []
    for span in sorted(everything):
        weakest = next((level for level in levels if any(_overlap(span, one) for one in by_level[level])), levels[-1])
        strength = (levels[-1] - weakest + levels[0]) / levels[-1]
        at = round(100 * (span[0] - begin) / (end - begin), 2)
        marks.append(Mark(at, round(strength, 2), any(_overlap(span, one) for one in told)))
    return marks


def foretold(day: str, marks: Sequence[Mark]) -> dict[str, str]:
    """The sentence, and one about what stays quiet."""
    told = sum(mark.told for mark in marks)
    quiet = len(marks) - told
    often = "not have told you once" if not told else f"have told you {'once' if told == 1 else f'{told} times'}"
    more = "1 smaller movement stays quiet." if quiet == 1 else f"{quiet} smaller movements stay quiet."
    return {"words": f"{day} this would {often}.", "more": more if quiet else ""}


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
