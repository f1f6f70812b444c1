"""A request's story in words: where it stands, its steps with their entries, what is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.commons.agencies.rules.words import offence_words, window_words
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.in_force.views import InForce, RequestView
from fanlight.trust.policy.limits import DAY
from fanlight.trust.policy.states import RequestState

STATES = {
    RequestState.NOTICE: ("announced", ""),
    RequestState.OPEN: ("open", "open"),
    RequestState.SUSPENDED: ("stopped", "stopped"),
    RequestState.EXPIRED: ("over", ""),
    RequestState.RESOLVED: ("resolved", "done"),
    RequestState.WITHDRAWN: ("withdrawn", ""),
    RequestState.DUE: ("report due", ""),
    RequestState.OVERDUE: ("report overdue", "owed"),
    RequestState.REPORTED: ("reported", "done"),
}
PAUSES = {
    "stop": "the log holds a tightening that this program cannot read",
    "moratorium": "a moratorium is in force",
    "agency-revoked": "the agency was sent away",
    "agency-suspended": "the agency is suspended",
    "agency-overdue": "the agency owes a report",
    "key-revoked": "an officer's key was revoked",
}
CLOSED = {
    RequestState.EXPIRED: "Its days were over",
    RequestState.RESOLVED: "The agency resolved it",
    RequestState.WITHDRAWN: "The agency withdrew it",
    RequestState.SUSPENDED: "The stewards suspended it",
}
GROUPS = (
    ("open", "Open now", (RequestState.OPEN,)),
    ("announced", "Announced, not open yet", (RequestState.NOTICE,)),
    ("stopped", "Stopped", (RequestState.SUSPENDED,)),
    ("due", "Over, report due", (RequestState.DUE, RequestState.OVERDUE)),
    ("past", "Past", (RequestState.REPORTED, RequestState.EXPIRED, RequestState.RESOLVED, RequestState.WITHDRAWN)),
)


@dataclass(frozen=True)
class Step:
    """`entry` is where it stands; None for what followed from time alone. `to_come`: it has not happened yet."""

    words: str
    at: int | None
    entry: int | None = None
    to_come: bool = False
    reason: str = ""


def state_words(view: RequestView) -> str:
    return "removed" if view.record.erased else STATES[view.state][0]


def state_class(view: RequestView) -> str:
    return STATES[view.state][1]


def sentence(paper: Request, agency: str) -> str:
    """What is asked, in one sentence."""
    hours = window_words(paper.since, paper.until, paper.zone)
    return f"{agency} asks for what outdoor cameras saw on {hours}, about {offence_words(paper.offence)}."


def heading(view: RequestView, agency: str) -> str:
    """The answer to: is it open?"""
    about = offence_words(view.paper.offence)
    match view.state:
        case RequestState.OPEN:
            return f"Open: {agency} asks about {about}"
        case RequestState.NOTICE:
            return f"Announced: {agency} will ask about {about}"
        case RequestState.SUSPENDED:
            return f"Stopped: {agency} asked about {about}"
        case RequestState.OVERDUE:
            return f"{agency} owes a report about {about}"
        case RequestState.DUE:
            return f"Over: {agency} asked about {about}"
        case RequestState.REPORTED:
            return f"Reported: {agency} asked about {about}"
    return f"Closed: {agency} asked about {about}"


def steps(view: RequestView, now: InForce) -> tuple[Step, ...]:
    """From the notice to the report; what is to come stands at the end, with its time where it is known."""
    record = view.record
    found = [Step("Noticed: paper, both signatures and the review stand in the log", record.noticed, record.index)]
    if record.opens is None:
        return (*found, Step("Opens once witnesses have dated it and the notice is over", None, to_come=True))
    if record.opens < record.ends:
        found.append(Step("Opens at every home by itself", record.opens, to_come=now.at < record.opens))
    for pause in view.paused:
        found.append(Step(f"Stopped: {PAUSES[pause]}", None))
    if view.closed is not None:
        entry = record.ended.index if record.ended and view.closed is not RequestState.EXPIRED else None
        found.append(Step(CLOSED[view.closed], view.closed_at, entry))
    else:
        found.append(Step("Ends by itself", record.closes, to_come=True))
    if record.reported is not None:
        found.append(Step("The agency reported", record.reported.at, record.reported.index))
    elif view.due is not None:
        overdue = view.due <= now.at
        found.append(Step("Report overdue since" if overdue else "Report due until", view.due, to_come=not overdue))
    return tuple(found)


@dataclass(frozen=True)
class Delivery:
    """One package that was posted for an agency; which request it answers only the two sides know."""

    index: int
    month: str
    received: int | None
    until: int | None
    deleted: int | None
    overdue: bool


def deliveries(agency: str, now: InForce) -> tuple[Delivery, ...]:
    """Packages of an agency with their promise."""
    found = []
    for record in now.state.disclosures.values():
        if record.posted.agency != agency:
            continue
        receipt = record.received.paper if record.received else None
        until = receipt.until if receipt else None
        deleted = record.deleted.at if record.deleted else None
        overdue = until is not None and record.deleted is None and now.at >= until + DAY
        received = record.received.at if record.received else None
        found.append(Delivery(record.index, record.posted.month, received, until, deleted, overdue))
    return tuple(found)


@dataclass(frozen=True)
class Conduct:
    """How an agency has behaved here."""

    asked: int
    refused: int
    reported: int
    overdue: int
    posted: int
    kept: int
    deleted: int
    late: int


def conduct(agency: str, now: InForce) -> Conduct:
    views = [view for view in now.requests.values() if view.paper.agency == agency]
    parcels = deliveries(agency, now)
    return Conduct(
        len(views),
        sum(one.agency == agency for one in now.state.refused),
        sum(view.record.reported is not None for view in views),
        sum(view.state is RequestState.OVERDUE for view in views),
        len(parcels),
        sum(one.received is not None for one in parcels),
        sum(one.deleted is not None for one in parcels),
        sum(one.overdue for one in parcels),
    )
