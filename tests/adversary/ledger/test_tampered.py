"""S9: whatever a hostile log shows, the verifier names the part and a follower keeps its state until it is mended."""

from contextlib import suppress

import pytest

from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.faults import (
    BadTree,
    CheckpointWrong,
    EntryWrong,
    Forked,
    Frozen,
    Shrunk,
    TileMissing,
    TileWrong,
    TooFewCosignatures,
)
from fanlight.trust.ledger.follower import State, step
from fanlight.trust.ledger.hashing import EMPTY_ROOT
from fanlight.trust.ledger.head import Trust
from fanlight.trust.ledger.source import FolderSource, fetch_body
from fanlight.trust.ledger.tiles import WIDTH, Tile, bundle_bytes, tiles_between
from fanlight.trust.ledger.verify import verify_log
from fanlight.trust.ledger.witness import AddCheckpoint, Witness
from tests.adversary.ledger.plain_log import PlainLog
from tests.made_log import LOG, NOW, TRUST, WITNESSES, MadeLog, entry, signed

SIZE = 260  # over one tile, so that there are full and partial tiles and two levels


@pytest.fixture
def log(tmp_path):
    return MadeLog(tmp_path / "log").grow(SIZE)


def follow(log, state=None, now=NOW):
    got = []
    return step(FolderSource(log.folder), TRUST, state or State(), now, lambda at, more: got.extend(more)).state, got


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]


@pytest.mark.slow
def test_each_flipped_byte_of_each_tile_is_named(log):
    """Every byte of every tile and bundle, one bit flipped: the verifier names that tile, or the entry that is bent."""
    plain = PlainLog(log.entries, NOW)
    alone = Trust(LOG.verifier)
    for tile in tiles_between(0, SIZE):
        good = plain.files[tile.path]
        for at in range(len(good)):
            plain.files[tile.path] = flipped(good, at)
            with pytest.raises(TileWrong) as found:
                verify_log(plain, alone)
            if isinstance(found.value, EntryWrong):
                assert tile.level is None
                assert found.value.part == f"entry {tile.index * WIDTH + entry_at(good, at)}"
            else:
                assert found.value.part == tile.path
        plain.files[tile.path] = good
    assert verify_log(plain, TRUST).checkpoint == log.head()


def entry_at(bundle, byte):
    """The number within the bundle of the entry that this byte is part of."""
    number = at = 0
    while at + 2 + int.from_bytes(bundle[at : at + 2], "big") <= byte:
        at += 2 + int.from_bytes(bundle[at : at + 2], "big")
        number += 1
    return number


def test_a_follower_never_takes_a_flipped_byte(log):
    """A flipped byte raises, or is of a tile that the step did not need: what it got is what the log says."""
    state, _ = follow(log)
    log.grow(20)
    honest = log.entries[SIZE:]
    raised = 0
    for tile in tiles_between(SIZE, SIZE + 20):
        path = log.folder / tile.path
        good = path.read_bytes()
        for at in range(0, len(good), 3):
            path.write_bytes(flipped(good, at))
            try:
                assert follow(log, state)[1] == honest
            except BadTree:
                raised += 1
        path.write_bytes(good)
    assert raised > 200
    assert follow(log, state)[1] == honest


def test_each_flipped_byte_of_the_checkpoint(log):
    """Another text is never accepted; a witness's line that no longer bears a known name is one witness less."""
    path = log.folder / "checkpoint"
    good = path.read_bytes()
    for at in range(len(good)):
        path.write_bytes(flipped(good, at))
        with suppress(CheckpointWrong, TooFewCosignatures):
            assert verify_log(FolderSource(log.folder), TRUST).checkpoint == log.head()
            assert at > len(log.head().text.encode())
    two = signed(log.head(), witnesses=WITNESSES[:2])
    for at in range(len(two)):
        path.write_bytes(flipped(two, at))
        with pytest.raises(BadTree):
            verify_log(FolderSource(log.folder), TRUST)


