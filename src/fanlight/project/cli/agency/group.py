"""`fanlight agency`: keys, opening, signing and checking, on the agency's own machine."""

from __future__ import annotations

import click

from fanlight.project.cli.agency.check import check
from fanlight.project.cli.agency.fetch import fetch
from fanlight.project.cli.agency.key import key
from fanlight.project.cli.agency.open import open_package
from fanlight.project.cli.agency.read_post import read_post
from fanlight.project.cli.agency.sign import sign


@click.group()
def agency() -> None:
    """An agency's own tool: its keys are made here, packages are opened here, and neither goes anywhere."""


for command in (check, fetch, key, open_package, read_post, sign):
    agency.add_command(command)
