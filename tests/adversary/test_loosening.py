"""State (S8), the part of stewards: searched exhaustively, no sequence of hostile papers loosens before 14 days.

The model: every sequence of three entries out of an alphabet of tightenings, loosenings and no-ops, each with every
timing of a small set (or none yet), all five stewards hostile, before and after a request. What must hold of each: what
a home allows at a moment was allowed by what had stood in the log, with a witness time, 14 days before.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement, product

import pytest

from fanlight.demo.community.founding import POLICE, SHERIFF, STEWARDS, agency, ident, policy
from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.agency_paper import Officer
from fanlight.trust.papers.signing import Sealed
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen
from fanlight.trust.policy.in_force.views import InForce, State
from fanlight.trust.policy.limits import BOUNDS, DAY, DEFAULTS, HOUR, counted, grown
from tests.unit.trust.papers.drawn import KEYS, NOW, community
from tests.unit.trust.policy.log import MEMO

START = NOW + DAY
TIMES = (0, 5 * DAY, 15 * DAY)  # after START; entries keep their order
PROBES = (0, 5 * DAY, 14 * DAY - 1, 14 * DAY, 15 * DAY, 19 * DAY, 29 * DAY - 1, 29 * DAY)
LIMITS = {
    "wide": replace(DEFAULTS, window_s=4 * HOUR),
    "narrow": replace(DEFAULTS, window_s=HOUR),
    "mixed": replace(DEFAULTS, window_s=3 * HOUR, open_days=5),
    "same": DEFAULTS,
}


@cache
def _founded() -> Sealed:
    return community().founded(at=NOW)


@cache
def _key_ids(place: int | None = None) -> frozenset[str]:
    """Of the police's first officers, or of those that the letter at this place brings."""
    officers = agency(KEYS, POLICE, checked=START).officers if place is None else _officers(place)
    return frozenset(one.key.id for one in officers)


@cache
def _crony(place: int) -> str:
    return KEYS.signer(f"crony {place}").key.id


STEWARD_KEYS = frozenset(KEYS.signer(name).key.id for name in STEWARDS)


@cache
def _letter(name: str, place: int) -> Sealed:
    """One entry of the alphabet; every place has papers with ids of their own."""
    it, id, reason = community(), ident(f"{name} {place}", KEYS), "All five of us want that."
    if name in LIMITS:
        return it.by_stewards(policy(KEYS, limits=LIMITS[name], name=f"{name} {place}"), at=START, names=STEWARDS)
    form = name.split(" ")[-1]
    if name.startswith("set"):
        return it.by_stewards(acts.MoratoriumAct("moratorium:set", id, form, reason), at=START)
    if name.startswith("lift"):
        return it.by_stewards(acts.MoratoriumAct("moratorium:lifted", id, form, reason), at=START)
    if name == "opened":
        until = START + 89 * DAY
        return it.by_stewards(neighbourhood.ForwardOpened("forward:opened", id, POLICE, until, reason), at=START)
    if name == "ended":  # by one of them
        paper_ = neighbourhood.ForwardEnded("forward:ended", id, POLICE, reason)
        return it.by_stewards(paper_, at=START, names=STEWARDS[:1])
    if name == "steward":
        key = KEYS.signer(f"crony {place}").key
        return it.by_stewards(acts.StewardAct("steward:added", id, "A crony", key, reason), at=START)
    if name == "agency":
        paper = replace(
            agency(KEYS, POLICE, checked=START), id=id, agency=f"new-agency-{place}", officers=_officers(place)
        )
        return it.by_stewards(paper, at=START)
    if name == "key":
        paper = replace(agency(KEYS, POLICE, checked=START, kind="agency:changed"), id=id, officers=_officers(place))
        return it.by_stewards(paper, at=START)
    return it.by_stewards(acts.AgencyAct(f"agency:{name}", id, POLICE, reason), at=START)


def _officers(place: int) -> tuple[Officer, ...]:
    officers = agency(KEYS, POLICE, checked=START).officers
    return tuple(replace(one, key=KEYS.signer(f"{one.name} new {place}").key) for one in officers)


ALPHABETS = {
    "policy": ("wide", "narrow", "mixed", "same"),
    "moratorium": ("set soft", "set hard", "lift soft", "lift hard", "wide"),
    "agency": ("suspended", "reinstated", "revoked", "key", "agency"),
    "forwarding": ("opened", "ended", "lift hard", "set hard"),
    "stewards": ("steward", "wide", "verified", "key"),
}


def _timings(count: int) -> list[tuple[int | None, ...]]:
    """Rising times, the last entries perhaps without one."""
    found: list[tuple[int | None, ...]] = []
    for timed in range(count + 1):
        for times in combinations_with_replacement(TIMES, timed):
            found.append((*times, *(None,) * (count - timed)))
    return found


def _state(word: tuple[str, ...], times: tuple[int | None, ...], now: int) -> State:
    founded = _founded()
    seen = [Seen(0, founded.entry, NOW, founded.body)]
    for place, (name, time) in enumerate(zip(word, times, strict=True)):
        sealed = _letter(name, place)
        seen.append(Seen(place + 1, sealed.entry, None if time is None else START + time, sealed.body))
    return fold(seen, now=now, verified=MEMO)


