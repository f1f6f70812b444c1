"""`fanlight record outlines`: gets the outlines of the states for the record's map."""

from __future__ import annotations

from pathlib import Path

import click

from fanlight.project.environ import environ
from fanlight.project.record_site import OUTLINES_FOLDER


@click.command()
@click.option("--into", type=click.Path(path_type=Path), help="Where to put them; by default the data directory.")
@click.option("--quietly", is_flag=True, help="Say nothing when they are there already.")
def outlines(into: Path | None, quietly: bool) -> None:
    """Fetch the outlines of the states (0.6 MB, with npm), check them by their hash, put them in place."""
    from fanlight.project.npm import npm
    from fanlight.record.release import outlines as getting

    folder = into or environ().data / OUTLINES_FOLDER
    if not getting.is_there(folder):
        click.echo("Getting the outlines of the states for the record's map (0.6 MB)", err=True)
        getting.get(folder, npm())
    if not quietly:
        click.echo(f"The outlines are in {folder}.")
