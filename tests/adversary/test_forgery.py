"""Forgery (S6): wrong, revoked, expired, other agencies' keys; other logs, missing verification, replay, downgrade."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fanlight.demo.community.founding import OFFICERS, POLICE, SHERIFF, STEWARDS, agency, founding, ident, policy
from fanlight.demo.community.papers import Community, officers_of
from fanlight.trust.papers import acts
from fanlight.trust.papers.agency_paper import Officer
from fanlight.trust.papers.entry import Entry, entry_bytes, parse_body, parse_entry
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.signatures import Signature, digest
from fanlight.trust.papers.signing import Sealed, to_sign
from fanlight.trust.policy.in_force.fold import fold
from fanlight.trust.policy.in_force.records import Seen
from fanlight.trust.policy.in_force.views import State
from fanlight.trust.policy.limits import DAY, DEFAULTS, HOUR
from tests.unit.trust.papers.authenticator import UP, UV, Authenticator
from tests.unit.trust.papers.drawn import KEYS, NOW
from tests.unit.trust.policy.log import NOTICE, Log

T = NOW + DAY
NIA = Authenticator("nia's passkey")
RAVI = Authenticator("ravi's passkey")


def _with_passkeys() -> Community:
    """The same community, whose police sign with passkeys."""
    base = founding(KEYS, checked=NOW)
    officers = (Officer("Nia Holt", "requester", NIA.key), Officer("Ravi Stone", "supervisor", RAVI.key))
    police = replace(agency(KEYS, POLICE, checked=NOW), officers=officers)
    strict = replace(policy(KEYS), algs={"request:noticed": ("webauthn-es256",)})
    return Community(KEYS, replace(base, agencies=(police,), policy=strict))


PASSKEYS = _with_passkeys()


def _asked(first: Authenticator, second: Authenticator, **members: object) -> State:
    """A request signed by two passkeys and reviewed, in its log."""
    it = PASSKEYS
    request = it.request(T, requester=NIA.key.id, supervisor=RAVI.key.id, **members)
    sigs = [first.sign(to_sign(request, it.origin, "requester"), "requester")]
    sigs += [second.sign(to_sign(request, it.origin, "supervisor"), "supervisor")]
    return _noticed(it, request, sigs)


def _noticed(it: Community, request: Request, sigs: list[Signature]) -> State:
    sigs = sigs + [it.sign(request, name, "reviewer") for name in STEWARDS[:2]]
    founded, noticed = it.founded(at=NOW), it.sealed(request, sigs, at=T, policy=request.policy)
    return fold([Seen(0, founded.entry, NOW, founded.body), Seen(1, noticed.entry, T, noticed.body)])


def test_two_passkeys_open_a_request() -> None:
    """The good case, so that the others fail for their own reason."""
    state = _asked(NIA, RAVI)
    assert state.voids == [] and len(state.at(T + NOTICE).open_requests) == 1


@pytest.mark.parametrize(
    "bad",
    [
        replace(NIA, flags=UP),
        replace(NIA, flags=UV),
        replace(NIA, origin="http://localhost:8091"),
        replace(NIA, origin="https://commons.evil.invalid"),
        replace(NIA, rp_id="evil.invalid"),
        replace(NIA, type="webauthn.create"),
        replace(NIA, cross=True),
        Authenticator("somebody else's"),
    ],
    ids=["no user verification", "no user present", "port", "origin", "rpId", "type", "framed", "wrong key"],
)
def test_a_passkey_used_wrongly_opens_nothing(bad: Authenticator) -> None:
    """Missing user verification, another page or site, a frame, another key."""
    state = _asked(bad, RAVI)
    assert [void.reason for void in state.voids] == ["signature"] and state.requests == {}


def test_one_passkey_twice_opens_nothing() -> None:
    """Neither as two signatures of one officer, nor claimed for the other."""
    state = _asked(NIA, NIA)
    assert [void.reason for void in state.voids] == ["signature"]
    it = PASSKEYS
    request = it.request(T, requester=NIA.key.id, supervisor=RAVI.key.id)
    signed = NIA.sign(to_sign(request, it.origin, "supervisor"), "supervisor")
    first = NIA.sign(to_sign(request, it.origin, "requester"), "requester")
    assert [void.reason for void in _noticed(it, request, [first, replace(signed, key=RAVI.key.id)]).voids] == [
        "signature"
    ]


@pytest.mark.parametrize("kind", ["request:reviewed", "request:withdrawn", "agency:admitted", "request:noticed/v0"])
def test_a_signature_for_another_kind_opens_nothing(kind: str) -> None:
    """Neither a review, nor a withdrawal, nor an older version of the same."""
    it = PASSKEYS
    request = it.request(T, requester=NIA.key.id, supervisor=RAVI.key.id)
    sigs = [
        NIA.sign(digest(kind, it.origin, request.to_bytes()), "requester"),
        RAVI.sign(to_sign(request, it.origin, "supervisor"), "supervisor"),
    ]
    assert [void.reason for void in _noticed(it, request, sigs).voids] == ["signature"]


def test_a_signature_for_another_log_opens_nothing() -> None:
    """The origin is in what is signed."""
    it = PASSKEYS
    request = it.request(T, requester=NIA.key.id, supervisor=RAVI.key.id)
    sigs = [
        NIA.sign(to_sign(request, "commons.other.invalid/log", "requester"), "requester"),
        RAVI.sign(to_sign(request, it.origin, "supervisor"), "supervisor"),
    ]
    assert [void.reason for void in _noticed(it, request, sigs).voids] == ["signature"]


def test_a_software_key_where_passkeys_are_demanded_opens_nothing() -> None:
    """Downgrade: the policy says which algs a kind accepts."""
    base = Community(KEYS, founding(KEYS, checked=NOW))
    strict = replace(policy(KEYS), algs={"request:noticed": ("webauthn-es256",)})
    it = Community(KEYS, replace(base.founding, policy=strict))
    request = it.request(T)
    names = officers_of(POLICE)
    sigs = [it.sign(request, names[0], "requester"), it.sign(request, names[1], "supervisor")]
    assert [void.reason for void in _noticed(it, request, sigs).voids] == ["signature"]


def test_a_downgrade_of_alg_or_version_opens_nothing() -> None:
    """A passkey's signature relabelled, and entries of other versions."""
    it = PASSKEYS
    request = it.request(T, requester=NIA.key.id, supervisor=RAVI.key.id)
    ravi = RAVI.sign(to_sign(request, it.origin, "supervisor"), "supervisor")
    relabelled = Signature("requester", NIA.key.id, "ed25519", "00" * 64)
    assert [void.reason for void in _noticed(it, request, [relabelled, ravi]).voids] == ["signature"]


