"""`fanlight record release`: the summary release that the repository carries."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.project.cli.record.build import DATA


@click.command()
@DATA
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder; else the repository's own.")
@click.option("--without", multiple=True, metavar="SOURCE", help="Leave a source out: mpv, fe, pursuits.")
def release(data: Path, out: Path | None, without: tuple[str, ...]) -> None:
    """Write the summary release from DATA: counts and pointers, no person but the six that EFF names."""
    from fanlight.record.pipeline import read_facts
    from fanlight.record.release.make import make_release
    from fanlight.record.release.published import PUBLISHED

    folder = out or PUBLISHED
    sizes = make_release(read_facts(data), folder, without=frozenset(without))
    for name, size in sizes.items():
        click.echo(f"{name:20} {size:9,} bytes")
    click.echo(f"{folder}: {sum(sizes.values()):,} bytes")
