"""Rules: a commons that signs one request per broken rule opens none of them in homes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fanlight.demo.community.founding import POLICE, SHERIFF, policy
from fanlight.demo.community.papers import Community, block, officers_of
from fanlight.trust.papers.founding import paper_hash
from fanlight.trust.papers.request import Attests, Request
from fanlight.trust.policy.limits import DAY, DEFAULTS, HOUR
from fanlight.trust.policy.rules.every import CODES
from tests.unit.trust.papers.drawn import KEYS, NOW
from tests.unit.trust.policy.log import NOTICE, Log

T = NOW + DAY
Breaking = Callable[[Log], Request]


def _with(**members: object) -> Breaking:
    return lambda log: log.it.request(T, **members)


def _fill(log: Log, count: int, at: int, *, stays: bool, age: int = 20) -> None:
    """Good requests of other cases, one after another."""
    for n in range(count):
        since = at - age * DAY + n * 3 * HOUR
        request = log.it.request(at, f"filler {at} {n}", case=f"F{at}{n}", since=since, until=since + HOUR, open_days=1)
        log.add(log.it.noticed(request, at=at), at)
        if not stays:
            log.add(log.it.request_act("request:withdrawn", request, at=at), at)


def _once_more(count: int) -> Breaking:
    def make(log: Log) -> Request:
        for n in range(count):
            log.add(log.it.noticed(log.it.request(T - HOUR, f"before {n}", case="K1"), at=T - HOUR), T - HOUR)
        return log.it.request(T, case="K1", agency=POLICE)

    return make


def _standing(log: Log) -> Request:
    _fill(log, 5, T - HOUR, stays=True)
    return log.it.request(T)


def _monthly(log: Log) -> Request:
    for n in range(5):
        _fill(log, 4, T - 2 * HOUR + n, stays=False, age=20 + n)
    return log.it.request(T)


def _small_difference(log: Log) -> Request:
    log.add(log.it.noticed(log.it.request(T - HOUR, "before", case="K1"), at=T - HOUR), T - HOUR)
    return log.it.request(T, case="K1", area=block(1))


def _after(kind: str) -> Breaking:
    def make(log: Log) -> Request:
        log.add(log.it.agency_act(kind, POLICE, at=T - HOUR), T - HOUR)
        return log.it.request(T)

    return make


def _moratorium(log: Log) -> Request:
    log.add(log.it.moratorium("soft", at=T - HOUR), T - HOUR)
    return log.it.request(T)


def _overdue(log: Log) -> Request:
    log.add(log.it.noticed(log.it.request(NOW + 1, "never reported"), at=NOW + 1), NOW + 1)
    return log.it.request(NOW + 60 * DAY)


def _lapsed(log: Log) -> Request:
    return log.it.request(NOW + 91 * DAY)


def _revoked_key(log: Log) -> Request:
    log.add(log.it.key_revoked(POLICE, log.it.request(T).supervisor, at=T - HOUR), T - HOUR)
    return log.it.request(T)


def _old_policy(log: Log) -> Request:
    tight = policy(KEYS, limits=replace(DEFAULTS, open_days=6), name="tight")
    log.add(log.it.by_stewards(tight, at=T - HOUR), T - HOUR)
    return log.it.request(T, open_days=5)


def _few_people(log: Log) -> Request:
    return log.it.request(T, area=block()[:3])


def _crowd(log: Log) -> Request:
    return log.it.request(T, area=block()[:1])


BREAKING: dict[str, Breaking] = {
    "policy": _old_policy,
    "moratorium": _moratorium,
    "agency-admitted": _after("agency:revoked"),
    "agency-verified": _lapsed,
    "agency-suspended": _after("agency:suspended"),
    "agency-overdue": _overdue,
    "officers": _revoked_key,
    "basis": _with(basis="exigent"),
    "offence": _with(offence="90Z"),
    "facts": _with(facts="Please help us."),
    "attests": _with(attests=Attests(True, False, False, False)),
    "outdoor": _with(outdoor=False),
    "window": _with(since=T - 20 * HOUR, until=T - 17 * HOUR),
    "window-over": _with(since=T, until=T + HOUR),
    "look-back": _with(since=T - 31 * DAY, until=T - 31 * DAY + HOUR),
    "area-connected": lambda log: log.it.request(T, area=tuple(sorted((*block(), *block(5))))),
    "area": lambda log: log.it.request(T, area=tuple(sorted((*block(), *block(3))))),
    "jurisdiction": lambda log: log.it.request(T, area=block(12)),
    "people-floor": _few_people,
    "people-share": _crowd,
    "case-areas": _small_difference,
    "open-for": _with(open_days=8),
    "retention": _with(retention_days=91),
    "per-case": _once_more(2),
    "open-per-agency": _standing,
    "per-30-days": _monthly,
}


def test_there_is_a_request_for_every_rule() -> None:
    """A new rule needs its adversary."""
    assert set(BREAKING) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_commons_that_breaks_a_rule_opens_nothing(code: str) -> None:
    """Signed by two officers, reviewed, noticed, witnessed, its body there: void in every home, and counted."""
    log = Log()
    request = BREAKING[code](log)
    at = request.written + HOUR
    index = log.add(log.it.noticed(request, at=at), at)
    state = log.state()
    assert request.id not in state.requests
    void = next(void for void in state.voids if void.index == index)
    assert void.reason == "rule" and code in [part.split(":")[0] for part in void.words.split("; ")]
    for later in (at, at + NOTICE, at + NOTICE + DAY, at + 300 * DAY):
        assert request.id not in [view.paper.id for view in state.at(later).open_requests]
        assert state.at(later).against_release(request.id) == ("void",)


def test_the_same_request_without_the_fault_opens() -> None:
    """So that the test above tests rules, and not that nothing ever opens."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    assert [view.paper.id for view in log.at(T + NOTICE).open_requests] == [request.id]


