"""A reader that goes along with a log and is never led astray: the client of C2SP tlog-tiles, tlog-cosignature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fanlight.ground.canonical import CanonicalError, dumps, loads
from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.cosignature import Cosignature
from fanlight.trust.ledger.faults import (
    BadTree,
    EntryWrong,
    Forked,
    LedgerError,
    Malformed,
    ProofWrong,
    Shrunk,
    TileWrong,
)
from fanlight.trust.ledger.hashing import Edge, leaf_hash
from fanlight.trust.ledger.head import SignedHead, Trust, check_fresh, check_quorum, read_head
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.proof import check_consistency, consistency_proof, root_of
from fanlight.trust.ledger.source import Source, fetch_checkpoint, fetch_tiles
from fanlight.trust.ledger.tiles import WIDTH, Tile, parse_bundle

Take = Callable[[int, Sequence[bytes]], None]
"""Is handed (index of the first, entries), in order, at most 256 at once. What it was handed counts only when the step
returns: where the step raises, the caller undoes it (one transaction round `step`)."""


@dataclass(frozen=True)
class State:
    """The last verified checkpoint: its bytes (empty before the first) and the right edge of its tree."""

    checkpoint: bytes = b""
    edge: tuple[bytes, ...] = ()

    @property
    def head(self) -> Checkpoint | None:
        return parse_checkpoint(self.checkpoint)[0] if self.checkpoint else None

    def __bytes__(self) -> bytes:
        return dumps({"checkpoint": self.checkpoint.decode(), "edge": [node.hex() for node in self.edge]})


@dataclass(frozen=True)
class Step:
    """What a step found: the new state, and the witnesses' valid cosignatures of its checkpoint."""

    state: State
    head: Checkpoint
    cosignatures: tuple[Cosignature, ...]
    entries: int


class StateDamaged(LedgerError):
    """The kept state of the ledger does not hold together."""

    remedy = "Follow the log from its beginning again."


def parse_state(untrusted_state: bytes) -> State:
    """What `bytes(state)` wrote; StateDamaged where edge and root do not belong together."""
    try:
        value = loads(untrusted_state)
        assert isinstance(value, dict) and value.keys() == {"checkpoint", "edge"}
        edge = value["edge"]
        assert isinstance(edge, list)
        state = State(str(value["checkpoint"]).encode(), tuple(bytes.fromhex(str(node)) for node in edge))
        head = state.head
        assert (Edge(head.size, state.edge).root() == head.root) if head else not edge
    except (CanonicalError, Malformed, AssertionError, ValueError):
        raise StateDamaged from None
    return state


def step(source: Source, trust: Trust, state: State, now: int, take: Take) -> Step:
    """One look at the log: every new entry is handed over, or a BadTree is raised and the state stays as it was.

    `now` in seconds since 1970. Nothing of the state changes in place; the caller keeps `Step.state`.
    """
    before = state.head or Checkpoint(trust.log.name, 0, Edge().root())
    edge = Edge(before.size, state.edge)
    head = read_head(fetch_checkpoint(source), trust)
    _check_grown(before, head)
    check_quorum(head, trust)
    check_fresh(head, trust, now)
    new = head.checkpoint
    if new.size > before.size:
        nodes = TileNodes(source, new.size)
        _check_consistent(before, new, nodes)
        _take_entries(source, edge, new, take)
        if edge.root() != new.root:
            _name_wrong_entry(source, before.size, nodes)
    return Step(State(head.content, tuple(edge.nodes)), new, head.cosignatures, new.size - before.size)


def _check_grown(before: Checkpoint, head: SignedHead) -> None:
    new = head.checkpoint
    if new.size < before.size:
        raise Shrunk(f"The log had {before.size} entries and shows {new.size}.", part="checkpoint")
    if new.size == before.size and new.root != before.root:
        raise Forked(f"The log shows two trees of {new.size} entries.", part="checkpoint")


def _check_consistent(before: Checkpoint, new: Checkpoint, nodes: TileNodes) -> None:
    """Before any entry is fetched: the tiles lead to the new root, and the tree that we know is its beginning."""
    try:
        if root_of(new.size, nodes) != new.root:
            raise TileWrong("The tiles do not lead to the checkpoint's root.", part=nodes.edge_part())
        proof = consistency_proof(before.size, new.size, nodes)
        try:
            check_consistency(before.size, before.root, new.size, new.root, proof)
        except ProofWrong:
            shown = root_of(before.size, nodes)
            check_consistency(before.size, shown, new.size, new.root, proof)
            raise Forked(f"The log shows another past of its first {before.size} entries.") from None
    except ProofWrong:
        raise TileWrong("The tiles contradict each other.", part=nodes.edge_part()) from None


def _take_entries(source: Source, edge: Edge, new: Checkpoint, take: Take) -> None:
    first = edge.size
    bundles = (
        Tile(None, index, min(WIDTH, new.size - index * WIDTH))
        for index in range(first // WIDTH, (new.size - 1) // WIDTH + 1)
    )
    for bundle, content in fetch_tiles(source, bundles):
        entries = bundle_entries(bundle, content)
        known = max(0, first - bundle.index * WIDTH)
        fresh = entries[known:]
        edge.grow(map(leaf_hash, fresh))
        take(bundle.index * WIDTH + known, fresh)


def bundle_entries(bundle: Tile, untrusted_content: bytes) -> list[bytes]:
    try:
        return parse_bundle(untrusted_content, bundle.width)
    except Malformed as error:
        raise TileWrong(f"{bundle.path}: {error}", part=bundle.path) from None


def _name_wrong_entry(source: Source, first: int, nodes: TileNodes) -> None:
    """The tiles stand and the entries do not: the first one that differs from its leaf hash is named."""
    size = nodes.size
    for index in range(first // WIDTH, (size - 1) // WIDTH + 1):
        bundle = Tile(None, index, min(WIDTH, size - index * WIDTH))
        ((_, content),) = fetch_tiles(source, [bundle])
        for at, (entry, leaf) in enumerate(zip(bundle_entries(bundle, content), nodes.hashes(0, index), strict=True)):
            number = index * WIDTH + at
            if number >= first and leaf_hash(entry) != leaf:
                raise EntryWrong(f"Entry {number} is not the one in the tree ({bundle.path}).", part=f"entry {number}")
    raise BadTree("The entries do not lead to the checkpoint's root.", part="tile/entries")
