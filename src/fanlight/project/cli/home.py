"""`fanlight home`: all processes of a home until it is told to stop."""

from __future__ import annotations

import sys

import click

from fanlight.project.environ import environ
from fanlight.project.home_processes import HomeSupervisor


@click.command()
def home() -> None:
    """Run a home: recorder, pages, telling, and the demo unless FANLIGHT_DEMO=0."""
    sys.exit(HomeSupervisor(environ()).run())
