"""Going along with a log: every entry once, the state only by what returns, each fault by its name."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.ledger import faults
from fanlight.trust.ledger.cosignature import Cosignature, cosign, witness_time
from fanlight.trust.ledger.follower import State, StateDamaged, parse_state, step
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.note import ED25519, Note, SigningKey
from fanlight.trust.ledger.source import FolderSource
from tests.made_log import LOG, NOW, TRUST, WITNESSES, MadeLog, signed


@pytest.fixture
def log(tmp_path):
    return MadeLog(tmp_path / "log")


def follow(log, state=None, now=NOW, trust=TRUST):
    got = []
    found = step(FolderSource(log.folder), trust, state or State(), now, lambda at, more: got.append((at, list(more))))
    entries = [one for _, more in got for one in more]
    first = len(log.entries) - len(entries)
    assert [at for at, _ in got] == [first + sum(len(m) for _, m in got[:n]) for n in range(len(got))]
    assert entries == log.entries[first:]
    assert found.entries == len(entries)
    return found


def test_every_entry_once_and_in_order(log):
    """Over many steps each entry is handed over once, with its index; the state survives as bytes."""
    state = State()
    for count in (1, 1, 254, 1, 3, 0, 700, 12):
        log.grow(count)
        found = follow(log, state)
        assert found.entries == count
        assert found.head == log.head()
        state = parse_state(bytes(found.state))
        assert state == found.state


def test_an_empty_log_can_be_followed(log):
    """Before the first entry there is a head of size 0."""
    log.publish()
    assert follow(log).head.size == 0


def test_the_times_of_the_witnesses_come_along(log):
    """The cosignatures of the head, one a witness, and their median."""
    log.grow(1)
    log.store.publish(
        bytes(
            Note(
                (note := log.head().signed(LOG)).text,
                note.signatures
                + tuple(cosign(note.text, one, NOW - ago) for one, ago in zip(WITNESSES, (5, 900, 7), strict=True)),
            )
        )
    )
    found = follow(log)
    assert sorted(one.time for one in found.cosignatures) == [NOW - 900, NOW - 7, NOW - 5]
    assert witness_time(found.cosignatures) == NOW - 7


def test_median_of_two_is_the_earlier():
    """Of two middle times the earlier one, so that the result is a time that a witness signed."""
    times = [Cosignature(one.verifier, time) for one, time in zip(WITNESSES, (30, 10, 20), strict=True)]
    assert witness_time(times) == 20
    assert witness_time(times[:2]) == 10
    with pytest.raises(ValueError):
        witness_time([])


@pytest.mark.parametrize(
    ("witnesses", "ago", "fault"),
    [
        (0, 0, faults.TooFewCosignatures),
        (1, 0, faults.TooFewCosignatures),
        (2, 0, None),
        (3, 3600, None),
        (3, 3601, faults.Frozen),
        (2, 7200, faults.Frozen),
        (3, -300, None),
        (3, -301, faults.ClockApart),
    ],
)
def test_quorum_and_age(log, witnesses, ago, fault):
    """Two of three, not older than an hour, not more than five minutes ahead."""
    log.grow(3)
    log.store.publish(signed(log.head(), NOW - ago, WITNESSES[:witnesses]))
    if fault is None:
        follow(log)
        return
    with pytest.raises(fault):
        follow(log)


def test_one_lively_witness_does_not_hide_a_frozen_log(log):
    """A quorum must be fresh, not one of it."""
    log.grow(3)
    note = log.head().signed(LOG)
    lines = tuple(cosign(note.text, one, NOW - ago) for one, ago in zip(WITNESSES, (0, 4000, 4000), strict=True))
    log.store.publish(bytes(Note(note.text, note.signatures + lines)))
    with pytest.raises(faults.Frozen):
        follow(log)


def test_one_witness_counts_once(log):
    """Ten cosignatures of one witness are one."""
    log.grow(3)
    note = log.head().signed(LOG)
    lines = tuple(cosign(note.text, WITNESSES[0], NOW - ago) for ago in range(10))
    log.store.publish(bytes(Note(note.text, note.signatures + lines)))
    with pytest.raises(faults.TooFewCosignatures):
        follow(log)


def test_trust_demands_keys_apart():
    """The same key under two names would count twice; a log that is its own witness too."""
    double = SigningKey("other.example.invalid", WITNESSES[0].kind, WITNESSES[0].seed).verifier
    for witnesses, quorum in (((TRUST.witnesses[0], double), 2), (TRUST.witnesses, 4), ((LOG.verifier,), 1)):
        with pytest.raises(faults.TrustRefused):
            Trust(LOG.verifier, witnesses, quorum)


def test_a_strangers_signature_is_passed_over(log):
    """Cosignatures by unknown keys neither help nor harm."""
    log.grow(3)
    stranger = SigningKey("stranger.example.invalid", WITNESSES[0].kind, b"\x09" * 32)
    log.store.publish(signed(log.head(), NOW, [*WITNESSES, stranger]))
    assert len(follow(log).cosignatures) == 3


def test_another_logs_checkpoint(log, tmp_path):
    """Signed by another key, or by the right key for another origin: not this log."""
    log.grow(3)
    other = SigningKey(LOG.name, ED25519, b"\x07" * 32)
    log.store.publish(signed(log.head(), key=other))
    with pytest.raises(faults.CheckpointWrong):
        follow(log)
    head = log.head()
    log.store.publish(signed(type(head)("other.invalid/log", head.size, head.root)))
    with pytest.raises(faults.CheckpointWrong):
        follow(log)


def test_no_log_is_unreachable(tmp_path):
    """A folder without a checkpoint cannot be followed."""
    with pytest.raises(faults.Unreachable):
        follow(MadeLog(tmp_path / "nothing"))


@given(st.binary(max_size=300))
def test_any_bytes_as_state_raise_only_ours(noise):
    """A damaged state is said, not followed."""
    with pytest.raises(StateDamaged):
        parse_state(noise)


def test_a_bent_state_is_not_believed(log):
    """An edge that does not lead to the checkpoint's root is damaged."""
    log.grow(300)
    kept = bytes(follow(log).state)
    for at in range(0, len(kept), 3):
        bent = kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]
        with suppress(StateDamaged):
            assert parse_state(bent).edge == parse_state(kept).edge  # only a signature, which nobody reads again
