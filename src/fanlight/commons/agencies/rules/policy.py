"""The numbers of a policy as people write them, and what a change of them amounts to: tighter or looser. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from fanlight.commons.agencies.rules.area import SQUARE_MILE
from fanlight.trust.papers.policy_paper import Limits, Policy
from fanlight.trust.papers.signing import new_id
from fanlight.trust.policy.in_force.apply import looser
from fanlight.trust.policy.limits import BOUNDS, HOUR, Bound


@dataclass(frozen=True)
class Number:
    """One limit: `one` of the form's units is so many of the paper's."""

    member: str
    label: str
    unit: str
    one: int = 1

    @property
    def bound(self) -> Bound:
        return next(bound for bound in BOUNDS if bound.name == self.member)

    def shown(self, value: int) -> str:
        """Without noughts at the end."""
        return f"{Decimal(value) / self.one:.4f}".rstrip("0").rstrip(".")

    def words(self, value: int) -> str:
        return f"{self.shown(value)} {self.unit}"

    def read(self, typed: Decimal) -> int:
        return int((typed * self.one).to_integral_value())


NUMBERS = (
    Number("window_s", "Hours that a request may cover", "hours", HOUR),
    Number("look_back_days", "How far back they may lie", "days"),
    Number("area_m2", "Largest area", "square miles", SQUARE_MILE),
    Number("floor_units", "Fewest homes in an area", "homes"),
    Number("open_days", "Longest time that a request is open", "days"),
    Number("per_case", "Requests for one case", "requests"),
    Number("open_per_agency", "Open requests of one agency at a time", "requests"),
    Number("per_30_days", "Requests of one agency in 30 days", "requests"),
    Number("retention_days", "Longest time that footage is kept", "days"),
    Number("notice_s", "Notice in public before a request opens", "hours", HOUR),
)
REVIEWERS = "reviewers"
OTHERS = {REVIEWERS: "Stewards who review a request", "basis": "Legal basis", "algs": "Kinds of keys that count"}


@dataclass(frozen=True)
class Change:
    """One number that a policy changes; `looser` is why the whole would wait."""

    label: str
    before: str
    after: str
    looser: bool


def composed(before: Policy, values: Mapping[str, Decimal | int | None]) -> Policy:
    """The policy with these numbers; what was not touched stays to the last digit."""
    limits: dict[str, int] = dict(before.limits.__dict__)
    for number in NUMBERS:
        typed = values.get(number.member)
        held = getattr(before.limits, number.member)
        if typed is not None and Decimal(typed) != Decimal(number.shown(held)):
            limits[number.member] = number.read(Decimal(typed))
    reviewers = values.get(REVIEWERS)
    return replace(
        before,
        id=new_id(),
        limits=Limits(**limits),
        reviewers=before.reviewers if reviewers is None else int(reviewers),
    )


def changes(before: Policy, after: Policy) -> tuple[Change, ...]:
    """What is different, in the order of the form."""
    grown = set(looser(before, after))
    found = []
    for number in NUMBERS:
        was, becomes = (getattr(one.limits, number.member) for one in (before, after))
        if was != becomes:
            found.append(Change(number.label, number.words(was), number.words(becomes), number.member in grown))
    if before.reviewers != after.reviewers:
        found.append(Change(OTHERS[REVIEWERS], str(before.reviewers), str(after.reviewers), REVIEWERS in grown))
    if before.algs != after.algs:
        found.append(Change(OTHERS["algs"], _algs(before), _algs(after), "algs" in grown))
    return tuple(found)


def looser_than(after: Policy, before: Policy) -> list[str]:
    """The labels by which it is looser."""
    labels = {number.member: number.label for number in NUMBERS} | OTHERS
    return [labels[name] for name in looser(before, after)]


def _algs(policy: Policy) -> str:
    return "; ".join(f"{kind}: {', '.join(algs)}" for kind, algs in policy.algs.items()) or "both kinds everywhere"
