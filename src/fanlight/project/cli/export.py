"""`fanlight export`: an event as a plain MP4, from before the movement to after it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanlight.ground.clock import SystemClock, micros
from fanlight.project.cli.home_data import in_home

if TYPE_CHECKING:
    from fanlight.home.archive.models.events import Event

WAIT = 60.0  # s for an event that still goes on
LOOK = 0.5  # s between looks
SYNCED_US = 8_000_000  # what was recorded is listed after 5 s; a busy disk may take a little longer


@click.command()
@click.argument("number", metavar="EVENT", type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@in_home
def export(number: int, out: Path, force: bool) -> None:
    """Write an event as a plain MP4; one that goes on is waited for, up to a minute."""
    from fanlight.home.archive.actions.events import event_by_number
    from fanlight.home.archive.clips import clip_of
    from fanlight.home.archive.export import export as exported
    from fanlight.home.archive.export import refuse_taken

    event = event_by_number(number)
    refuse_taken(out, force=force)  # before the wait, not after it
    event = _awaited(event)
    result = exported(clip_of(event), out, force=force)
    if event.end_us is None:
        click.echo("The event still goes on; the file ends where its footage does.", err=True)
    for words in result.words:
        click.echo(words, err=True)
    click.echo(f"{out}: {result.seconds:.1f} s")


def _awaited(event: Event) -> Event:
    """The event once it is over and its post-roll is on disk, or as it is after a minute."""
    until = time.monotonic() + WAIT
    while not _is_whole(event) and time.monotonic() < until:
        time.sleep(LOOK)
        event.refresh_from_db(fields=["end_us", "last_us"])
    return event


def _is_whole(event: Event) -> bool:
    from fanlight.home.archive.clips import clip_span
    from fanlight.home.archive.models.footage import Segment

    if event.end_us is None:
        return False
    ends_us = clip_span(event)[1]
    if micros(SystemClock().now()) > ends_us + SYNCED_US:
        return True
    return Segment.objects.filter(camera=event.camera_id, stream="main", end_us__gte=ends_us).exists()
