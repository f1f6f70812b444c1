"""Names and bytes of tiles and entry bundles: C2SP tlog-tiles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fanlight.trust.ledger.faults import Malformed
from fanlight.trust.ledger.hashing import HASH

WIDTH = 256  # hashes of a full tile, entries of a full bundle
HEIGHT = 8  # levels of the tree that one tile spans
LARGEST_ENTRY = 8 * 1024  # bytes; the specification's uint16 would allow 65,535
LARGEST_BUNDLE = WIDTH * (2 + LARGEST_ENTRY)
LARGEST_SIZE = 2**63 - 1

_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-5][0-9]?|6[0-3]?|[7-9])/(?P<index>(?:x[0-9]{3}/){0,5}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Tile:
    """One tile, or one entry bundle where `level` is None; partial where `width` is below 256."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        parts = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            parts.append(f"x{rest % 1000:03}")
            rest //= 1000
        level = "entries" if self.level is None else str(self.level)
        suffix = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(reversed(parts))}{suffix}"

    @property
    def full(self) -> Tile:
        return Tile(self.level, self.index)

    @property
    def limit(self) -> int:
        """The largest number of bytes that an honest one has."""
        return LARGEST_BUNDLE if self.level is None else WIDTH * HASH


def parse_path(untrusted_path: str) -> Tile:
    """The tile of this path; another way to write the same tile is Malformed."""
    match = _PATH.fullmatch(untrusted_path)
    if match is None:
        raise Malformed("This is no path of a tile.")
    level = None if match["level"] == "entries" else int(match["level"])
    tile = Tile(level, int(match["index"].replace("x", "").replace("/", "")), int(match["width"] or WIDTH))
    if tile.width > WIDTH or tile.path != untrusted_path:
        raise Malformed("This is no path of a tile.")
    return tile


def tile_at(level: int | None, index: int, size: int) -> Tile | None:
    """The tile of this index in a tree of `size` entries: full, partial or None."""
    count = size >> HEIGHT * (level or 0)
    width = min(WIDTH, count - index * WIDTH)
    return Tile(level, index, width) if width > 0 else None


def tiles_between(old: int, new: int) -> Iterator[Tile]:
    """Every tile and bundle that a tree of `new` entries has and a tree of `old` entries has not, bundles first."""
    for level in (None, *range(levels(new))):
        shift = HEIGHT * (level or 0)
        before, after = old >> shift, new >> shift
        if before == after:
            continue
        for index in range(before // WIDTH, (after - 1) // WIDTH + 1):
            yield Tile(level, index, min(WIDTH, after - index * WIDTH))


def levels(size: int) -> int:
    """How many levels of tiles a tree of this size has."""
    return max(1, (size.bit_length() + HEIGHT - 1) // HEIGHT) if size else 0


def bundle_bytes(entries: Sequence[bytes]) -> bytes:
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def parse_bundle(untrusted_bundle: bytes, width: int) -> list[bytes]:
    """The first `width` entries; a bundle may hold more (a full one in place of a partial one), never a cut entry."""
    entries: list[bytes] = []
    at, end = 0, len(untrusted_bundle)
    while at < end:
        length = int.from_bytes(untrusted_bundle[at : at + 2], "big")
        at += 2 + length
        if at > end or length > LARGEST_ENTRY:
            raise Malformed("An entry bundle is cut or holds an entry beyond 8 KiB.")
        entries.append(untrusted_bundle[at - length : at])
    if not width <= len(entries) <= WIDTH:
        raise Malformed(f"An entry bundle holds {len(entries)} entries where {width} belong.")
    return entries[:width]


def parse_hashes(untrusted_tile: bytes, width: int) -> list[bytes]:
    """The first `width` hashes of a tile."""
    if len(untrusted_tile) % HASH or not width * HASH <= len(untrusted_tile) <= WIDTH * HASH:
        raise Malformed(f"A tile has {len(untrusted_tile)} bytes where {width} hashes belong.")
    return [untrusted_tile[at : at + HASH] for at in range(0, width * HASH, HASH)]
