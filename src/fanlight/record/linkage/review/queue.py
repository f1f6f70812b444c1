"""The doubtful mentions that a reviewer decides, grouped by what one answer settles, the most mentioned first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanlight.record.linkage.second_opinion import Opinion
from fanlight.record.linkage.verdict import Tier, Verdict
from fanlight.trust.agency.spelling import spelled

PLACED = ("twins", "elsewhere")  # reasons where the answer depends on the city, and holds for it alone
KEYS = 9  # a candidate has one of the keys 1 to 9
SHOWN = 5  # cities and rows that are enough to see what is meant


@dataclass
class Doubt:
    """One name in one state (where it matters, in one city) that waits for an answer."""

    name: str
    state: str
    city: str  # empty: the answer holds for every city
    reason: str
    candidates: tuple[str, ...]
    count: int = 0
    partner: bool = False  # the list of partners names it: it moves the headline
    cities: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    opinion: Opinion | None = None

    @property
    def key(self) -> str:
        """What an answer is given to; stable between two readings of the same files."""
        return f"{self.state}|{spelled(self.name)}|{spelled(self.city)}"


def doubts(verdicts: Mapping[str, Iterable[Verdict]], *, lists: frozenset[str] = frozenset()) -> list[Doubt]:
    """Every doubt of some files' verdicts: near links and what is to review, partners first, then by mentions."""
    found: dict[str, Doubt] = {}
    for file, some in verdicts.items():
        for verdict in some:
            if verdict.tier not in (Tier.NEAR, Tier.REVIEW):
                continue
            mention = verdict.mention
            offered = (verdict.agency, *verdict.candidates, verdict.runner_up)
            candidates = tuple(dict.fromkeys(one for one in offered if one))[:KEYS]
            city = mention.city if verdict.reason in PLACED else ""
            reason = verdict.reason or verdict.tier.value
            one = Doubt(mention.text, mention.state, city, reason, candidates)
            one = found.setdefault(one.key, one)
            one.count += 1
            one.partner |= file in lists
            if mention.city and mention.city not in one.cities and len(one.cities) < SHOWN:
                one.cities.append(mention.city)
            if len(one.rows) < SHOWN:
                one.rows.append(f"{file}:{mention.row}")
    return ranked(found.values())


def ranked(some: Iterable[Doubt]) -> list[Doubt]:
    """Partners first, then the most mentioned; a second opinion's weight breaks ties, its key the rest."""
    return sorted(
        some, key=lambda one: (not one.partner, -one.count, -(one.opinion.weight if one.opinion else 0.0), one.key)
    )