@pytest.mark.parametrize(
    ("officers", "reviewers", "reason"),
    [
        (("Officer Nia Holt", "Deputy Oren Pike"), STEWARDS[:2], "signature"),
        (("Deputy Oren Pike", "Sergeant Lena Marsh"), STEWARDS[:2], "signature"),
        (("Officer Nia Holt", "Ada Winter"), STEWARDS[1:3], "signature"),
        (("Officer Nia Holt", "Sergeant Ravi Stone"), STEWARDS[:1], "signature"),
        (("Officer Nia Holt", "Sergeant Ravi Stone"), (), "signature"),
        (("Officer Nia Holt", "Sergeant Ravi Stone"), ("Ada Winter", "Lieutenant Uma Reyes"), "signature"),
        (("Officer Nia Holt", "Sergeant Ravi Stone"), ("Ada Winter", "Nobody At All"), "signature"),
        (("Officer Nia Holt", "Sergeant Ravi Stone"), ("Ada Winter", "Ada Winter"), "signature"),
    ],
)
def test_wrong_people_open_nothing(officers: tuple[str, str], reviewers: tuple[str, ...], reason: str) -> None:
    """Other agencies' officers, stewards as officers, officers as reviewers, strangers, too few, one twice."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T, officers=officers, reviewers=reviewers), T)
    assert log.reasons() == [(1, reason)] and log.state().requests == {}


def test_another_agency_s_officers_named_in_the_paper_open_nothing() -> None:
    """The sheriff's people cannot ask in the name of the police, though their signatures are good."""
    log = Log()
    theirs = log.it.request(T, agency=SHERIFF)
    request = log.it.request(T, requester=theirs.requester, supervisor=theirs.supervisor)
    log.add(log.it.noticed(request, at=T, officers=officers_of(SHERIFF)), T)
    assert log.reasons() == [(1, "signature")]