def rewritten(log, entries):
    """Bundles with other entries under the tiles and checkpoint that were."""
    for index in range((len(entries) + WIDTH - 1) // WIDTH):
        part = entries[index * WIDTH : (index + 1) * WIDTH]
        (log.folder / Tile(None, index, len(part)).path).write_bytes(bundle_bytes(part))


@pytest.mark.parametrize("at", [0, 17, 255, 256, SIZE - 2])
def test_dropped_reordered_replaced_and_doubled_entries(log, at):
    """Entries that are not those of the tree: the first one is named, by verifier and follower."""
    honest = log.entries
    for wrong in (
        [*honest[:at], *honest[at + 1 :], b"new"],
        [*honest[:at], honest[at + 1], honest[at], *honest[at + 2 :]],
        [*honest[:at], b"other", *honest[at + 1 :]],
        [*honest[:at], honest[at - 1], *honest[at + 1 :]],
    ):
        rewritten(log, wrong)
        for look in (lambda: verify_log(FolderSource(log.folder), TRUST), lambda: follow(log)):
            with pytest.raises(EntryWrong) as found:
                look()
            assert found.value.part == f"entry {at}"


def test_each_missing_tile_is_named(log):
    """Withheld tiles are missed by name."""
    for tile in tiles_between(0, SIZE):
        path = log.folder / tile.path
        good = path.read_bytes()
        path.unlink()
        with pytest.raises(TileMissing) as found:
            verify_log(FolderSource(log.folder), TRUST)
        assert found.value.part == tile.path
        path.write_bytes(good)


def other_past(tmp_path, changed, size):
    """A log of the same key that had another entry at `changed`, with tiles and signatures that fit."""
    log = MadeLog(tmp_path / "other")
    log.entries = [entry(n) + (b"!" if n == changed else b"") for n in range(size)]
    log.store.append(log.entries)
    return log.publish()


@pytest.mark.parametrize("changed", [0, 255, 256, SIZE - 1])
@pytest.mark.parametrize("more", [0, 1, 300])
def test_a_fork_is_a_fork(log, tmp_path, changed, more):
    """Another past, cosigned by captured witnesses: at the same size or longer, it is Forked, and nothing is taken."""
    state, _ = follow(log)
    forked = other_past(tmp_path, changed, SIZE + more)
    with pytest.raises(Forked):
        follow(forked, state)
    log.grow(5)
    assert follow(log, state)[1] == log.entries[SIZE:]


def test_a_fork_whose_tiles_are_of_the_old_past(log, tmp_path):
    """The new head with the old tiles, and the old head with new tiles: never taken."""
    state, _ = follow(log)
    forked = other_past(tmp_path, 3, SIZE + 40)
    content = (forked.folder / "checkpoint").read_bytes()
    log.grow(40)
    (log.folder / "checkpoint").write_bytes(content)
    for known in (state, State()):
        with pytest.raises(BadTree):
            follow(log, known)


def test_a_rollback_is_shrunk(log):
    """An old head, rightly signed and freshly cosigned: Shrunk; the state stays and goes on with the right log."""
    old = log.head()
    log.grow(30)
    state, _ = follow(log)
    (log.folder / "checkpoint").write_bytes(signed(old))
    with pytest.raises(Shrunk):
        follow(log, state)
    (log.folder / "checkpoint").write_bytes(signed(Checkpoint(old.origin, 0, EMPTY_ROOT)))
    with pytest.raises(Shrunk):
        follow(log, state)
    log.publish()
    assert follow(log, state)[1] == []


def test_a_freeze_of_two_hours(log):
    """The head that was right two hours ago is Frozen now; cosigned anew it is right again without new entries."""
    state, _ = follow(log)
    later = NOW + 7200
    with pytest.raises(Frozen):
        follow(log, state, later)
    log.publish(later - 900)
    assert follow(log, state, later)[1] == []


def test_two_views_find_no_two_quorums(log, tmp_path):
    """Split view: one witness is shown one tree, another a second; the third makes a quorum for one of them only."""
    forked = other_past(tmp_path, 7, SIZE)
    witnesses = [Witness(key, [LOG.verifier], tmp_path / f"witness-{number}") for number, key in enumerate(WITNESSES)]

    def shown(one, witness):
        request = AddCheckpoint(0, (), bytes(one.head().signed(LOG)))
        return witness.add_checkpoint(bytes(request), NOW).status == 200

    views = {"log": [shown(log, witnesses[0])], "forked": [shown(forked, witnesses[1])]}
    views["log"].append(shown(log, witnesses[2]))
    views["forked"].append(shown(forked, witnesses[2]))
    views["forked"].append(shown(forked, witnesses[0]))
    assert sum(views["log"]) == 2
    assert sum(views["forked"]) == 1
    forked.store.publish(signed(forked.head(), witnesses=[WITNESSES[1]]))
    with pytest.raises(TooFewCosignatures):
        follow(forked)


def test_a_bad_tree_leaves_the_state(log):
    """After every kind of fault the same state goes on with the mended log, and nothing is handed over twice."""
    state, _ = follow(log)
    log.grow(300)
    kept = bytes(state)
    checkpoint = (log.folder / "checkpoint").read_bytes()
    damages = {
        "checkpoint": [
            b"",
            b"\xff",
            checkpoint[:-10],
            signed(log.head(), NOW - 7200),
            signed(log.head(), witnesses=[]),
        ],
        "tile/entries/001": [b"", b"\xff" * 100],
        "tile/0/002.p/48": [b"", b"\x00" * 48 * 32],
        "tile/1/000.p/2": [b"", b"\x00" * 64],
    }
    for name, contents in damages.items():
        good = (log.folder / name).read_bytes()
        for content in contents:
            (log.folder / name).write_bytes(content)
            with pytest.raises(BadTree):
                follow(log, state)
            assert bytes(state) == kept
        (log.folder / name).write_bytes(good)
    assert follow(log, state)[1] == log.entries[SIZE:]


def test_a_bent_body_is_not_taken(log):
    """Each flipped byte of a body: it is not the one that the entry names."""
    name = log.store.put_body(b"a body")
    for at in range(6):
        (log.folder / "body" / name).write_bytes(flipped(b"a body", at))
        with pytest.raises(TileWrong):
            fetch_body(FolderSource(log.folder), name)
