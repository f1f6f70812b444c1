"""The fold: what is in force, from entries and the witnesses' times alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fanlight.demo.community.founding import POLICE, SHERIFF, STEWARDS, agency, ident, policy
from fanlight.demo.community.papers import officers_of
from fanlight.trust.papers import acts
from fanlight.trust.papers.founding import paper_hash
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.unsigned import Posted, Refused
from fanlight.trust.policy.limits import DAY, DEFAULTS, HOUR
from fanlight.trust.policy.states import RequestState
from tests.unit.trust.papers.drawn import KEYS, NOW, PUBLISHED
from tests.unit.trust.policy.log import NOTICE, OPEN, Log

T = NOW + DAY
REASON = "Decided by the stewards."


def _policy(name: str, reviewers: int = 2, **limits: int) -> Policy:
    return policy(KEYS, limits=replace(DEFAULTS, **limits), reviewers=reviewers, name=name)


def _states(log: Log, id: str, *seconds: int) -> list[str]:
    state = log.state()
    return [str(state.at(at).requests[id].state) for at in seconds]


def test_the_founding_is_in_force_at_once() -> None:
    """Stewards, witnesses, policy and first agencies."""
    now = Log().at(NOW)
    assert [term.name for term in now.stewards] == list(STEWARDS)
    assert len(now.witnesses) == 3 and now.policy_hash == now.founding.policy_hash and now.limits == DEFAULTS
    assert set(now.agencies) == {POLICE, SHERIFF}
    assert now.moratorium is None and now.requests == {} and now.state.voids == []
    assert now.agencies[POLICE].verified_until == NOW + 90 * DAY


def test_a_request_s_life_follows_from_time() -> None:
    """Notice, open, expired and due, overdue: nobody acts and nobody can withhold it."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    opens, closes = T + NOTICE, T + NOTICE + OPEN
    found = _states(log, request.id, T, opens - 1, opens, closes - 1, closes, closes + 30 * DAY - 1, closes + 30 * DAY)
    assert found == ["notice", "notice", "open", "open", "after-action due", "after-action due", "overdue"]
    view = log.at(closes + DAY).requests[request.id]
    assert (view.closed, view.closed_at, view.due) == (RequestState.EXPIRED, closes, closes + 30 * DAY)
    assert not log.at(closes + 29 * DAY).agencies[POLICE].overdue
    assert log.at(closes + 30 * DAY).agencies[POLICE].overdue


def test_a_request_without_a_time_does_not_open() -> None:
    """Until an anchor covers it, however long that takes."""
    log = Log()
    request = log.it.request(T)
    index = log.add(log.it.noticed(request, at=T), None)
    assert _states(log, request.id, T, T + 100 * DAY) == ["notice", "notice"]
    log.change(index, time=T)
    assert _states(log, request.id, T + NOTICE) == ["open"]


def test_a_home_that_followed_demands_the_body_for_the_whole_notice() -> None:
    """Withheld until late, the request opens late there; it closes for all alike."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T, had_body_since=T + 10 * HOUR)
    opens = T + 10 * HOUR + NOTICE
    assert _states(log, request.id, T + NOTICE, opens - 1, opens) == ["notice", "notice", "open"]
    assert _states(log, request.id, T + NOTICE + OPEN) == ["after-action due"]


@pytest.mark.parametrize(("kind", "state"), [("request:withdrawn", "withdrawn"), ("request:suspended", "suspended")])
def test_a_request_that_never_opened_owes_no_report(kind: str, state: str) -> None:
    """Ended in its notice."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    log.add(log.it.request_act(kind, request, at=T + HOUR), T + HOUR)
    assert _states(log, request.id, T + HOUR - 1, T + HOUR, T + 100 * DAY) == ["notice", state, state]
    assert not log.at(T + 100 * DAY).agencies[POLICE].overdue


def test_resolved_then_reported() -> None:
    """Ending an open request starts the time for the report; the report ends it."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    done = T + NOTICE + DAY
    log.add(log.it.reported(request, at=done - 1), done - 1)
    log.add(log.it.request_act("request:resolved", request, at=done), done)
    assert _states(log, request.id, done - 1, done, done + 30 * DAY) == ["open", "after-action due", "overdue"]
    assert log.reasons() == [(2, "reference")]  # a report before the end is none
    log.seen.pop(2)
    log.seen = [replace(seen, index=at) for at, seen in enumerate(log.seen)]
    late = done + 31 * DAY
    log.add(log.it.reported(request, at=late), late)
    assert _states(log, request.id, late - 1, late) == ["overdue", "reported"]
    assert not log.at(late).agencies[POLICE].overdue
    log.add(log.it.request_act("request:withdrawn", request, at=late), late)
    assert log.reasons() == [(4, "reference")]


def test_a_report_without_a_time_does_not_clear_the_agency() -> None:
    """Loosening waits for the witnesses."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    late = T + NOTICE + OPEN + 31 * DAY
    index = log.add(log.it.reported(request, at=late), None)
    assert log.state(now=late).at(late).agencies[POLICE].overdue
    log.change(index, time=late)
    assert not log.state(now=late).at(late).agencies[POLICE].overdue


