"""Forwarding opens after 14 days, ends by one act and by itself; partnerships run from their day to their day."""

from __future__ import annotations

import pytest

from fanlight.demo.community.founding import POLICE, SHERIFF, STEWARDS, ident
from fanlight.demo.community.papers import officers_of
from fanlight.trust.papers import neighbourhood
from fanlight.trust.papers.entry import parse_entry
from fanlight.trust.papers.unsigned import Sent
from fanlight.trust.policy.in_force.neighbours import Term
from fanlight.trust.policy.limits import DAY
from tests.unit.trust.papers.drawn import KEYS, NOW
from tests.unit.trust.policy.log import Log

T = NOW + DAY
OPENS, UNTIL = T + 14 * DAY, T + 80 * DAY
SENT = Sent(POLICE, "2026-09", "1" * 64, "2" * 64)


@pytest.fixture
def opened() -> Log:
    log = Log()
    log.add(log.it.forward_opened(POLICE, UNTIL, at=T), T)
    return log


def test_it_opens_after_14_days_and_ends_by_itself(opened: Log) -> None:
    """Not a second earlier, not a second longer; the other agency gets nothing."""
    assert POLICE not in opened.at(OPENS - 1).forwarding
    assert opened.at(OPENS).forwarding[POLICE].is_open
    assert SHERIFF not in opened.at(OPENS).forwarding
    assert POLICE in opened.at(UNTIL - 1).forwarding and POLICE not in opened.at(UNTIL).forwarding


def test_one_steward_ends_it_at_once(opened: Log) -> None:
    """One signature is enough, and two are wrong; an opening takes the quorum."""
    opened.add(opened.it.forward_ended(POLICE, at=OPENS + DAY), OPENS + DAY)
    assert POLICE in opened.at(OPENS + DAY - 1).forwarding and POLICE not in opened.at(OPENS + DAY).forwarding
    paper = neighbourhood.ForwardOpened("forward:opened", ident("x", KEYS), POLICE, UNTIL, "Two of us want it.")
    opened.add(opened.it.by_stewards(paper, at=T, names=STEWARDS[:2]), OPENS + 2 * DAY)
    ending = neighbourhood.ForwardEnded("forward:ended", ident("y", KEYS), POLICE, "An officer would end it too.")
    officer = officers_of(POLICE)[0]
    opened.add(opened.it.sealed(ending, [opened.it.sign(ending, officer, "steward")], at=T), OPENS + 2 * DAY)
    assert opened.reasons() == [(3, "signature"), (4, "signature")]


@pytest.mark.parametrize("time", [OPENS - DAY, None])
def test_an_ending_beats_an_opening_that_waits(opened: Log, time: int | None) -> None:
    """Also one without a time yet: it tightens; only a new opening, old enough, opens again."""
    opened.add(opened.it.forward_ended(POLICE, at=T), time)
    assert POLICE not in opened.at(OPENS).forwarding and POLICE not in opened.at(UNTIL - 1).forwarding
    if time is not None:
        again = OPENS + DAY
        opened.add(opened.it.forward_opened(POLICE, again + 60 * DAY, at=again), again)
        assert POLICE not in opened.at(again + 14 * DAY - 1).forwarding
        assert POLICE in opened.at(again + 14 * DAY).forwarding


def test_an_ending_acts_by_its_header_alone(opened: Log) -> None:
    """Its reason can be erased, and it still ended."""
    sealed = opened.it.forward_ended(POLICE, at=OPENS)
    opened.add(sealed, OPENS, body=False)
    opened.add(opened.it.erased(str(parse_entry(sealed.entry).body), at=OPENS), OPENS + 1)
    assert POLICE not in opened.at(OPENS + 1).forwarding
    assert not opened.reasons()


def test_more_than_90_days_is_void() -> None:
    """Counted from the entry's time."""
    log = Log()
    log.add(log.it.forward_opened(POLICE, T + 90 * DAY, at=T), T)
    log.add(log.it.forward_opened(POLICE, T + 90 * DAY + 2, at=T + 1), T + 1)
    assert log.reasons() == [(2, "reference")]


@pytest.mark.parametrize(
    ("kind", "paused"), [("suspended", "agency-suspended"), ("revoked", "agency-revoked"), ("hard", "moratorium")]
)
def test_what_stops_the_agency_stops_it(opened: Log, kind: str, paused: str) -> None:
    """Suspension, revocation and a hard moratorium; a soft one concerns requests."""
    it = opened.it
    stop = it.moratorium("hard", at=T) if kind == "hard" else it.agency_act(f"agency:{kind}", POLICE, at=T)
    opened.add(it.moratorium("soft", at=T), OPENS)
    assert opened.at(OPENS).forwarding[POLICE].is_open
    opened.add(stop, OPENS + 1)
    view = opened.at(OPENS + 1).forwarding[POLICE]
    assert paused in view.paused and not view.is_open


