"""Limits of a request: what a community starts with, and what no policy can exceed in this program.

A policy's number beyond the bound counts as the bound. Bounds are part of rule set 1: changing one needs set 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fanlight.trust.papers.policy_paper import Limits

HOUR, DAY = 3_600, 86_400  # seconds
LOOSENING_S = 14 * DAY  # so that whoever looks once a week sees it before it acts
VERIFIED_S = 90 * DAY  # a quarter: police mail that was taken over does not stay good for a year
REPORT_S = 30 * DAY  # after a request closed
MONTH_S = 30 * DAY
QUARTER_MILE, HALF_MILE = 647_497, 1_294_994  # whole m² of 0.25 and 0.5 square miles (1 mile = 1,609.344 m)
FACTS_LEAST = 80  # characters; shorter reasons were "investigation"


@dataclass(frozen=True)
class Bound:
    """One limit: its default, the loosest value that counts, and which way is looser."""

    name: str
    default: int
    loosest: int
    looser: Literal["more", "less"]
    reason: str

    def counted(self, value: int) -> int:
        return min(value, self.loosest) if self.looser == "more" else max(value, self.loosest)

    def loosens(self, before: int, after: int) -> bool:
        return after > before if self.looser == "more" else after < before


BOUNDS = (
    Bound("window_s", 2 * HOUR, 12 * HOUR, "more", "a whole day of a street is fishing"),
    Bound("look_back_days", 30, 45, "more", "most homes keep no longer, and bodies are fetched for 45 days"),
    Bound("area_m2", QUARTER_MILE, HALF_MILE, "more", "half a square mile was the old portal's most"),
    Bound("floor_units", 200, 200, "less", "fewer homes would say who answered"),
    Bound("open_days", 7, 14, "more", "a request that stays open is a standing order"),
    Bound("per_case", 2, 2, "more", "one ask and one better one"),
    Bound("open_per_agency", 5, 5, "more", "more is bulk canvassing"),
    Bound("per_30_days", 20, 20, "more", "more is bulk canvassing"),
    Bound("retention_days", 90, 180, "more", "what helped by then is in the court's file"),
    Bound("notice_s", 12 * HOUR, 12 * HOUR, "less", "long enough for somebody to read it before it opens"),
)
DEFAULTS = Limits(**{bound.name: bound.default for bound in BOUNDS})


def counted(limits: Limits) -> Limits:
    """What a policy's limits amount to in this program."""
    return Limits(**{bound.name: bound.counted(getattr(limits, bound.name)) for bound in BOUNDS})


def grown(before: Limits, after: Limits) -> tuple[str, ...]:
    """The limits by which `after` is looser; numbers as written, since a later program may count further."""
    return tuple(
        bound.name for bound in BOUNDS if bound.loosens(getattr(before, bound.name), getattr(after, bound.name))
    )
