"""`fanlight commons`: all processes of a commons until it is told to stop."""

from __future__ import annotations

import sys

import click

from fanlight.project.commons_processes import CommonsSupervisor
from fanlight.project.environ import environ


@click.command()
def commons() -> None:
    """Run a commons: public pages, log, mailbox; a made-up community unless FANLIGHT_DEMO=0."""
    sys.exit(CommonsSupervisor(environ()).run())