def test_it_rests_while_the_agency_is_not_verified(opened: Log) -> None:
    """Verified at the founding for 90 days; the opening itself would stand longer."""
    late = NOW + 89 * DAY
    log = Log()
    log.add(log.it.forward_opened(POLICE, late + 60 * DAY, at=late - 15 * DAY), late - 15 * DAY)
    assert log.at(NOW + 90 * DAY - 1).forwarding[POLICE].is_open
    assert log.at(NOW + 90 * DAY).forwarding[POLICE].paused == ("agency-lapsed",)


def test_what_was_sent_while_it_was_closed_is_void(opened: Log) -> None:
    """The operator cannot write it down unseen; without a time it is not judged yet."""
    opened.add(opened.it.forward_sent(SENT, at=T), OPENS - 1)
    opened.add(opened.it.forward_sent(SENT, at=T), OPENS)
    opened.add(opened.it.forward_ended(POLICE, at=OPENS), OPENS + 1)
    opened.add(opened.it.forward_sent(SENT, at=T), OPENS + 2)
    opened.add(opened.it.forward_sent(SENT, at=T), None)
    assert opened.reasons() == [(2, "reference"), (5, "reference")]
    assert [one.index for one in opened.state().sent] == [3, 6]


def test_a_partnership_runs_from_its_day_to_its_day() -> None:
    """Announced, in force, over: by time alone."""
    log = Log()
    paper = log.it.partnership(POLICE, T + DAY, T + 300 * DAY)
    log.add(log.it.partnership_signed(paper, at=T), T)
    terms = [log.at(at).partnerships[paper.id].term for at in (T, T + DAY, T + 300 * DAY - 1, T + 300 * DAY)]
    assert terms == [Term.COMING, Term.RUNNING, Term.RUNNING, Term.OVER]


@pytest.mark.parametrize("by", ["steward", "officer"])
def test_either_side_ends_it_alone(by: str) -> None:
    """One steward or one officer, at once; a second ending is void, and one by a stranger's officer too."""
    log = Log()
    paper = log.it.partnership(POLICE, T, T + 100 * DAY)
    log.add(log.it.partnership_signed(paper, at=T), T)
    other = officers_of(SHERIFF)[0]
    log.add(log.it.partnership_ended(paper.id, at=T, by=other, role="requester"), T + DAY)
    name, role = (STEWARDS[4], "steward") if by == "steward" else (officers_of(POLICE)[1], "supervisor")
    log.add(log.it.partnership_ended(paper.id, at=T + 1, by=name, role=role), T + DAY)
    log.add(log.it.partnership_ended(paper.id, at=T + 2), T + DAY)
    view = log.at(T + DAY).partnerships[paper.id]
    assert view.term is Term.ENDED and view.ends == T + DAY
    assert log.at(T + DAY - 1).partnerships[paper.id].term is Term.RUNNING
    assert log.reasons() == [(2, "signature"), (4, "reference")]


def test_a_partnership_that_is_too_long_or_too_far_is_void() -> None:
    """At most 366 days, and it begins within 90 days of its entry."""
    log = Log()
    for since, until in ((T, T + 366 * DAY + 1), (T, T), (T + 90 * DAY + 1, T + 100 * DAY)):
        log.add(log.it.partnership_signed(log.it.partnership(POLICE, since, until), at=T), T)
    assert [reason for _, reason in log.reasons()] == ["reference"] * 3


@pytest.mark.parametrize("left_out", range(5))
def test_a_partnership_needs_two_officers_and_the_quorum(left_out: int) -> None:
    """Without any one of the five signatures it does not stand."""
    log = Log()
    paper = log.it.partnership(POLICE, T, T + DAY)
    requester, supervisor = officers_of(POLICE)
    sigs = [log.it.sign(paper, requester, "requester"), log.it.sign(paper, supervisor, "supervisor")]
    sigs += [log.it.sign(paper, name, "steward") for name in STEWARDS[:3]]
    del sigs[left_out]
    log.add(log.it.sealed(paper, sigs, at=T), T)
    assert log.reasons() == [(1, "signature")]
    assert paper.id not in log.at(T).partnerships