def test_a_revoked_key_and_a_key_that_left_open_nothing() -> None:
    """Revoked at once; an officer that a changed agency paper no longer lists, after its 14 days."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.key_revoked(POLICE, request.requester, at=T - 1), T - 1)
    log.add(log.it.noticed(request, at=T), T)
    assert log.reasons() == [(2, "rule")]
    log = Log()
    paper = agency(KEYS, POLICE, checked=T, kind="agency:changed")
    log.add(log.it.by_stewards(replace(paper, officers=paper.officers[1:]), at=NOW), NOW)
    for at, voids in ((NOW + 14 * DAY - 1, 0), (NOW + 14 * DAY, 1)):
        log.add(log.it.noticed(log.it.request(at, f"r {at}", case=str(at)), at=at), at)
        assert len(log.reasons()) == voids
    assert log.reasons() == [(3, "signature")]


def test_a_lapsed_agency_opens_nothing() -> None:
    """Ninety days after it was last verified its keys ask for nothing."""
    log = Log()
    for at in (NOW + 90 * DAY - 1, NOW + 90 * DAY):
        log.add(log.it.noticed(log.it.request(at, f"r {at}", case=str(at)), at=at), at)
    assert log.reasons() == [(2, "rule")]


def test_a_request_is_acted_on_once() -> None:
    """The same entry again, the same paper in a new body, the same id in another paper."""
    log = Log()
    request = log.it.request(T)
    noticed = log.it.noticed(request, at=T)
    for sealed in (
        noticed,
        noticed,
        log.it.noticed(request, at=T + 1, reviewers=STEWARDS[1:3]),
        log.it.noticed(replace(request, until=request.until - 1), at=T),
    ):
        log.add(sealed, T)
    assert log.reasons() == [(2, "replay"), (3, "replay"), (4, "replay")]
    assert len(log.at(T + NOTICE).open_requests) == 1


def test_an_old_lifting_does_not_lift_again() -> None:
    """A stewards' paper acts once: a replayed lifting leaves the new moratorium as it is."""
    log = Log()
    lifting = log.it.moratorium("hard", at=NOW, lifted=True)
    log.add(log.it.moratorium("hard", at=NOW), NOW)
    log.add(lifting, NOW)
    log.add(log.it.moratorium("hard", at=NOW + 20 * DAY), NOW + 20 * DAY)
    entry = parse_entry(lifting.entry)
    log.add(Sealed(entry_bytes(Entry(**{**vars(entry), "at": NOW + 21 * DAY})), lifting.body), NOW + 21 * DAY)
    assert log.reasons() == [(4, "replay")]
    assert log.at(NOW + 19 * DAY).moratorium is None and log.at(NOW + 99 * DAY).moratorium == "hard"


def test_a_report_or_receipt_of_others_counts_nothing() -> None:
    """One officer twice, the other agency, a steward, the operator."""
    log = Log()
    request = log.it.request(T)
    log.add(log.it.noticed(request, at=T), T)
    done = T + NOTICE + 8 * DAY
    good = log.it.reported(request, at=done)
    paper = replace(request, id=ident("x", KEYS))
    for names in (officers_of(SHERIFF), (officers_of(POLICE)[0],) * 2, STEWARDS[:2], ("Nobody", "Else")):
        sigs = [
            log.it.sign(_report_of(good), name, role)
            for name, role in zip(names, ("requester", "supervisor"), strict=True)
        ]
        log.add(log.it.sealed(_report_of(good), sigs, at=done), done)
    withdrawn = acts.RequestAct("request:withdrawn", paper.id, request.id, "The operator would like that.")
    log.add(log.it.sealed(withdrawn, [log.it.sign(withdrawn, "Nobody", "requester")], at=done), T)
    assert {reason for _, reason in log.reasons()} == {"signature"} and len(log.reasons()) == 5
    assert log.at(done).requests[request.id].state == "after-action due"


def _report_of(sealed: Sealed) -> Paper:
    assert sealed.body is not None
    return parse_body("request:reported", sealed.body).paper


def test_stewards_papers_need_three_different_stewards() -> None:
    """Two, one three times, officers, strangers: nothing tightens or loosens."""
    log = Log()
    names = [post.name for post in OFFICERS]
    for number, who in enumerate((STEWARDS[:2], (STEWARDS[0],) * 3, names[:3], (*STEWARDS[:2], names[0]))):
        for kind in ("moratorium:set", "moratorium:lifted"):
            paper = acts.MoratoriumAct(kind, ident(f"{kind} {number}", KEYS), "hard", "Because we say so.")
            log.add(log.it.by_stewards(paper, at=T, names=who), T)
    wide = policy(KEYS, limits=replace(DEFAULTS, window_s=12 * HOUR), name="wide")
    log.add(log.it.by_stewards(wide, at=T, names=STEWARDS[3:]), T)
    assert len(log.reasons()) == 9 and {reason for _, reason in log.reasons()} == {"signature"}
    assert log.at(T + 99 * DAY).moratorium is None and log.at(T + 99 * DAY).limits == DEFAULTS
