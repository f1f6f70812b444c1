"""A post on its way to an agency: off by default, waited for, recalled, sealed, fetched, and ended by one act."""

from __future__ import annotations

import json
from dataclasses import replace

import pyrage
import pytest

from fanlight.commons.agencies.standing import standing
from fanlight.commons.board.actions import ending, forwarding, members, moderating, posting, terms
from fanlight.commons.board.models.forwards import Forward
from fanlight.commons.board.sealed_files import folder, marks, sealed_path
from fanlight.demo.community.founding import POLICE, SHERIFF
from fanlight.trust.papers.forwarded import Enclosed
from fanlight.trust.papers.signing import new_id
from fanlight.trust.papers.unsigned import Sent
from tests.flow.commons.board.conftest import WHAT, Board

State = Forward.State


def chosen(board: Board, *, named: bool = False, agency: str = POLICE) -> Forward:
    now = board.maple.clock.at
    return forwarding.choose(post=board.post(), by=board.neighbour(), agency=agency, named=named, now=now)


def sent(board: Board) -> Forward:
    forward = chosen(board)
    board.maple.wait(minutes=30)
    assert forwarding.send_due(now=board.maple.clock.at) == 1
    forward.refresh_from_db()
    return forward


def handed_out(board: Board, forward: Forward, agency: str = POLICE) -> bytes | None:
    return forwarding.hand_out(agency=agency, number=forward.number, now=board.maple.clock.at)


def end(board: Board) -> None:
    reason = "Neighbours asked for it at the meeting."
    hats, now = board.hats("ada.winter"), board.maple.clock.at
    terms.end_forwarding(agency=POLICE, reason=reason, hats=hats, now=now)
    ending.finish_endings(now=now)


def test_it_is_off_by_default(board: Board) -> None:
    """No paper, no forwarding: to no agency."""
    for agency in (POLICE, SHERIFF, "nobody-knows-it"):
        with pytest.raises(forwarding.NotOpen):
            chosen(board, agency=agency)
    assert not Forward.objects.exists()


def test_it_waits_half_an_hour_and_is_sealed_to_the_agency_alone(board: Board) -> None:
    """A minute earlier nothing leaves; then the entry has commitments, the row no words, the file opens for one key."""
    board.open_forwarding()
    forward = chosen(board)
    board.maple.wait(minutes=29)
    assert forwarding.send_due(now=board.maple.clock.at) == 0 and handed_out(board, forward) is None
    board.maple.wait(minutes=1)
    assert forwarding.send_due(now=board.maple.clock.at) == 1
    assert forwarding.send_due(now=board.maple.clock.at) == 0
    forward.refresh_from_db()
    assert (forward.state, forward.enclosed) == (State.QUEUED, "")
    content = handed_out(board, forward)
    assert content is not None and handed_out(board, forward, SHERIFF) is None
    identity = board.maple.keys.age(POLICE)
    opened = Enclosed.parse(bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity.secret)])))
    assert opened.forwarded.post.what == WHAT and opened.forwarded.post.by is None
    board.maple.dated()
    (record,) = board.maple.in_force.state.sent
    assert record.id == forward.number and record.index == forward.entry
    assert opened.header(identity.recipient, record.sent.month) == record.sent
    assert not board.maple.in_force.state.voids


def test_no_word_of_it_is_in_the_log_or_with_another_name(board: Board) -> None:
    """Neither text nor author; the month is the finest time. The name goes with it only where it is ticked."""
    board.open_forwarding()
    forward = sent(board)
    everything = b"".join(path.read_bytes() for path in board.maple.data.rglob("*") if path.is_file())
    assert b"handles of five" not in everything and b"neighbour" not in everything.replace(b"neighbourhood", b"")
    pub = standing().copy.parsed[forward.entry or 0]
    assert (
        pub is not None
        and Sent.read(pub.pub, "pub").agency == POLICE
        and set(pub.pub)
        == {
            "agency",
            "month",
            "post",
            "recipient",
        }
    )
    named = chosen(board, named=True)
    assert json.loads(named.enclosed)["forwarded"]["post"]["by"] == "neighbour"