def test_a_policy_cannot_allow_more_than_the_program() -> None:
    """Whatever stewards sign, and however long it stands in the log, a home counts its own ceilings."""
    log = Log()
    wild = replace(
        DEFAULTS, window_s=10**9, look_back_days=10**6, area_m2=10**12, floor_units=0, open_days=10**4,
        per_case=99, open_per_agency=99, per_30_days=99, retention_days=10**4, notice_s=0,
    )  # fmt: skip
    paper = policy(KEYS, limits=wild, name="wild")
    log.add(log.it.by_stewards(paper, at=NOW), NOW)
    at = NOW + 15 * DAY
    limits = log.at(at).limits
    assert (limits.window_s, limits.look_back_days, limits.open_days) == (12 * HOUR, 45, 14)
    assert (limits.floor_units, limits.notice_s, limits.retention_days) == (200, 12 * HOUR, 180)
    today = paper_hash(paper)
    for name, members in {
        "a day": {"since": at - DAY, "until": at - HOUR},
        "a year ago": {"since": at - 365 * DAY, "until": at - 365 * DAY + HOUR},
        "a month open": {"open_days": 30},
        "three cells": {"area": block()[:3]},
    }.items():
        log.add(log.it.noticed(log.it.request(at, name, policy=today, **members), at=at), at)
    good = log.it.request(at, "good", policy=today, open_days=14, since=at - 13 * HOUR, until=at - HOUR)
    log.add(log.it.noticed(good, at=at), at)
    assert [reason for _, reason in log.reasons()] == ["rule"] * 4
    assert [view.paper.id for view in log.at(at + 12 * HOUR).open_requests] == [good.id]
    assert log.at(at + 12 * HOUR - 1).open_requests == ()


def test_the_cast_is_complete() -> None:
    """Both agencies have a requester and a supervisor of their own."""
    it: Community = Log().it
    keys = {it.signer(name).key.id for agency in (POLICE, SHERIFF) for name in officers_of(agency)}
    assert len(keys) == 4
