"""`fanlight agency check`: what a log holds in an officer's name, read from the log itself and not from a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.cli.verify import file_start

if TYPE_CHECKING:
    from fanlight.trust.ledger.source import Source
    from fanlight.trust.papers.entry import Body, Entry

HEX32 = 64  # digits


class NoKeyId(FanlightError):
    """This is neither a key id of 64 hexadecimal digits nor a file with an Ed25519 key."""

    exit_code = 2


@click.command()
@click.option("--ledger", required=True, metavar="URL|DIR", help="The log.")
@click.option("--vkey", type=click.Path(path_type=Path, dir_okay=False), help="File with the log's verifier key.")
@click.option("--key", required=True, metavar="ID|FILE", help="Key id, or the key's own file.")
def check(ledger: str, vkey: Path | None, key: str) -> None:
    """List every entry of a log that is signed by this key: what stands in your name, and whether it acts."""
    from fanlight.project.cli.ledger import opened
    from fanlight.trust.ledger.head import Trust
    from fanlight.trust.ledger.verify import verify_log

    wanted = _key_id(key)
    source, log = opened(ledger, vkey)
    entries: list[bytes] = []
    head = verify_log(source, Trust(log), lambda _, entry: entries.append(entry))
    found = list(_in_name_of(wanted, source, entries))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} of {head.checkpoint.size} entries of {head.checkpoint.origin} bear key {wanted}.")


def _in_name_of(key: str, source: Source, entries: list[bytes]) -> Iterator[str]:
    """One line an entry; what a home would take for void is said so, for a false signature is not the officer's."""
    from fanlight.trust.ledger.source import fetch_body
    from fanlight.trust.papers.entry import parse_body, parse_entry
    from fanlight.trust.papers.forms import PaperError
    from fanlight.trust.policy.in_force.fold import fold
    from fanlight.trust.policy.in_force.records import Seen

    seen: list[Seen] = []
    named: list[tuple[int, Entry, Body | None]] = []
    for index, raw in enumerate(entries):
        body = None
        try:
            entry = parse_entry(raw)
            body = fetch_body(source, entry.body) if entry.body else None
            said = parse_body(entry.kind, body) if body else None
        except PaperError:
            seen.append(Seen(index, raw, None, body))
            continue
        seen.append(Seen(index, raw, entry.at, body))
        if entry.by == key or (said and any(signature.key == key for signature in said.sigs)):
            named.append((index, entry, said))
    voids = {void.index: void.words for void in fold(seen).voids}
    for index, entry, said in named:
        yield _line(index, entry, said, key, voids.get(index))


def _line(index: int, entry: Entry, said: Body | None, key: str, void: str | None) -> str:
    from fanlight.trust.papers.request import Request

    roles = sorted({signature.role for signature in said.sigs if signature.key == key}) if said else []
    words = f"entry {index}: {entry.kind} {entry.id}"
    words += f", signed as {' and '.join(roles)}" if roles else ", its body is not there"
    if said and isinstance(said.paper, Request):
        words += f", case {said.paper.case}: {said.paper.facts[:80]}"
    return words + (f" (void: {void})" if void else "")


def _key_id(untrusted: str) -> str:
    if len(untrusted) == HEX32 and set(untrusted) <= set("0123456789abcdef"):
        return untrusted
    from fanlight.trust.papers.package.identity import WrongSigner, read_signer
    from fanlight.trust.papers.signatures import SoftwareSigner

    if not Path(untrusted).is_file():
        raise NoKeyId
    try:
        return SoftwareSigner(read_signer(file_start(Path(untrusted)))).key.id
    except WrongSigner:
        raise NoKeyId from None