def test_its_author_recalls_it_until_it_is_fetched(board: Board) -> None:
    """While it waits and while it lies sealed; then nothing can be fetched. After that it is too late."""
    board.open_forwarding()
    waiting = chosen(board)
    forwarding.recall(forward=waiting)
    queued = sent(board)
    forwarding.recall(forward=queued)
    assert handed_out(board, queued) is None and not sealed_path(queued.number).exists()
    fetched = sent(board)
    assert handed_out(board, fetched)
    with pytest.raises(forwarding.TooLate):
        forwarding.recall(forward=fetched)
    assert Forward.objects.filter(state=State.RECALLED).count() == 2


def test_ending_kills_what_waits_and_what_is_queued(board: Board) -> None:
    """One signature: rows, files and the entry; what was fetched can not even be fetched again."""
    board.open_forwarding()
    fetched, queued = sent(board), sent(board)
    assert handed_out(board, fetched)
    waiting = chosen(board)
    end(board)
    for forward in (waiting, queued):
        forward.refresh_from_db()
        assert (forward.state, forward.enclosed) == (State.KILLED, "")
        assert handed_out(board, forward) is None
    assert handed_out(board, fetched) is None
    assert not list(folder().glob("*.age")) and not marks()
    board.maple.wait(hours=1)
    assert forwarding.send_due(now=board.maple.clock.at) == 0
    with pytest.raises(forwarding.NotOpen):
        chosen(board)
    assert not board.maple.in_force.state.voids and POLICE not in board.maple.in_force.forwarding


def test_after_an_ending_only_a_new_opening_opens(board: Board) -> None:
    """And that takes its 14 days."""
    board.open_forwarding()
    end(board)
    board.maple.dated()
    board.open_forwarding()
    assert handed_out(board, sent(board))


def test_it_ends_by_itself(board: Board) -> None:
    """On its day nothing is handed out any more, and nothing waits on."""
    board.open_forwarding()
    queued = sent(board)
    board.maple.wait(days=66)
    board.maple.append(board.maple.community.agency_act("agency:verified", POLICE, at=board.maple.now_s))
    assert handed_out(board, queued) is None
    forwarding.send_due(now=board.maple.clock.at)
    queued.refresh_from_db()
    assert queued.state == State.KILLED and not sealed_path(queued.number).exists()


@pytest.mark.parametrize("stop", ["suspended", "moratorium"])
def test_a_pause_hands_nothing_out_and_kills_nothing(board: Board, stop: str) -> None:
    """A suspended agency, a hard moratorium: it waits, and its author can still recall it."""
    board.open_forwarding()
    queued, waiting = sent(board), chosen(board)
    it, now = board.maple.community, board.maple.now_s
    act = it.agency_act("agency:suspended", POLICE, at=now) if stop == "suspended" else it.moratorium("hard", at=now)
    board.maple.append(act)
    board.maple.wait(hours=1)
    assert handed_out(board, queued) is None
    assert forwarding.send_due(now=board.maple.clock.at) == 0
    for forward in (queued, waiting):
        forward.refresh_from_db()
        assert forward.can_be_recalled
        forwarding.recall(forward=forward)


def test_nothing_is_sent_in_the_last_quarter_of_an_hour(board: Board) -> None:
    """Its entry would get a time at which forwarding is over, and stand against the operator."""
    board.open_forwarding()
    chosen(board)
    opened = board.maple.in_force.forwarding[POLICE].paper.until
    board.maple.wait(seconds=opened - board.maple.now_s - 600)
    board.maple.append(board.maple.community.agency_act("agency:verified", POLICE, at=board.maple.now_s))
    assert forwarding.send_due(now=board.maple.clock.at) == 0


def test_a_removed_or_erased_post_is_withdrawn(board: Board) -> None:
    """What was not fetched goes with the post."""
    board.open_forwarding()
    erased, removed = sent(board), chosen(board)
    now = board.maple.clock.at
    assert removed.post and erased.post
    reason = "It names a private person."
    moderating.remove(
        post=removed.post, reply=None, steward=board.steward().person, rule="person", words=reason, now=now
    )
    posting.erase_post(post=erased.post)
    removed.refresh_from_db()
    erased.refresh_from_db()
    assert removed.state == erased.state == State.RECALLED
    assert handed_out(board, erased) is None


