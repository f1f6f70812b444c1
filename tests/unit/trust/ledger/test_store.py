"""The operator's files: what was appended is there, partial tiles go when they may, nothing older is published."""

import random

import pytest

from fanlight.trust.ledger.checkpoint import Checkpoint
from fanlight.trust.ledger.faults import StoreRefused
from fanlight.trust.ledger.hashing import leaf_hash, tree_root
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.proof import check_inclusion, inclusion_proof
from fanlight.trust.ledger.source import FolderSource, fetch_body
from fanlight.trust.ledger.tiles import parse_path, tiles_between
from fanlight.trust.ledger.verify import verify_log
from tests.made_log import LOG, ORIGIN, TRUST, MadeLog, signed


@pytest.fixture
def log(tmp_path):
    return MadeLog(tmp_path / "log")


def test_any_batches_make_the_same_tree(log, tmp_path):
    """However entries come in, one by one or many, the root is that of all of them and the log verifies."""
    draw = random.Random(1)
    for _ in range(14):
        log.grow(draw.choice([0, 1, 2, 3, 100, 255, 256, 257, 600]))
    assert log.head().root == tree_root([leaf_hash(one) for one in log.entries])
    assert verify_log(FolderSource(log.folder), TRUST).checkpoint == log.head()
    once = MadeLog(tmp_path / "once").grow(len(log.entries))
    assert once.head() == log.head()


def test_indexes_are_given_in_order(log):
    """`append` says where each entry stands."""
    assert log.store.append([b"a", b"b"]) == range(2)
    assert log.store.append([]) == range(2, 2)
    assert log.store.append([b"c"]) == range(2, 3)


def test_partial_tiles_go_once_the_full_one_is_published(log):
    """A log that grew one by one over two tiles keeps the partial tiles of its unfinished tiles only."""
    for count in [250, *[1] * 10, 248, *[1] * 10]:
        log.grow(count)
    names = {path.relative_to(log.folder).as_posix() for path in log.folder.rglob("*") if path.is_file()}
    partial = {parse_path(name) for name in names if ".p/" in name}
    assert {(tile.level, tile.index) for tile in partial} == {(None, 2), (0, 2), (1, 0)}
    assert {tile.path for tile in tiles_between(0, 518)} <= names


def test_a_partial_tile_stays_until_its_full_one_is_published(log):
    """Appended but not published: the published head still finds its own tiles."""
    log.grow(250)
    log.store.append([b"x"] * 10)
    assert (log.folder / "tile/0/000").exists()
    assert (log.folder / "tile/0/000.p/250").exists()
    assert verify_log(FolderSource(log.folder), TRUST).checkpoint.size == 250


def test_only_heads_of_its_own_tree_are_published(log):
    """Not older, not longer than what is durable, not of another root."""
    log.grow(10)
    old, root = log.head(), log.head().root
    log.grow(5)
    for wrong in (old, Checkpoint(ORIGIN, 16, root), Checkpoint(ORIGIN, 15, root)):
        with pytest.raises(StoreRefused):
            log.store.publish(signed(wrong))
    log.store.append([b"later"])
    log.store.publish(signed(Checkpoint(ORIGIN, 15, log.store.root_at(15))))


def test_the_root_of_any_past_is_known(log):
    """`root_at` gives each published root again, from the tiles."""
    roots = []
    for count in (1, 2, 250, 5, 300):
        log.grow(count)
        roots.append((log.head().size, log.head().root))
    for size, root in roots:
        assert log.store.root_at(size) == root


def test_entries_and_bodies_have_their_largest_size(log):
    """8 KiB and not a byte more."""
    log.store.append([b"x" * 8192])
    with pytest.raises(StoreRefused):
        log.store.append([b"x" * 8193])


def test_bodies_lie_beside_the_log_and_can_be_erased(log):
    """A body is found by its hash; erased it is not there and the log stands."""
    name = log.store.put_body(b"body")
    log.grow(3)
    source = FolderSource(log.folder)
    assert fetch_body(source, name) == b"body"
    log.store.erase_body(name)
    assert fetch_body(source, name) is None
    assert verify_log(source, TRUST)


def test_proofs_from_tiles(log):
    """Every entry of a log over two tiles is proved from the files alone."""
    log.grow(520)
    head = log.head()
    node = TileNodes(FolderSource(log.folder), head.size)
    for index in range(0, 520, 7):
        check_inclusion(leaf_hash(log.entries[index]), index, 520, inclusion_proof(index, 520, node), head.root)


def test_a_damaged_head_is_said(log):
    """The writer refuses to guess where it was."""
    log.grow(3)
    (log.folder / "head").write_bytes(b"{}")
    with pytest.raises(StoreRefused):
        log.store.append([b"x"])


def test_swept_after_a_crash(log):
    """Partial tiles that a crash left beside published full ones go at the next sweep."""
    log.grow(255).grow(1)
    left = log.folder / "tile/0/000.p/255"
    left.parent.mkdir()
    left.write_bytes(b"left")
    log.store.sweep()
    assert not left.parent.exists()


def test_the_key_is_not_printed():
    """A signing key's seed does not show in a trace."""
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)
