"""The operator's day: entries are cosigned, published, anchored; witnesses fall away and come back; readers follow."""

import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fanlight.commons.log.actions import AlreadyFounded, TooFewWitnesses, Written, append, found, go_round, publish
from fanlight.commons.log.operated import OtherLog, operated_log
from fanlight.project.log_rounds import LogRounds
from fanlight.trust.ledger.cosignature import witness_time
from fanlight.trust.ledger.faults import Frozen
from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.head import read_head
from fanlight.trust.ledger.note import COSIGNATURE, SigningKey, parse_vkey
from fanlight.trust.ledger.source import FolderSource
from fanlight.trust.ledger.witness import Witness as KeptWitness
from fanlight.trust.ledger.witness_http import WitnessServer
from fanlight.trust.papers.acts import WitnessAct
from fanlight.trust.papers.entry import parse_entry
from fanlight.trust.papers.members import Witness


def follow(operated, state=None):
    got = []
    now = int(operated.clock.now().timestamp())
    source = FolderSource(operated.log.folder)
    step_ = step(source, operated.log.trust, state or State(), now, lambda at, more: got.extend(more))
    return step_, got


def test_from_an_entry_to_its_anchor(operated):
    """An entry is public after one round and anchored within 15 minutes; the anchor carries a head that covers it."""
    assert operated.round().published
    first, got = follow(operated)
    assert [parse_entry(one).kind for one in got] == ["log:founded"]
    operated.clock.move(61)
    done = operated.round()
    assert done.anchor == 1
    assert done.published
    second, got = follow(operated, first.state)
    (anchor,) = map(parse_entry, got)
    assert anchor.kind == "log:witnessed"
    carried = read_head(str(anchor.pub["checkpoint"]).encode(), operated.log.trust)
    assert carried.checkpoint.size == 1
    assert len(carried.cosignatures) == 3
    assert witness_time(carried.cosignatures) == int(operated.clock.now().timestamp()) - 61
    assert second.head.size == 2


def test_an_anchor_asks_for_no_anchor(operated):
    """Quiet hours: one anchor for the founding, then only cosignatures every 15 minutes, and never a frozen head."""
    operated.round()
    state = State()
    cosigned = 0
    for _ in range(6 * 20):
        operated.clock.move(180)
        done = operated.round()
        cosigned += done.published
        state = follow(operated, state)[0].state
    assert operated.log.store.head().size == 2
    assert 6 * 4 <= cosigned <= 6 * 4 + 2


def test_every_entry_is_anchored_within_fifteen_minutes(operated):
    """Entries at any time of an hour: each is covered by an anchor at most 15 minutes later."""
    came, anchored = {}, {}
    for second in range(0, 3600, 20):
        now = operated.clock.move(20)
        if second % 700 == 0:
            (index,) = append(folder=operated.log.folder, entries=[Written(b'{"n":%d}' % second)], now=now)
            came[index] = second
        done = operated.round()
        if done.anchor is not None:
            anchored[done.anchor] = second
    entries = follow(operated)[1]
    covers = {
        at: read_head(str(parse_entry(entries[index]).pub["checkpoint"]).encode(), operated.log.trust).checkpoint.size
        for index, at in anchored.items()
    }
    assert len(came) == 6
    for index, at in came.items():
        assert any(size > index and at <= when <= at + 900 for when, size in covers.items())


def test_two_of_three_witnesses_are_enough(operated):
    """One witness away: published with two; two away: not published, readers keep the head they had until it is old."""
    operated.round()
    operated.servers[0].shutdown()
    operated.servers[0].server_close()
    append(folder=operated.log.folder, entries=[Written(b"{}")], now=operated.clock.move(5))
    done = operated.round()
    assert done.published
    assert len(done.silent) == 1
    state, _ = follow(operated)
    operated.servers[1].shutdown()
    operated.servers[1].server_close()
    append(folder=operated.log.folder, entries=[Written(b"{}")], now=operated.clock.move(5))
    done = operated.round()
    assert not done.published
    assert len(done.silent) == 2
    assert follow(operated, state.state)[1] == []
    with pytest.raises(TooFewWitnesses):
        publish(log=operated.log, now=operated.clock.now())
    operated.clock.move(3700)
    with pytest.raises(Frozen):
        follow(operated, state.state)


