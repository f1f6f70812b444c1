"""Any hash of a log's tree out of its tiles: C2SP tlog-tiles. What they say is not checked here, but by the proofs."""

from __future__ import annotations

from fanlight.trust.ledger.faults import Malformed, ProofWrong, TileWrong
from fanlight.trust.ledger.hashing import tree_root
from fanlight.trust.ledger.source import Source, fetch_tiles
from fanlight.trust.ledger.tiles import HEIGHT, WIDTH, Tile, levels, parse_hashes, tile_at


class TileNodes:
    """A `proof.Node` for the tree of `size` entries at a source; each tile is fetched once."""

    def __init__(self, source: Source, size: int) -> None:
        self.source = source
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        tile_level, rest = divmod(level, HEIGHT)
        first = index << rest
        hashes = self.hashes(tile_level, first // WIDTH)[first % WIDTH : first % WIDTH + (1 << rest)]
        if len(hashes) != 1 << rest:
            raise ProofWrong("This hash lies beyond the tree.")
        return tree_root(hashes)

    def hashes(self, level: int, index: int) -> list[bytes]:
        """All hashes of a tile that the tree has."""
        if (level, index) not in self._tiles:
            tile = tile_at(level, index, self.size)
            if tile is None:
                raise ProofWrong("This tile lies beyond the tree.")
            ((_, content),) = fetch_tiles(self.source, [tile])
            self._tiles[level, index] = tile_hashes(tile, content)
        return self._tiles[level, index]

    def edge_part(self) -> str:
        """The tiles of the right edge, by name: where they contradict the checkpoint, one of them is wrong."""
        tiles = [
            tile_at(level, (self.size >> HEIGHT * level) // WIDTH, self.size) for level in range(levels(self.size))
        ]
        return ", ".join(tile.path for tile in tiles if tile)


def tile_hashes(tile: Tile, untrusted_content: bytes) -> list[bytes]:
    try:
        return parse_hashes(untrusted_content, tile.width)
    except Malformed as error:
        raise TileWrong(f"{tile.path}: {error}", part=tile.path) from None
