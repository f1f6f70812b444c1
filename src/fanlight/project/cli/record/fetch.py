"""`fanlight record fetch`: the source files that public repositories hold, checked by hash."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.option("--data", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to put them in.")
@click.option("--base", metavar="URL", help="Another server with the same paths, as a mirror of one's own.")
def fetch(data: Path, base: str | None) -> None:
    """Get the source files into DATA; a download that was cut goes on where it ended."""
    from fanlight.record.sources.fetch import NotFetched, fetch_file, publishers

    known = publishers()
    failed = 0
    for pinned in known.files:

        def tell(done: int, name: str = pinned.name, size: int = pinned.size) -> None:
            if sys.stderr.isatty():
                click.echo(f"\r{name}: {done * 100 // size} %", nl=False, err=True)

        try:
            new = fetch_file(pinned, data, (base or known.base).rstrip("/"), tell=tell)
        except NotFetched as error:
            failed += 1
            click.echo(f"\r{error.words()}", err=True)
        else:
            click.echo(f"\r{pinned.name}: {'fetched' if new else 'there already'} ({pinned.what})")
    click.echo("Not to be had from a public repository with a hash that holds:")
    for one in known.missing:
        click.echo(f"  {one.what}; without it {one.differs}.")
    if failed:
        raise NotFetched(f"{failed} of {len(known.files)} files could not be fetched.")