def test_tightening_acts_at_once_and_loosening_after_14_days() -> None:
    """Policies, stewards, witnesses, agencies, moratoria."""
    log = Log()
    tight, loose = _policy("tight", open_days=3), _policy("loose", open_days=9)
    log.add(log.it.by_stewards(tight, at=T), T)
    assert log.at(T - 1).policy.limits.open_days == 7 and log.at(T).policy_hash == paper_hash(tight)
    log.add(log.it.by_stewards(loose, at=T), T)
    assert log.at(T + 14 * DAY - 1).limits.open_days == 3 and log.at(T + 14 * DAY).limits.open_days == 9
    assert log.reasons() == []


def test_a_later_tightening_is_not_overtaken_by_an_earlier_loosening() -> None:
    """Of all whose time has come, the one last decided is in force."""
    log = Log()
    log.add(log.it.by_stewards(_policy("loose", open_days=9), at=T), T)
    log.add(log.it.by_stewards(_policy("tight", open_days=3), at=T + DAY), T + DAY)
    assert [log.at(T + days * DAY).limits.open_days for days in (0, 1, 14, 40)] == [7, 3, 3, 3]


def test_without_a_time_a_policy_is_measured_at_those_to_come_too() -> None:
    """Else it could loosen what another policy, about to act, has tightened."""
    log = Log()
    log.add(log.it.by_stewards(_policy("mixed", open_days=9, window_s=HOUR), at=T), T)
    log.add(log.it.by_stewards(_policy("plain"), at=T + DAY), None)
    after = log.at(T + 15 * DAY).limits
    assert (after.open_days, after.window_s) == (9, HOUR)


@pytest.mark.parametrize("change", [{"notice_s": 13 * HOUR}, {"floor_units": 300}, {"window_s": HOUR}])
def test_which_way_is_tighter(change: dict[str, int]) -> None:
    """A longer notice and a higher floor tighten; back again loosens."""
    log = Log()
    log.add(log.it.by_stewards(_policy("there", **change), at=T), T)
    log.add(log.it.by_stewards(_policy("back"), at=T + 1), T + 1)
    name = next(iter(change))
    assert getattr(log.at(T).limits, name) == change[name] == getattr(log.at(T + 14 * DAY).limits, name)
    assert log.at(T + 1 + 14 * DAY).limits == DEFAULTS


def test_fewer_reviewers_and_more_algs_are_looser() -> None:
    """Everything of a policy that allows more waits, not only its limits."""
    log = Log()
    log.add(log.it.by_stewards(_policy("one reviewer", reviewers=1), at=T), T)
    assert log.at(T + 14 * DAY - 1).policy.reviewers == 2
    strict = replace(_policy("strict"), algs={"request:noticed": ("webauthn-es256",)})
    log.add(log.it.by_stewards(strict, at=T), T)
    assert not log.at(T).policy.accepts("request:noticed", "ed25519")
    log.add(log.it.by_stewards(_policy("plain again"), at=T), T)
    assert not log.at(T + 14 * DAY - 1).policy.accepts("request:noticed", "ed25519")
    assert log.at(T + 14 * DAY).policy.accepts("request:noticed", "ed25519")


def test_a_request_lives_under_the_policy_it_carries() -> None:
    """In force at its notice; a later tightening acts on later requests only."""
    log = Log()
    first, second, third = (log.it.request(T, str(n), case=str(n)) for n in range(3))
    log.add(log.it.noticed(first, at=T), T)
    tight = _policy("tight", window_s=HOUR)
    log.add(log.it.by_stewards(tight, at=T + 1), T + 1)
    log.add(log.it.noticed(second, at=T + 2), T + 2)
    third = replace(third, policy=paper_hash(tight))
    log.add(log.it.noticed(third, at=T + 3), T + 3)
    assert log.reasons() == [(3, "rule"), (4, "rule")]
    assert _states(log, first.id, T + NOTICE) == ["open"]
    words = log.state().voids
    assert "policy" in words[0].words and "window" in words[1].words


