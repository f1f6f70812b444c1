"""Linkage's answer for one mention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fanlight.record.sources.rows import Mention


class Tier(StrEnum):
    """How a verdict came about, strongest first; COUNTED are the tiers that pages count without reserve."""

    ORI = "ori"
    ALIAS = "alias"
    EXACT = "exact"  # state, kind and place
    PLACE = "place"  # state and place, with city, county or point agreeing: counts as exact
    NEAR = "near"
    REVIEW = "review"
    UNLINKED = "unlinked"


COUNTED = (Tier.ORI, Tier.ALIAS, Tier.EXACT, Tier.PLACE)
LINKED = (*COUNTED, Tier.NEAR)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One mention, at most one agency, and why."""

    mention: Mention
    tier: Tier
    agency: str | None  # Agency.id where linked
    score: float = 100.0  # edit ratio, 0..100
    margin: float = 100.0  # lead over the runner-up
    runner_up: str | None = None
    candidates: tuple[str, ...] = ()  # to review: best first
    reason: str = ""  # unlinked or to review: absent, unnamed, foreign, fire, private, conflict, twins …