def test_five_a_day_and_one_at_a_time(board: Board) -> None:
    """A sixth waits until tomorrow; the same post is not on its way twice."""
    board.open_forwarding()
    first = chosen(board)
    assert first.post
    with pytest.raises(forwarding.OnItsWay):
        forwarding.choose(post=first.post, by=board.neighbour(), agency=POLICE, named=False, now=board.maple.clock.at)
    for _ in range(4):
        chosen(board)
    with pytest.raises(forwarding.TooManySent):
        chosen(board)


def test_files_go_when_they_are_not_needed(board: Board) -> None:
    """A day after it was fetched; 30 days after nobody came."""
    board.open_forwarding()
    fetched, left = sent(board), sent(board)
    handed_out(board, fetched)
    board.maple.wait(days=1, hours=1)
    assert forwarding.clear(now=board.maple.clock.at) == 1
    board.maple.wait(days=30)
    assert forwarding.clear(now=board.maple.clock.at) == 1
    left.refresh_from_db()
    assert left.state == State.KILLED and not list(folder().glob("*.age"))


@pytest.mark.parametrize("step", ["keep", "_entry", "save"])
def test_a_crash_while_sending_sends_once(board: Board, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the file, before or after the entry: the next round ends what was begun, with one entry."""
    board.open_forwarding()
    forward = chosen(board)
    board.maple.wait(minutes=30)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if step == "save":
            patched.setattr(Forward, "save", dies)
        else:
            patched.setattr(forwarding, step, dies)
        with pytest.raises(KeyboardInterrupt):
            forwarding.send_due(now=board.maple.clock.at)
    forward.refresh_from_db()
    assert forward.state == State.WAITING
    assert forwarding.send_due(now=board.maple.clock.at) == 1
    board.maple.dated()
    assert len(board.maple.in_force.state.sent) == 1 and not board.maple.in_force.state.voids
    assert handed_out(board, forward)


def test_an_entry_that_names_another_key_ends_the_try(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after its entry, and the agency's key changed before the next round: nothing leaves, in words.

    The next post is sealed to the key that stands then.
    """
    board.open_forwarding()
    maple = board.maple
    changed = replace(
        maple.in_force.agencies[POLICE].paper,
        kind="agency:changed",
        id=new_id(),
        recipient=maple.keys.age("the next machine").recipient,
    )
    maple.append(maple.community.by_stewards(changed, at=maple.now_s))
    maple.wait(days=13, hours=23, minutes=29)
    forward = chosen(board)
    maple.wait(minutes=30)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Forward, "save", dies)
        forwarding.send_due(now=maple.clock.at)
    maple.dated()
    maple.wait(minutes=2)
    assert maple.in_force.agencies[POLICE].paper.recipient == changed.recipient
    assert forwarding.send_due(now=maple.clock.at) == 0
    forward.refresh_from_db()
    assert (forward.state, forward.enclosed) == (State.KILLED, "") and "key changed" in forward.words
    assert not sealed_path(forward.number).exists() and handed_out(board, forward) is None
    content = handed_out(board, sent(board))
    assert content is not None
    identity = pyrage.x25519.Identity.from_str(maple.keys.age("the next machine").secret)
    assert Enclosed.parse(bytes(pyrage.decrypt(content, [identity]))).forwarded.post.what == WHAT
    maple.dated()
    assert not maple.in_force.state.voids


def test_nobody_chooses_for_another_author(board: Board) -> None:
    """Not a steward, not another neighbour; nor somebody who was stopped, nor about a removed post."""
    board.open_forwarding()
    post, now = board.post(), board.maple.clock.at
    for who in (board.steward(), board.neighbour("other")):
        with pytest.raises(forwarding.NotOpen):
            forwarding.choose(post=post, by=who, agency=POLICE, named=False, now=now)
    reason = "It names a private person."
    moderating.remove(post=post, reply=None, steward=board.steward().person, rule="person", words=reason, now=now)
    with pytest.raises(forwarding.NotOpen):
        forwarding.choose(post=post, by=board.neighbour(), agency=POLICE, named=False, now=now)
    members.stop(member=board.neighbour().member, words=reason, now=now)
    with pytest.raises(members.Stopped):
        forwarding.choose(post=board.post("other"), by=board.neighbour(), agency=POLICE, named=False, now=now)
    assert not Forward.objects.exists()