@pytest.mark.parametrize(
    ("form", "in_notice", "when_open"), [("soft", "suspended", "open"), ("hard", "suspended", "suspended")]
)
def test_a_moratorium_acts_on_all(form: str, in_notice: str, when_open: str) -> None:
    """Soft: nothing new, and what is in notice does not open; hard: nothing at all. Lifted after 14 days."""
    for since, expected in ((T + HOUR, in_notice), (T + NOTICE + HOUR, when_open)):
        log = Log()
        request = log.it.request(T, open_days=7)
        log.add(log.it.noticed(request, at=T), T)
        log.add(log.it.moratorium(form, at=since), since)
        now = log.at(T + NOTICE + 2 * HOUR)
        assert (now.moratorium, str(now.requests[request.id].state)) == (form, expected)
        assert bool(now.against_release(request.id)) == (form == "hard")
        log.add(log.it.moratorium(form, at=since, lifted=True), since)
        assert log.at(since + 14 * DAY - 1).moratorium == form and log.at(since + 14 * DAY).moratorium is None


def test_no_request_is_made_during_a_moratorium() -> None:
    """Not even a soft one."""
    log = Log()
    log.add(log.it.moratorium("soft", at=T), T)
    log.add(log.it.noticed(log.it.request(T), at=T), T)
    assert log.reasons() == [(2, "rule")]


def test_lifting_lifts_its_own_form_and_only_what_came_before() -> None:
    """A hard one stays when the soft one is lifted; a later one is not lifted."""
    log = Log()
    log.add(log.it.moratorium("soft", at=T), T)
    log.add(log.it.moratorium("hard", at=T), T)
    log.add(log.it.moratorium("hard", at=T + 1, lifted=True), T + 1)
    log.add(log.it.moratorium("hard", at=T + 2), T + 2)
    assert log.at(T + 30 * DAY).moratorium == "hard"
    log.add(log.it.moratorium("hard", at=T + 3, lifted=True), T + 3)
    assert log.at(T + 30 * DAY).moratorium == "soft"


def test_suspension_and_revocation_act_on_all() -> None:
    """Requests of the agency pause; reinstated after 14 days; revoked for good."""
    log = Log()
    request = log.it.request(T, open_days=7)
    other = log.it.request(T, "other", SHERIFF, area=tuple(cell + 15 * 2**17 for cell in request.area))
    log.add(log.it.noticed(request, at=T), T)
    log.add(log.it.noticed(other, at=T), T)
    noon = T + NOTICE + HOUR
    log.add(log.it.agency_act("agency:suspended", POLICE, at=noon), noon)
    assert _states(log, request.id, noon - 1, noon) == ["open", "suspended"]
    assert log.reasons() == []
    assert _states(log, other.id, noon) == ["open"]
    log.add(log.it.agency_act("agency:reinstated", POLICE, at=noon), noon)
    assert log.at(noon + 14 * DAY - 1).agencies[POLICE].suspended
    assert not log.at(noon + 14 * DAY).agencies[POLICE].suspended
    log.add(log.it.agency_act("agency:revoked", SHERIFF, at=noon), None)
    assert _states(log, other.id, noon) == ["suspended"]
    log.add(log.it.agency_act("agency:verified", SHERIFF, at=noon), noon)
    log.add(log.it.by_stewards(agency(KEYS, SHERIFF, checked=T, kind="agency:changed"), at=noon), noon)
    assert [reason for _, reason in log.reasons()] == ["reference", "reference"]


