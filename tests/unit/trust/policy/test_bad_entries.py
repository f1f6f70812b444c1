"""Bad entries, stops, what is newer, and erased bodies: each is met as the design says, and nothing is raised."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from fanlight.demo.community.founding import POLICE, STEWARDS, agency, founding, ident, policy
from fanlight.demo.community.papers import Community
from fanlight.ground import canonical
from fanlight.trust.papers import acts
from fanlight.trust.papers.entry import NONCE, Entry, body_hash, entry_bytes, parse_entry
from fanlight.trust.papers.signing import Sealed, unsigned
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import VOID_REASONS, Seen
from fanlight.trust.policy.limits import DAY, DEFAULTS, HOUR
from tests.unit.trust.papers.drawn import KEYS, NOW, ORIGIN
from tests.unit.trust.policy.log import NOTICE, Log

T = NOW + DAY


def _changed(sealed: Sealed, **members: object) -> Sealed:
    entry = parse_entry(sealed.entry)
    return Sealed(entry_bytes(Entry(**{**vars(entry), **members})), sealed.body)


def test_a_wrong_header_voids() -> None:
    """The operator can add, change and leave out nothing: id, key, header, policy."""
    log = Log()
    request = log.it.request(T)
    good = log.it.noticed(request, at=T)
    pub = parse_entry(good.entry).pub
    for members in (
        {"id": "0" * 32},
        {"by": "0" * 64},
        {"pub": {**pub, "note": "by the operator"}},
        {"pub": {**pub, "offence": "09A"}},
        {"pub": {name: pub[name] for name in pub if name != "until"}},
        {"policy": "0" * 64},
    ):
        log.add(_changed(good, **members), T)
    assert {reason for _, reason in log.reasons()} == {"header"} and len(log.reasons()) == 6
    log.add(good, T)
    assert str(log.at(T + NOTICE).requests[request.id].state) == "open"


def test_another_origin_another_body_and_no_body_void() -> None:
    """Each with its reason; the entry that is whole then acts all the same."""
    log = Log()
    good = log.it.agency_act("agency:suspended", POLICE, at=T)
    assert good.body is not None
    log.add(_changed(good, origin="other.invalid/log"), T)
    log.add(Sealed(good.entry, good.body + b" "), T)
    log.add(good, T, body=False)
    log.add(_changed(good, body=None), T)
    log.add(_changed(good, kind="agency:verified"), T)
    assert log.reasons() == [(1, "origin"), (2, "body"), (3, "body-missing"), (4, "form"), (5, "form")]
    log.add(good, T)
    log.add(good, T)
    assert log.at(T).agencies[POLICE].suspended and log.reasons()[5:] == [(7, "replay")]
    assert {reason for _, reason in log.reasons()} <= set(VOID_REASONS)


def test_bytes_that_are_no_entry_void() -> None:
    """Random bytes, truncations and flips of entries and bodies raise nothing."""
    drawn, log = random.Random(8), Log()
    good = log.it.noticed(log.it.request(T), at=T)
    assert good.body is not None
    for _ in range(200):
        at, bit = drawn.randrange(len(good.entry)), 1 << drawn.randrange(8)
        flipped = good.entry[:at] + bytes([good.entry[at] ^ bit]) + good.entry[at + 1 :]
        log.add(Sealed(flipped, good.body), T)
        log.add(Sealed(good.entry[:at], good.body), T)
        at = drawn.randrange(len(good.body))
        body = good.body[:at] + bytes([good.body[at] ^ bit]) + good.body[at + 1 :]
        log.add(_changed(Sealed(good.entry, body), body=body_hash(body)), T)
    state = log.state()
    assert len(state.voids) + len(state.newer) + len(state.stops) + len(state.requests) == 600
    assert len(state.requests) <= 1


def test_a_log_without_a_good_founding_is_nothing() -> None:
    """No entry acts before entry 0, and a founding elsewhere than at 0 is none."""
    log = Log()
    request = log.it.noticed(log.it.request(T), at=T)
    for first in (b"", request.entry, _changed(log.it.founded(at=T), origin="other.invalid/log").entry):
        state = fold([Seen(0, first, NOW, request.body), Seen(1, request.entry, T, request.body)])
        assert state.founded is None and len(state.voids) == 2 and not state.requests
    log.add(log.it.founded(at=T), T)
    assert log.reasons() == [(1, "place")]


def test_a_founding_needs_its_own_quorum() -> None:
    """Fewer stewards than its quorum found nothing."""
    it = Community(KEYS, founding(KEYS, checked=NOW))
    two = it.by_stewards(it.founding, at=NOW, names=STEWARDS[:2])
    assert [void.reason for void in fold([Seen(0, two.entry, NOW, two.body)]).voids] == ["signature"]


@pytest.mark.parametrize(
    ("kind", "stopped"),
    [
        ("moratorium:extended", True),
        ("policy:replaced", True),
        ("request:objected", False),
        ("petition:opened", False),
        ("weather:told", False),
    ],
)
def test_unknown_kinds_stop_or_are_newer(kind: str, stopped: bool) -> None:
    """An unknown tightening stops; anything else is shown as newer and counted against nobody."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    unknown = unsigned(kind, {}, origin=ORIGIN, policy="0" * 64, by="0" * 64, at=T)
    log.add(unknown, None)
    state = log.state()
    assert (len(state.stops), len(state.newer), state.voids) == (int(stopped), int(not stopped), [])
    now = state.at(T + NOTICE)
    assert (now.moratorium == "hard") == stopped
    assert now.requests[request.id].is_open != stopped
    assert bool(now.against_release(request.id)) == stopped


