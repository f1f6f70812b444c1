"""A log's files as its operator writes them: C2SP tlog-tiles, one writer at a time, true after a crash at any point."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from fanlight.ground.canonical import CanonicalError, dumps, loads
from fanlight.ground.durable import Disk, write_now
from fanlight.trust.ledger.checkpoint import Checkpoint, parse_checkpoint
from fanlight.trust.ledger.faults import StoreRefused
from fanlight.trust.ledger.hashing import Edge, leaf_hash, tree_root
from fanlight.trust.ledger.nodes import TileNodes
from fanlight.trust.ledger.source import LARGEST_BODY, FolderSource
from fanlight.trust.ledger.tiles import HEIGHT, LARGEST_ENTRY, WIDTH, Tile, bundle_bytes, parse_bundle

HEAD = "head"
"""The writer's own file: size and right edge of what was appended, durable before any checkpoint of it is signed. So a
log whose power failed never signs two trees of one size; what tiles hold beyond the head was never promised."""


class Store:
    """The files of one log: `checkpoint`, `tile/…`, `body/…`, and the writer's `head` and `lock`."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self.disk = disk or Disk()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time, across processes. Not to be taken twice by one."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.disk.sync([self.folder.parent])
        with (self.folder / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def head(self) -> Edge:
        """Size and right edge of all that was appended."""
        try:
            content = (self.folder / HEAD).read_bytes()
        except FileNotFoundError:
            return Edge()
        try:
            value = loads(content)
            assert isinstance(value, dict)
            size, edge = value["size"], value["edge"]
            assert isinstance(size, int) and isinstance(edge, list)
            return Edge(size, [bytes.fromhex(str(node)) for node in edge])
        except (CanonicalError, AssertionError, KeyError, ValueError):
            raise StoreRefused(f"{self.folder / HEAD} is damaged.", remedy="Bring back the folder's copy.") from None

    def published(self) -> tuple[Checkpoint, bytes] | None:
        """The checkpoint that readers see, and its bytes with all signatures."""
        try:
            content = (self.folder / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None
        return parse_checkpoint(content)[0], content

    def append(self, entries: Sequence[bytes]) -> range:
        """The indexes of these entries, which are durable on return; caller holds the lock."""
        if any(len(entry) > LARGEST_ENTRY for entry in entries):
            raise StoreRefused("An entry is longer than 8 KiB.")
        head = self.head()
        first = head.size
        if not entries:
            return range(first, first)
        leaves = [leaf_hash(entry) for entry in entries]
        folders = self._put_row(None, first, list(entries)) | self._put_row(0, first, leaves)
        folders |= self._put_upper_rows(first, leaves)
        self.disk.sync(folders)
        head.grow(leaves)
        content = dumps({"size": head.size, "edge": [node.hex() for node in head.nodes]})
        write_now(self.folder / HEAD, content, self.disk)
        return range(first, head.size)

    def publish(self, signed_checkpoint: bytes) -> None:
        """Let readers see this checkpoint; it must be of the store's own tree and not older; caller holds the lock."""
        checkpoint, _ = parse_checkpoint(signed_checkpoint)
        before = self.published()
        old = before[0].size if before else 0
        if not old <= checkpoint.size <= self.head().size or checkpoint.root != self.root_at(checkpoint.size):
            raise StoreRefused("This checkpoint is not one of this log's tree.")
        write_now(self.folder / "checkpoint", signed_checkpoint, self.disk)
        for level in (None, *range(_LEVELS)):
            shift = HEIGHT * (level or 0) + HEIGHT
            for index in range(old >> shift, checkpoint.size >> shift):
                self._drop_partials(Tile(level, index))

    def root_at(self, size: int) -> bytes:
        """The root of the tree's first `size` entries, from the tiles."""
        head = self.head()
        if size == head.size:
            return head.root()
        edge = Edge()
        node = TileNodes(FolderSource(self.folder), head.size)
        at = 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                edge.nodes.append(node(level, at >> level))
                at += 1 << level
        edge.size = size
        return edge.root()

    def put_body(self, body: bytes) -> str:
        """Its SHA-256 in hexadecimal; durable on return. A body goes in before the entry that names it."""
        if len(body) > LARGEST_BODY:
            raise StoreRefused("A body is longer than 32 MiB.")
        name = sha256(body).hexdigest()
        path = self.folder / "body" / name
        if not path.exists():
            write_now(path, body, self.disk)
        return name

    def erase_body(self, body_hash: str) -> None:
        """The log stands without it; which entry allows this is the caller's to know."""
        self.disk.remove(self.folder / "body" / Path(body_hash).name)

    def sweep(self) -> None:
        """Drop partial tiles that a crash left beside the full ones of the published tree; caller holds the lock."""
        before = self.published()
        size = before[0].size if before else 0
        for level in (None, *range(_LEVELS)):
            for index in range(size >> HEIGHT * (level or 0) + HEIGHT):
                self._drop_partials(Tile(level, index))

    def _put_row(self, level: int | None, first: int, items: list[bytes]) -> set[Path]:
        """These entries or hashes behind the first ones of their row; gives back the folders to sync."""
        folders: set[Path] = set()
        done = 0
        while done < len(items):
            index, filled = divmod(first + done, WIDTH)
            part = items[done : done + WIDTH - filled]
            if filled:
                part = self._row(Tile(level, index, filled)) + part
            content = bundle_bytes(part) if level is None else b"".join(part)
            path = self.folder / Tile(level, index, len(part)).path
            folders |= {folder for folder in path.parents if folder.is_relative_to(self.folder)}
            self.disk.write(path, content)
            done += len(part) - filled
        return folders

    def _put_upper_rows(self, first: int, leaves: list[bytes]) -> set[Path]:
        folders: set[Path] = set()
        level, row = 0, leaves
        while row:
            start = first // WIDTH * WIDTH
            if first != start:
                row = self._row(Tile(level, first // WIDTH, first - start)) + row
            row = [tree_root(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
            level, first = level + 1, first // WIDTH
            if row:
                folders |= self._put_row(level, first, row)
        return folders

    def _row(self, tile: Tile) -> list[bytes]:
        """The items of a tile that was written for a head before: under its own width or, newer, full."""
        for one in (tile, tile.full):
            try:
                content = (self.folder / one.path).read_bytes()
            except FileNotFoundError:
                continue
            if tile.level is None:
                return parse_bundle(content, tile.width)
            return [content[at : at + 32] for at in range(0, tile.width * 32, 32)]
        raise StoreRefused(f"{tile.path} is gone.", remedy="Bring back the folder's copy.")

    def _drop_partials(self, full: Tile) -> None:
        path = self.folder / full.path
        folder = path.with_name(f"{path.name}.p")
        if not path.exists() or not folder.is_dir():
            return
        for partial in folder.iterdir():
            self.disk.remove(partial)
        self.disk.remove_folder(folder)


_LEVELS = 8  # of tiles: 256^8 entries are beyond 2^63
