"""What an erased body leaves: a request is withdrawn, a tightening acts by its header, a loosening cannot be erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from fanlight.trust.papers.acts import Erasure
from fanlight.trust.papers.entry import Entry
from fanlight.trust.papers.kinds import KINDS
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.apply import attest, report_on
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.in_force.tighten import Unfounded, end_request, tighten
from fanlight.trust.policy.states import RequestState


class Fate(Enum):
    """What became of an entry with a body."""

    ACTED = "acted"
    MISSING = "its body was not there"
    VOID = "void for another reason"


Bodied = list[tuple[Entry, Moment, Fate]]


def erase(state: Standing, paper: Erasure, bodied: Bodied, moment: Moment) -> None:
    """Raises Unfounded where the hash is nobody's, or something loosened by that body."""
    named = [one for one in bodied if one[0].body == paper.body]
    if not named:
        raise Unfounded("It names the body of no entry.")
    if not all(KINDS[entry.kind].erasable for entry, _, _ in named):
        raise Unfounded("By this body something was allowed; it stays as long as that.")
    if any(fate is Fate.VOID for _, _, fate in named):  # else it would act by its header where nobody can check it
        raise Unfounded("It names the body of an entry that is void.")
    state.erased[paper.body] = paper.reason
    for entry, then, fate in named:
        if fate is Fate.MISSING:
            state.voids = [void for void in state.voids if void.index != then.index or void.reason != "body-missing"]
            state.stops = [stop for stop in state.stops if stop.index != then.index]
        _leave(state, entry, then, fate is Fate.ACTED, moment)


def _leave(state: Standing, entry: Entry, then: Moment, acted: bool, moment: Moment) -> None:
    match entry.kind:
        case "request:noticed":
            _withdraw(state, entry.id, moment)
        case "record:published":
            state.records = [one for one in state.records if one[0] != then.index]
        case _ if acted:
            pass
        case "request:reported":
            _leniently(lambda: report_on(state, str(entry.pub["request"]), r.Reported(None, then.time, then.index)))
        case "disclosure:received" | "disclosure:deleted":
            attested = r.Attested(None, then.time, then.index)
            _leniently(lambda: attest(state, entry.kind, str(entry.pub["disclosure"]), attested))
        case _:
            _leniently(lambda: tighten(state, entry, then))


def _withdraw(state: Standing, id: str, moment: Moment) -> None:
    record = state.requests.get(id)
    if record is None:
        return
    state.requests[id] = replace(record, erased=True)
    _leniently(lambda: end_request(state, id, r.Ended(RequestState.WITHDRAWN, moment.judged, moment.index)))


def _leniently(act: Callable[[], None]) -> None:
    try:
        act()
    except Unfounded:
        return  # what it spoke of is not there at this home either