def test_a_later_version_of_a_tightening_stops() -> None:
    """Also where the kind is known: this program cannot read what it says."""
    for kind, stopped in (("moratorium:set", True), ("agency:suspended", False)):
        log = Log()
        value = canonical.loads(log.it.agency_act("agency:suspended", POLICE, at=T).entry)
        assert isinstance(value, dict)
        log.add(Sealed(canonical.dumps({**value, "v": 2, "kind": kind}), None), T)
        assert (len(log.state().stops), len(log.state().newer)) == (int(stopped), int(not stopped))


def test_a_policy_of_a_later_rule_set_stops() -> None:
    """It may tighten in a way that this program cannot evaluate."""
    log = Log()
    sealed = log.it.by_stewards(policy(KEYS), at=T)
    assert sealed.body is not None
    body = canonical.loads(sealed.body[NONCE:])
    body["paper"]["rules"] = 2  # type: ignore[index, call-overload]
    later = bytes(NONCE) + canonical.dumps(body)
    log.add(_changed(Sealed(sealed.entry, later), body=body_hash(later)), T)
    assert [stop.index for stop in log.state().stops] == [1] and log.at(T).moratorium == "hard"


@pytest.mark.parametrize("kind", ["moratorium", "policy"])
def test_a_tightening_whose_body_is_withheld_stops(kind: str) -> None:
    """Else withholding a body from half the homes would keep them open."""
    log = Log()
    tight = policy(KEYS, limits=replace(DEFAULTS, open_days=1), name="tight")
    sealed = log.it.moratorium("soft", at=T) if kind == "moratorium" else log.it.by_stewards(tight, at=T)
    index = log.add(sealed, T, body=False)
    assert log.at(T).moratorium == "hard" and log.reasons() == [(1, "body-missing")]
    log.change(index, body=sealed.body)
    assert log.at(T).moratorium == ("soft" if kind == "moratorium" else None) and log.reasons() == []


def test_erasing_a_request_withdraws_it() -> None:
    """At the home that has the body and at the one that never had it, which counts it against nobody."""
    for has_body in (True, False):
        log = Log()
        request = log.it.request(T)
        noticed = log.it.noticed(request, at=T)
        log.add(noticed, T, body=has_body)
        hash = parse_entry(noticed.entry).body
        assert hash is not None
        log.add(log.it.erased(hash, at=T + NOTICE + 1), T + NOTICE + 1)
        state = log.state()
        assert state.voids == [] and set(state.erased) == {hash}
        if has_body:
            states = [str(state.at(T + NOTICE + s).requests[request.id].state) for s in (0, 1)]
            assert states == ["open", "after-action due"]
            assert state.at(T + NOTICE + 1).requests[request.id].closed == "withdrawn"
        else:
            assert state.at(T + NOTICE + 1).requests == {}


