"""What acts at once, from the public header alone: also where the body was erased (formats/entries.md, Body)."""

from __future__ import annotations

from dataclasses import replace

from fanlight.trust.papers.entry import Entry
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.states import RequestState

ENDS = {
    "request:resolved": RequestState.RESOLVED,
    "request:withdrawn": RequestState.WITHDRAWN,
    "request:suspended": RequestState.SUSPENDED,
}


class Unfounded(Exception):  # a signal within the fold, which turns it into a Void
    """The entry speaks of something that is not there, or is over."""


def tighten(state: Standing, entry: Entry, moment: Moment) -> None:
    """Does what the header of this tightening says; raises Unfounded."""
    pub, at = entry.pub, moment.judged
    match entry.kind:
        case "moratorium:set":
            state.moratoria.append(r.Halt(moment.index, at, str(pub["form"])))
        case "steward:removed":
            _remove_steward(state, str(pub["key"]), at)
        case "agency:suspended":
            state.suspensions.setdefault(_agency(state, entry), []).append(r.Halt(moment.index, at))
        case "agency:revoked":
            state.revoked.setdefault(_agency(state, entry), at)
        case "agency:key-revoked":
            state.revoked_keys.setdefault((_agency(state, entry), str(pub["key"])), at)
        case "request:resolved" | "request:withdrawn" | "request:suspended":
            end_request(state, str(pub["request"]), r.Ended(ENDS[entry.kind], at, moment.index))
        case "forward:ended":
            state.forwards_ended.setdefault(_agency(state, entry), []).append(r.Halt(moment.index, at))
        case "partnership:ended":
            _end_partnership(state, str(pub["partnership"]), r.Halt(moment.index, at))
        case _:
            raise AssertionError(entry.kind)


def end_request(state: Standing, id: str, ended: r.Ended) -> None:
    record = state.requests.get(id)
    if record is None:
        raise Unfounded("It speaks of a request that does not stand.")
    if record.ends <= ended.at and (record.ended or record.noticed is not None):
        raise Unfounded("The request has ended already.")
    state.requests[id] = replace(record, ended=ended)


def _end_partnership(state: Standing, id: str, ended: r.Halt) -> None:
    record = state.partnerships.get(id)
    if record is None:
        raise Unfounded("It speaks of a partnership that was never signed.")
    if record.ended is not None or record.paper.until <= ended.since:
        raise Unfounded("The partnership has ended already.")
    state.partnerships[id] = replace(record, ended=ended)


def _agency(state: Standing, entry: Entry) -> str:
    agency = str(entry.pub["agency"])
    if agency not in state.agencies:
        raise Unfounded("It speaks of an agency that was never admitted.")
    return agency


def _remove_steward(state: Standing, key: str, at: int) -> None:
    terms = [number for number, term in enumerate(state.stewards) if term.key.id == key and term.until is None]
    if not terms:
        raise Unfounded("It speaks of nobody who is a steward.")
    left = state.stewards_at(at).keys() - {key}
    if len(left) < state.founding.quorum:
        raise Unfounded("Too few stewards would be left to stop anything.")
    for number in terms:
        state.stewards[number] = replace(state.stewards[number], until=at)
