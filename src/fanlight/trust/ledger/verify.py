"""A whole log checked from its first entry to its checkpoint, every tile of it: RFC 6962 §2.1, C2SP tlog-tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fanlight.trust.ledger.faults import EntryWrong, Forked, TileWrong
from fanlight.trust.ledger.follower import bundle_entries
from fanlight.trust.ledger.hashing import Edge, leaf_hash, tree_root
from fanlight.trust.ledger.head import SignedHead, Trust, check_quorum, read_head
from fanlight.trust.ledger.nodes import tile_hashes
from fanlight.trust.ledger.source import Source, fetch_checkpoint, fetch_tiles
from fanlight.trust.ledger.tiles import WIDTH, Tile

Look = Callable[[int, bytes], None]
"""Called with each entry's index and bytes, before the whole is known to be right."""


def verify_log(source: Source, trust: Trust, look: Look | None = None) -> SignedHead:
    """The signed head, if every tile and entry of the log belongs to it; else a BadTree that names the part.

    Cosignatures must reach the trust's quorum; their age is not judged here (`head.check_fresh`).
    """
    head = read_head(fetch_checkpoint(source), trust)
    check_quorum(head, trust)
    rebuilt = _Rebuilt(source, head.checkpoint.size)
    for bundle, content in fetch_tiles(source, _row(None, head.checkpoint.size)):
        entries = bundle_entries(bundle, content)
        if look:
            for at, entry in enumerate(entries):
                look(bundle.index * WIDTH + at, entry)
        rebuilt.add([leaf_hash(entry) for entry in entries])
    rebuilt.judge(head.checkpoint.root)
    return head


def _row(level: int | None, size: int) -> Iterator[Tile]:
    for index in range((size + WIDTH - 1) // WIDTH):
        yield Tile(level, index, min(WIDTH, size - index * WIDTH))


@dataclass
class _Rebuilt:
    """The tree as the entries make it, compared with the tiles row by row as it grows."""

    source: Source
    size: int
    edge: Edge = field(default_factory=Edge)
    rows: list[Iterator[tuple[Tile, bytes]]] = field(default_factory=list)
    waiting: list[list[bytes]] = field(default_factory=list)
    first_wrong: tuple[Tile, int] | None = None

    def add(self, leaves: list[bytes]) -> None:
        """The leaf hashes of the next bundle."""
        self.edge.grow(leaves)
        self._compare(0, leaves)

    def judge(self, root: bytes) -> None:
        for level in range(1, len(self.waiting)):
            if self.waiting[level]:
                self._compare_row(level, self.waiting[level])
        true = self.edge.root() == root
        if self.first_wrong is None:
            if not true:
                raise Forked("Entries and tiles are one tree, and the checkpoint is of another.", part="checkpoint")
            return
        tile, at = self.first_wrong
        number = tile.index * WIDTH + at
        if tile.level == 0 and not true:
            path = Tile(None, tile.index, tile.width).path
            raise EntryWrong(f"Entry {number} is not the one in the tree ({path}).", part=f"entry {number}")
        raise TileWrong(f"{tile.path} does not belong to the tree (hash {at}).", part=tile.path)

    def _compare(self, level: int, hashes: list[bytes]) -> None:
        """A full row of 256, or the last of its level."""
        self._compare_row(level, hashes)
        if len(hashes) < WIDTH:
            return
        if len(self.waiting) <= level + 1:
            self.waiting += [[] for _ in range(level + 2 - len(self.waiting))]
        above = self.waiting[level + 1]
        above.append(tree_root(hashes))
        if len(above) == WIDTH:
            self.waiting[level + 1] = []
            self._compare(level + 1, above)

    def _compare_row(self, level: int, hashes: list[bytes]) -> None:
        while len(self.rows) <= level:
            self.rows.append(fetch_tiles(self.source, _row(len(self.rows), self.size >> 8 * len(self.rows))))
        tile, content = next(self.rows[level])
        shown = tile_hashes(tile, content)
        if shown != hashes and self.first_wrong is None:
            self.first_wrong = tile, next(at for at, one in enumerate(hashes) if shown[at] != one)
