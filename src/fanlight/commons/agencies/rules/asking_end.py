"""Words for whoever asks for the end of a partnership: a petition's draft and a letter, from the log and the record.

Each fact stands with its source, so that a reader can look it up. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fanlight.ground.letter import Letter
from fanlight.trust.policy.in_force.conduct import conduct
from fanlight.trust.policy.in_force.neighbours import PartnershipView, Term
from fanlight.trust.policy.in_force.views import InForce

LONGEST_DEMAND, LONGEST_WHY = 140, 4_000  # characters, as a petition has them


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence or two, and where they can be looked up."""

    words: str
    source: str

    def __str__(self) -> str:
        return f"{self.words} Source: {self.source}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a petition's form begins with."""

    demand: str
    addressee: str
    why: str


def to_end(now: InForce, agency: str) -> PartnershipView | None:
    """The newest partnership with this agency that has an end to be asked for."""
    held = [one for one in now.partnerships.values() if one.paper.agency == agency]
    return next((one for one in reversed(held) if one.term in (Term.COMING, Term.RUNNING)), None)


def draft(now: InForce, agency: str) -> Draft | None:
    """None where nothing stands that could be ended."""
    view = to_end(now, agency)
    if view is None:
        return None
    name, community = now.agencies[agency].paper.name, now.founding.community
    demand = f"End the partnership of {name} with {community}"
    if len(demand) > LONGEST_DEMAND:
        demand = f"End the partnership of {name}"[:LONGEST_DEMAND]
    why = "\n\n".join(str(fact) for fact in facts(now, view))
    return Draft(demand, f"The stewards of {community}"[:120], why[:LONGEST_WHY])


def letter(now: InForce, agency: str) -> Letter | None:
    """To a council, to be copied; None as above."""
    view = to_end(now, agency)
    if view is None:
        return None
    name, community = now.agencies[agency].paper.name, now.founding.community
    return Letter(
        f"The partnership of {name} with {community}",
        (
            "To the council,",
            *(str(fact) for fact in facts(now, view)),
            "I ask the council to say in public what was agreed, what the agency has received under it, and whether "
            "the council wants it to go on.",
            "I ask for its end.",
        ),
    )


def facts(now: InForce, view: PartnershipView) -> tuple[Fact, ...]:
    """The partnership, the agency's conduct here, and what the record says of it."""
    agency, origin = view.paper.agency, now.founding.rp.origin.rstrip("/")
    name, paper = now.agencies[agency].paper.name, view.paper
    found = [
        Fact(
            f"{name} has a partnership with the community {now.founding.community}, from {_day(paper.since, now)} to "
            f"{_day(view.ends, now)}. {_shared(paper.data)}",
            f"{origin}/partnerships/{paper.id}/, entry {view.record.index} of the log.",
        ),
        Fact(_conduct(name, now, agency), f"{origin}/agencies/{agency}/, counted from the log."),
    ]
    listed = now.agencies[agency].paper.record
    lines = now.record.agency(listed) if now.record and listed else None
    if now.record and lines:
        covers = "; ".join(f"{one}, {held.first} to {held.last}" for one, held in sorted(now.record.covers.items()))
        found.append(Fact(" ".join(lines.lines), f"the public record ({covers})."))
    return tuple(found)


def _shared(data: tuple[str, ...]) -> str:
    return f"Shared under it: {'; '.join(data)}." if data else "By its terms no data are shared."


def _conduct(name: str, now: InForce, agency: str) -> str:
    counts = conduct(now, agency)
    return (
        f"In this community {name} has made {_counted(counts['asked'], 'request')}; "
        f"{_counted(counts['late'], 'report')} came late and {counts['missing']} are overdue. "
        f"It received footage {_counted(counts['received'], 'time')}, "
        f"and attested {_counted(counts['deleted'], 'deletion')}."
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _day(seconds: int, now: InForce) -> str:
    at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(now.founding.zone))
    return f"{at.day} {at:%b %Y}"