def test_a_revoked_key_pauses_what_it_signed() -> None:
    """A stolen passkey's requests ask nobody any more, and none of its later ones stands."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    noon = T + NOTICE + HOUR
    log.add(log.it.key_revoked(POLICE, request.requester, at=noon), noon)
    view = log.at(noon).requests[request.id]
    assert view.paused == ("key-revoked",) and log.at(noon).against_release(request.id) == ("key-revoked",)
    later = log.it.request(noon, "later", case="another")
    log.add(log.it.noticed(later, at=noon), noon)
    log.add(log.it.request_act("request:resolved", request, at=noon), noon)
    assert log.reasons() == [(3, "rule"), (4, "signature")]


def test_verification_lapses_after_90_days() -> None:
    """Renewed in time it acts at once; too late, after 14 days."""
    log = Log()
    log.add(log.it.agency_act("agency:verified", POLICE, at=NOW + 80 * DAY), NOW + 80 * DAY)
    log.add(log.it.agency_act("agency:verified", SHERIFF, at=NOW + 100 * DAY), NOW + 100 * DAY)
    assert log.at(NOW + 91 * DAY).agencies[POLICE].verified_until == NOW + 170 * DAY
    until = [log.at(NOW + days * DAY).agencies[SHERIFF].verified_until for days in (91, 113, 114, 190)]
    assert until == [None, None, NOW + 190 * DAY, None]


def test_stewards_come_late_and_go_at_once() -> None:
    """A new steward signs after 14 days; a removed one never again; the quorum stays possible."""
    log = Log()
    new = KEYS.signer("Faye Novak").key
    add = acts.StewardAct("steward:added", ident("add", KEYS), "Faye Novak", new, REASON)
    log.add(log.it.by_stewards(add, at=T), T)
    early = acts.MoratoriumAct("moratorium:set", ident("early", KEYS), "soft", REASON)
    three = ("Faye Novak", *STEWARDS[:2])
    log.add(log.it.by_stewards(early, at=T, names=three), T + 14 * DAY - 1)
    log.add(log.it.by_stewards(early, at=T, names=three), T + 14 * DAY)
    assert log.reasons() == [(2, "signature")] and log.at(T + 14 * DAY).moratorium == "soft"
    for name in STEWARDS[3:]:
        removed = acts.StewardAct("steward:removed", ident(name, KEYS), name, KEYS.signer(name).key, REASON)
        log.add(log.it.by_stewards(removed, at=T), T + 15 * DAY)
    late = acts.MoratoriumAct("moratorium:set", ident("late", KEYS), "hard", REASON)
    log.add(log.it.by_stewards(late, at=T, names=STEWARDS[2:]), T + 15 * DAY)
    assert [term.name for term in log.at(T + 15 * DAY).stewards] == [*STEWARDS[:3], "Faye Novak"]
    for name in STEWARDS[:2]:
        removed = acts.StewardAct("steward:removed", ident(name, KEYS), name, KEYS.signer(name).key, REASON)
        log.add(log.it.by_stewards(removed, at=T, names=(*STEWARDS[1:3], "Faye Novak")), T + 15 * DAY)
    assert log.reasons() == [(2, "signature"), (6, "signature"), (8, "reference")]


def test_nobody_is_steward_and_officer() -> None:
    """Neither may an officer become a steward, nor a steward an officer."""
    log = Log()
    requester, _ = officers_of(POLICE)
    add = acts.StewardAct("steward:added", ident("add", KEYS), requester, KEYS.signer(requester).key, REASON)
    log.add(log.it.by_stewards(add, at=T), T)
    paper = agency(KEYS, POLICE, checked=T, kind="agency:changed")
    officers = (*paper.officers, replace(paper.officers[0], key=KEYS.signer(STEWARDS[0]).key))
    log.add(log.it.by_stewards(replace(paper, officers=officers), at=T), T)
    assert log.reasons() == [(1, "reference"), (2, "reference")]


def test_an_agency_s_id_is_never_used_again() -> None:
    """Not even while the first waits for its 14 days."""
    log = Log()
    paper = replace(agency(KEYS, POLICE, checked=T), agency="third-agency")
    log.add(log.it.by_stewards(paper, at=T), T)
    log.add(log.it.by_stewards(replace(paper, id=ident("again", KEYS)), at=T), T + DAY)
    police = replace(agency(KEYS, POLICE, checked=T), id=ident("police again", KEYS))
    log.add(log.it.by_stewards(police, at=T), T + DAY)
    assert log.reasons() == [(2, "reference"), (3, "reference")]
    assert "third-agency" not in log.at(T + 14 * DAY - 1).agencies
    assert log.at(T + 14 * DAY).agencies["third-agency"].verified_until == T + 90 * DAY


def test_disclosures_are_received_and_deleted() -> None:
    """By the signer of the agency they are for, each once and in order."""
    log = Log()
    key = KEYS.signer("made for this")
    posted = Posted(POLICE, "2026-09", "0" * 64, "1" * 64, "2" * 64, key.key.public)
    log.add(log.it.posted(posted, key.key.id, at=T, id="a" * 32), T)
    log.add(log.it.posted(posted, "f" * 64, at=T, id="b" * 32), T)
    for kind, agency_id in (
        ("disclosure:deleted", POLICE),
        ("disclosure:received", SHERIFF),
        ("disclosure:received", POLICE),
        ("disclosure:deleted", POLICE),
    ):
        log.add(log.it.receipt(kind, agency_id, "a" * 32, "3" * 64, T + 90 * DAY, at=T), T)
    assert log.reasons() == [(2, "header"), (3, "reference"), (4, "signature")]
    record = log.state().disclosures["a" * 32]
    assert record.received and record.deleted and record.received.paper and record.received.paper.package == "3" * 64


def test_the_record_and_refusals() -> None:
    """The newest record counts; refusals have no words."""
    log = Log()
    paper = PublishedRecord("record:published", ident("p", KEYS), PUBLISHED)
    log.add(log.it.published(paper, at=T), T)
    log.add(log.it.refused(Refused(POLICE, "2026-09", ("area", "window")), at=T), T)
    now = log.at(T)
    assert now.record and now.record.agency("ZZ0000100") and now.record.agency("ZZ9999999") is None
    assert now.state.refused[0].rules == ("area", "window") and log.reasons() == []
    log.add(log.it.by_stewards(replace(paper, id="0" * 32), at=T), T)
    assert log.reasons() == [(3, "signature")]
