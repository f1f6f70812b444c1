"""`fanlight demo`: what only a made-up community can do; a real one refuses."""

from __future__ import annotations

import re
from pathlib import Path

import click

from fanlight.ground.errors import FanlightError
from fanlight.project.environ import environ

UNITS = {"m": 60, "h": 3_600, "d": 86_400}  # s


class NoSpan(FanlightError):
    """This is no span of time."""

    remedy = "Write it as 12h, 30m or 2d."
    exit_code = 2


@click.group()
def demo() -> None:
    """Move the made-up community's time; take a request all the way."""


@demo.command("pass")
@click.argument("span")
def pass_time(span: str) -> None:
    """Let SPAN pass (12h, 30m, 2d) for commons, witnesses and home together; only where the log lies under .invalid."""
    from fanlight.commons.log.operated import founding_of
    from fanlight.ground.moved_clock import move
    from fanlight.ground.wake import wake_tend

    match = re.fullmatch(r"([1-9][0-9]{0,4})([mhd])", span)
    if match is None:
        raise NoSpan(f"“{span}” is no span of time.")
    here = environ()
    origin = founding_of(here.commons_data / "log").origin
    ahead = move(origin, here.data / "demo" / "clock", int(match[1]) * UNITS[match[2]])
    for data in (here.commons_data, here.data):
        wake_tend(data)
    click.echo(f"{span} have passed; the demo is {ahead // 3600} h {ahead % 3600 // 60} min ahead.")


@demo.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder to fill.")
def ask(out: Path) -> None:
    """Take one request all the way, headless: OUT gets package, package.age, the agency's identity and the log."""
    from fanlight.project.demo_ask import go

    go(out.absolute(), lambda line: click.echo(line, err=True))
