"""What lists and pages show of a request: words made from the log, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.commons.agencies.rules.area import area_words
from fanlight.commons.agencies.rules.words import offence_words, window_words
from fanlight.commons.docket.rules import story
from fanlight.trust.policy.in_force.views import InForce, RequestView


@dataclass(frozen=True)
class Card:
    """One request in a list."""

    id: str
    entry: int
    agency: str
    agency_name: str
    offence: str
    hours: str
    area: str
    state: str
    kind: str
    view: RequestView

    @property
    def until(self) -> int | None:
        return self.view.record.closes

    @property
    def opens(self) -> int | None:
        return self.view.record.opens


def agency_name(id: str, now: InForce) -> str:
    view = now.agencies.get(id)
    return view.paper.name if view else id


def card(view: RequestView, now: InForce) -> Card:
    paper = view.paper
    erased = view.record.erased
    return Card(
        paper.id,
        view.record.index,
        paper.agency,
        agency_name(paper.agency, now),
        offence_words(paper.offence),
        window_words(paper.since, paper.until, paper.zone),
        "removed" if erased else area_words(paper.area, now.founding.units),
        story.state_words(view),
        story.state_class(view),
        view,
    )


def cards(now: InForce, states: tuple[object, ...] = (), agency: str = "") -> list[Card]:
    """Newest first; all states where none is given."""
    return [
        card(view, now)
        for view in reversed(now.requests.values())
        if (not states or view.state in states) and (not agency or view.paper.agency == agency)
    ]
