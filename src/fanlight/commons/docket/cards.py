"""What lists and pages show of a request: words made from the log, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fanlight.commons.agencies.rules.area import SIDE, area_words, drawing, sheet_of
from fanlight.commons.agencies.rules.words import offence_words, window_words
from fanlight.commons.docket.rules import story
from fanlight.trust.policy.in_force.views import InForce, RequestView

MOST_ACROSS = 30  # cells of a map: on a desk their names can just be read


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


def where(shown: list[Card], now: InForce) -> dict[str, Any]:
    """A map of these requests' areas for its template; none where they lie too far apart to be read on one."""
    cells = {cell for one in shown if not one.view.record.erased for cell in one.view.paper.area}
    if not cells or not now.founding.units:
        return {}
    drawn = drawing(cells, now.founding.units, sheet_of(now.founding.units.keys()))
    if max(drawn.width, drawn.height) > MOST_ACROSS * SIDE:
        return {}
    areas = "1 request" if len(shown) == 1 else f"{len(shown)} requests"
    return {"map": drawn, "area": f"The areas of {areas} that are open or announced"}


def cards(now: InForce, states: tuple[object, ...] = (), agency: str = "") -> list[Card]:
    """Newest first; all states where none is given."""
    return [
        card(view, now)
        for view in reversed(now.requests.values())
        if (not states or view.state in states) and (not agency or view.paper.agency == agency)
    ]