def _known(word: tuple[str, ...], times: tuple[int | None, ...], by: int) -> set[tuple[str, int]]:
    """The entries that had a witness time at this moment, with their places."""
    timed = zip(word, times, strict=True)
    return {(name, place) for place, (name, time) in enumerate(timed) if time is not None and START + time <= by}


def _demand(state: State, word: tuple[str, ...], times: tuple[int | None, ...], at: int) -> None:
    now = state.at(at)
    old = _known(word, times, at - 14 * DAY)
    allowed = [DEFAULTS, *(LIMITS[name] for name, _ in old if name in LIMITS)]
    for bound in BOUNDS:
        best = allowed[0]
        for one in allowed:
            best = one if bound.loosens(getattr(best, bound.name), getattr(one, bound.name)) else best
        counts = getattr(counted(best), bound.name)
        assert not bound.loosens(counts, getattr(now.limits, bound.name)), (word, times, at, bound.name)
    cronies = {_crony(place) for name, place in old if name == "steward"}
    assert {term.key.id for term in now.stewards} <= STEWARD_KEYS | cronies
    assert set(now.agencies) <= {POLICE, SHERIFF, *(f"new-agency-{place}" for name, place in old if name == "agency")}
    keys = {one.key.id for one in now.agencies[POLICE].paper.officers}
    fresh = [_key_ids(place) for name, place in old if name == "key"]
    assert keys in [_key_ids(), *fresh]
    _demand_stops(word, times, at, now, old)
    if POLICE in now.forwarding:  # some opening is old enough, and no ending of any age stands behind it
        last = max(place for name, place in old if name == "opened")
        standing = [name for name, time in zip(word, times, strict=True) if time is None or START + time <= at]
        assert "ended" not in standing[last + 1 :], (word, times, at)


def _demand_stops(
    word: tuple[str, ...], times: tuple[int | None, ...], at: int, now: InForce, old: set[tuple[str, int]]
) -> None:
    """What a tightening stopped stays stopped until what undoes it, placed after it, is 14 days old."""
    view = now.agencies[POLICE]
    for place, (name, time) in enumerate(zip(word, times, strict=True)):
        if time is not None and START + time > at:
            continue
        undone = {"suspended": "reinstated", "set soft": "lift soft", "set hard": "lift hard"}.get(name, "never")
        if any(after > place and other == undone for other, after in old):
            continue
        if name.startswith("set"):
            assert now.moratorium in ("hard", name.split(" ")[1]), (word, times, at)
        before = word[:place]
        if name == "suspended" and "revoked" not in before:
            assert view.suspended, (word, times, at)
        if name == "revoked":
            assert view.revoked, (word, times, at)


def _demand_order(word: tuple[str, ...], times: tuple[int | None, ...]) -> None:
    """No policy is overtaken by one decided before it; one without a time is never looser than one that is old enough.

    Folded once, at the newest time in the log, and asked about later moments: a head that does not move.
    """
    state, last = _state(word, times, 0), -1
    for at in PROBES:
        now = state.at(START + at)
        place = max(term.index for term in state.policies if term.hash == now.policy_hash) - 1
        assert place >= last, (word, times, at)
        last = place
        if place >= 0 and times[place] is None:
            for name, before in _known(word, times, START + at - 14 * DAY):
                if name in LIMITS and before < place:
                    assert not grown(LIMITS[name], now.policy.limits), (word, times, at)


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.slow
def test_no_loosening_before_14_days(alphabet: str) -> None:
    """Every word of three letters at every timing and moment of the model."""
    checked = 0
    for word in product(ALPHABETS[alphabet], repeat=3):
        for times in _timings(3):
            _demand_order(word, times)
            latest = max((time for time in times if time is not None), default=0)
            whole = _state(word, times, 0) if None not in times else None  # then the head's time changes nothing
            for at in PROBES:
                if at >= latest:  # a home's clock is never behind the newest witness time it has seen
                    _demand(whole or _state(word, times, START + at), word, times, START + at)
                    checked += 1
    assert checked > 5_000


def test_the_model_finds_a_loosening_that_is_old_enough() -> None:
    """So that the search above tests the fold, and not that nothing ever changes."""
    assert (
        _state(("wide", "same", "same"), (0, None, None), START + 14 * DAY).at(START + 14 * DAY).limits.window_s
        == 2 * HOUR
    )
    assert (
        _state(("wide", "steward", "agency"), (0, 0, 0), START + 14 * DAY).at(START + 14 * DAY).limits.window_s
        == 4 * HOUR
    )
    now = _state(("suspended", "reinstated", "agency"), (0, 0, 0), START + 14 * DAY).at(START + 14 * DAY)
    assert not now.agencies[POLICE].suspended and "new-agency-2" in now.agencies
    now = _state(("ended", "opened", "same"), (0, 0, 0), START + 14 * DAY).at(START + 14 * DAY)
    assert now.forwarding[POLICE].is_open
