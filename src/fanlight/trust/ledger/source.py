"""Where a log is read from: a folder or a mirror over HTTP, by the paths of C2SP tlog-tiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from fanlight.trust.ledger.faults import LedgerError, TileMissing, TileWrong, Unreachable
from fanlight.trust.ledger.note import LARGEST_NOTE
from fanlight.trust.ledger.tiles import Tile

LARGEST_BODY = 32 * 1024 * 1024  # bytes: `record:published`; any other body has at most 1 MiB

_HASH = re.compile("[0-9a-f]{64}")


class NotThere(LedgerError):
    """The log has no such file."""


class TooLong(LedgerError):
    """The log's answer is longer than it may be."""


class Source(Protocol):
    """A log's files. Each answer is bounded; what it holds is not checked."""

    def fetch(self, path: str, limit: int) -> bytes:
        """The file, or NotThere, TooLong, Unreachable."""
        ...

    def fetch_all(self, wanted: Iterable[tuple[str, int]]) -> Iterator[bytes | NotThere | TooLong]:
        """The files of these (path, limit) in order, a few on their way at once; raises Unreachable only."""
        ...


class FolderSource:
    """A log in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(self, path: str, limit: int) -> bytes:
        try:
            with (self.folder / path).open("rb") as file:
                content = file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise NotThere(f"{path} is not there.") from None
        except OSError as error:
            raise Unreachable(f"{path} cannot be read: {error.strerror}.", part=path) from None
        if len(content) > limit:
            raise TooLong(f"{path} is longer than {limit} bytes.")
        return content

    def fetch_all(self, wanted: Iterable[tuple[str, int]]) -> Iterator[bytes | NotThere | TooLong]:
        for path, limit in wanted:
            try:
                yield self.fetch(path, limit)
            except (NotThere, TooLong) as error:
                yield error


def fetch_checkpoint(source: Source) -> bytes:
    try:
        return source.fetch("checkpoint", LARGEST_NOTE)
    except NotThere:
        raise Unreachable("There is no log: its checkpoint is not there.", part="checkpoint") from None
    except TooLong as error:
        raise Unreachable(str(error), part="checkpoint") from None


def fetch_tiles(source: Source, tiles: Iterable[Tile]) -> Iterator[tuple[Tile, bytes]]:
    """Each tile with its bytes, in order; where a partial one is gone the full one stands in, as the log may do."""
    waiting: list[Tile] = []

    def wanted() -> Iterator[tuple[str, int]]:
        for tile in tiles:
            waiting.append(tile)
            yield tile.path, tile.limit

    for answer in source.fetch_all(wanted()):
        tile = waiting.pop(0)
        yield tile, _whole(source, tile) if isinstance(answer, NotThere) else _bounded(tile, answer)


def fetch_body(source: Source, body_hash: str) -> bytes | None:
    """The body of this SHA-256 (64 lower-case digits); None where it is not there; TileWrong where it is another."""
    if not _HASH.fullmatch(body_hash):
        raise ValueError("a body is named by its SHA-256 in lower-case hexadecimal")
    path = f"body/{body_hash}"
    try:
        body = source.fetch(path, LARGEST_BODY)
    except NotThere:
        return None
    except TooLong as error:
        raise TileWrong(str(error), part=path) from None
    if sha256(body).hexdigest() != body_hash:
        raise TileWrong(f"{path} holds another body.", part=path)
    return body


def _whole(source: Source, tile: Tile) -> bytes:
    if tile != tile.full:
        try:
            return source.fetch(tile.full.path, tile.limit)
        except NotThere:
            pass
        except TooLong as error:
            raise TileWrong(str(error), part=tile.full.path) from None
    raise TileMissing(f"{tile.path} is not there.", part=tile.path)


def _bounded(tile: Tile, answer: bytes | TooLong) -> bytes:
    if isinstance(answer, TooLong):
        raise TileWrong(str(answer), part=tile.path)
    return answer
