"""`fanlight ledger verify`: a whole public log checked by anybody, from a folder or over HTTP."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError

if TYPE_CHECKING:
    from fanlight.trust.ledger.head import SignedHead
    from fanlight.trust.ledger.note import VerifierKey
    from fanlight.trust.ledger.source import Source

_LARGEST_KEY = 1024  # bytes
_BODY = re.compile("[0-9a-f]{64}")


class NoKey(FanlightError):
    """The log's key cannot be read."""

    remedy = "Give its file with --vkey."
    exit_code = 2


@click.group()
def ledger() -> None:
    """Check the public log that requests and disclosures stand in."""


@ledger.command()
@click.argument("log")
@click.option("--vkey", type=click.Path(path_type=Path, dir_okay=False), help="File with the log's verifier key.")
def verify(log: str, vkey: Path | None) -> None:
    """Check every entry, tile and body of LOG, a URL or a folder: 0 good, 1 bad, 2 cannot be read."""
    from fanlight.trust.ledger.head import Trust
    from fanlight.trust.ledger.verify import verify_log

    source, key = opened(log, vkey)
    bodies = _Bodies(source)
    head = verify_log(source, Trust(key), bodies.look)
    click.echo(_words(head, bodies))


def opened(log: str, vkey: Path | None) -> tuple[Source, VerifierKey]:
    from fanlight.trust.ledger.faults import LedgerError, Unreachable
    from fanlight.trust.ledger.http_source import HttpSource
    from fanlight.trust.ledger.note import parse_vkey
    from fanlight.trust.ledger.source import FolderSource

    source: Source
    if log.startswith(("http://", "https://")):
        source, near = HttpSource(log, SystemClock()), []
    else:
        folder = Path(log)
        if not folder.is_dir():
            raise Unreachable(f"{log} is no folder.")
        source, near = FolderSource(folder), [folder / "vkey", folder.parent / "ledger.vkey"]
    try:
        if vkey is None:
            said = next((str(path) for path in near if path.is_file()), f"{log.rstrip('/')}/vkey")
            content = _key_bytes(Path(said)) if near else source.fetch("vkey", _LARGEST_KEY)
            click.echo(f"Key from {said}: it comes with the log, so compare it with one that you were given.", err=True)
        else:
            content = _key_bytes(vkey)
        return source, parse_vkey(content[: _LARGEST_KEY + 1].decode("ascii", "replace").strip())
    except (OSError, LedgerError) as error:
        raise NoKey(f"The log's key cannot be read: {error}") from None


def _key_bytes(path: Path) -> bytes:
    """No more than is looked at, of a file without end too."""
    with path.open("rb") as file:
        return file.read(_LARGEST_KEY + 1)


class _Bodies:
    """Looks for the body that each entry names; what an entry means is not judged here."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.found = self.absent = 0

    def look(self, index: int, entry: bytes) -> None:
        from fanlight.ground.canonical import CanonicalError, loads
        from fanlight.trust.ledger.faults import TileWrong
        from fanlight.trust.ledger.source import fetch_body

        try:
            value = loads(entry)
        except CanonicalError:
            return
        name = value.get("body") if isinstance(value, dict) else None
        if not isinstance(name, str) or not _BODY.fullmatch(name):
            return
        try:
            body = fetch_body(self._source, name)
        except TileWrong as error:
            raise TileWrong(f"Entry {index}: {error}", part=error.part) from None
        self.found, self.absent = self.found + (body is not None), self.absent + (body is None)


def _words(head: SignedHead, bodies: _Bodies) -> str:
    checkpoint = head.checkpoint
    absent = f", {bodies.absent} not there (erased or held back)" if bodies.absent else ""
    size = f"{checkpoint.size} entries, root {checkpoint.root.hex()}"
    return f"good: {checkpoint.origin}, {size}, {bodies.found} bodies{absent}"