def test_silent_witnesses_are_not_called_without_a_pause(operated):
    """After a round without a quorum the next call comes ten seconds later, or at once for a new entry."""
    for server in operated.servers:
        server.shutdown()
        server.server_close()
    assert operated.round().silent
    operated.clock.move(2)
    assert not operated.round().silent
    append(folder=operated.log.folder, entries=[Written(b"{}")], now=operated.clock.now())
    assert operated.round().silent
    operated.clock.move(10)
    assert operated.round().silent


def test_a_witness_that_saw_more_is_caught_up_with(operated):
    """A witness that cosigned a head which found no quorum answers 409; the log proves from there."""
    operated.round()
    append(folder=operated.log.folder, entries=[Written(b"{}")] * 5, now=operated.clock.move(5))
    (operated.log.folder / "checkpoint").rename(operated.data / "aside")
    operated.round()
    (operated.data / "aside").rename(operated.log.folder / "checkpoint")  # as if a crash came before it was published
    append(folder=operated.log.folder, entries=[Written(b"{}")] * 3, now=operated.clock.move(5))
    assert operated.round().silent == ()
    assert follow(operated)[0].head.size == 9


def test_founded_once_and_by_its_own_key(operated):
    """A log is founded once; another key than the pinned one refuses to work."""
    with pytest.raises(AlreadyFounded):
        found(folder=operated.log.folder, key=operated.log.key, founding=Written(b"{}"), now=operated.clock.now())
    (operated.data / "keys" / "log.key").unlink()
    with pytest.raises(OtherLog):
        operated_log(operated.data, operated.log.folder)


def test_a_witness_that_was_added_is_called_once_its_14_days_are_over(operated, tmp_path):
    """A real `fanlight witness`, added by the quorum to a running log: silent until then, in every head afterwards."""
    vkey_file, clock_file = tmp_path / "log.vkey", tmp_path / "clock"
    vkey_file.write_text(f"{operated.log.key.verifier.vkey}\n")
    clock_file.write_text(str(int((operated.clock.now() - datetime.now(UTC)).total_seconds()) + 14 * 86_400))
    command = [sys.executable, "-m", "fanlight.project.cli.entry", "witness", "127.0.0.1:0", "--data", tmp_path / "w4"]
    command += ["--log", vkey_file, "--name", "radio.invalid", "--moved-clock", clock_file]
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True) as witness:
        try:
            _, url, vkey = witness.stdout.readline().split()
            paper = WitnessAct("witness:added", "4" * 32, "radio.invalid", vkey, url, "Decided at the meeting.")
            sealed = operated.community.by_stewards(paper, at=int(operated.clock.now().timestamp()))
            rounds = LogRounds(operated.data)
            append(folder=operated.log.folder, entries=[Written(sealed.entry, sealed.body)], now=operated.clock.now())
            for seconds in (2, 61, 2, 13 * 86_400):
                rounds.look(operated.clock.move(seconds))
                assert len(cosigned(operated, vkey)) == 3
            rounds.look(operated.clock.move(86_400))
            assert len(cosigned(operated, vkey)) == 4
            follow(operated)  # readers that pinned the founding go on
        finally:
            witness.terminate()


def test_an_added_witness_does_not_count_for_the_quorum_that_readers_pinned(operated):
    """Two of the founding's are away: the added one's line publishes nothing, or every home would refuse the head."""
    operated.round()
    for server in operated.servers[:2]:
        server.shutdown()
        server.server_close()
    extra = SigningKey("radio.invalid", COSIGNATURE, b"r" * 32)
    with served_witness(operated, extra) as url:
        named = Witness("radio.invalid", extra.verifier.vkey, url)
        log = operated.log.with_added([named, *operated_witnesses(operated)])
        assert len(log.asked) == 4
        append(folder=log.folder, entries=[Written(b"{}")], now=operated.clock.move(5))
        done, _ = go_round(log=log, now=operated.clock.now())
    assert not done.published and len(done.silent) == 2


def cosigned(operated, extra):
    """The valid cosignatures of the published head, by the founding's witnesses and this one."""
    trust = replace(operated.log.trust, witnesses=(*operated.log.trust.witnesses, parse_vkey(extra)))
    return read_head((operated.log.folder / "checkpoint").read_bytes(), trust).cosignatures


def operated_witnesses(operated):
    return operated.community.founding.witnesses


@contextmanager
def served_witness(operated, key):
    server = WitnessServer(
        "127.0.0.1", 0, KeptWitness(key, [operated.log.key.verifier], operated.data / "extra"), operated.clock
    )
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