def test_an_erased_tightening_acts_by_its_header() -> None:
    """A home that never had the body stops as the others do; the quorum that erased it stands for it."""
    stops = {
        "agency:suspended": lambda it: it.agency_act("agency:suspended", POLICE, at=T),
        "agency:revoked": lambda it: it.agency_act("agency:revoked", POLICE, at=T),
        "agency:key-revoked": lambda it: it.key_revoked(POLICE, it.request(T).requester, at=T),
        "moratorium:set": lambda it: it.moratorium("hard", at=T),
    }
    for kind, make in stops.items():
        found = []
        for has_body in (True, False):
            log = Log()
            request = log.it.request(NOW + HOUR)
            log.add(log.it.noticed(request, at=NOW + HOUR), NOW + HOUR)
            sealed = make(log.it)
            log.add(sealed, T, body=has_body)
            log.add(log.it.erased(str(parse_entry(sealed.entry).body), at=T + 1), T + 1)
            assert log.reasons() == [] and log.state().stops == [], kind
            now = log.at(T + 1)
            found.append((now.moratorium, now.agencies[POLICE].asks, now.requests[request.id].paused))
        assert found[0] == found[1] and found[0][2], kind


def test_what_allowed_something_cannot_be_erased() -> None:
    """Founding, policies, agencies, new stewards: else a home that joins later could not know what holds."""
    log = Log()
    sealed = [
        log.it.founded(at=T),
        log.it.by_stewards(policy(KEYS, name="tight"), at=T),
        log.it.by_stewards(agency(KEYS, POLICE, checked=T, kind="agency:changed"), at=T),
        log.it.moratorium("soft", at=T, lifted=True),
    ]
    for one in sealed[1:]:
        log.add(one, T)
    for one in sealed:
        log.add(log.it.erased(str(parse_entry(one.entry).body), at=T), T)
    log.add(log.it.erased("0" * 64, at=T), T)
    assert log.reasons() == [(index, "reference") for index in range(4, 9)]
    assert log.state().erased == {}


def test_the_body_of_a_void_entry_is_not_erased() -> None:
    """Else what nobody signed would act by its header, at homes that never had the body."""
    log = Log()
    paper = acts.AgencyAct("agency:revoked", ident("forged", KEYS), POLICE, "Forged by the operator.")
    forged = log.it.by_stewards(paper, at=T, names=STEWARDS[:1])
    log.add(forged, T)
    log.add(log.it.erased(str(parse_entry(forged.entry).body), at=T), T)
    assert log.reasons() == [(1, "signature"), (2, "reference")] and not log.at(T).agencies[POLICE].revoked


def test_only_a_quorum_erases() -> None:
    """Two stewards cannot take a request away."""
    log = Log()
    noticed = log.it.noticed(log.it.request(T), at=T)
    log.add(noticed, T)
    paper = acts.Erasure(
        "body:erased", ident("e", KEYS), str(parse_entry(noticed.entry).body), "Because we two say so."
    )
    log.add(log.it.by_stewards(paper, at=T, names=STEWARDS[:2]), T)
    assert log.reasons() == [(2, "signature")]


def test_witnesses_times_never_run_backwards() -> None:
    """An anchor with an earlier time than one before it changes no order."""
    log = Log()
    log.add(log.it.moratorium("soft", at=T), T)
    log.add(log.it.moratorium("soft", at=T, lifted=True), T - 5 * DAY)
    assert log.at(T + 14 * DAY - 1).moratorium == "soft" and log.at(T + 14 * DAY).moratorium is None


def test_the_fold_is_the_same_however_often_and_with_any_memo() -> None:
    """Pure: nothing is left over from one call to the next."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    log.add(log.it.moratorium("soft", at=T + 1), None)
    first = fold(log.seen)
    assert first == fold(log.seen, verified={}) == log.state() == log.state()
