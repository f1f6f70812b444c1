"""The demo's home follows the demo's commons: once, as soon as that answers, and only where it is made up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from fanlight.demo.community.founding import LATITUDE, LONGITUDE
from fanlight.ground.clock import Clock
from fanlight.ground.moved_clock import clock_for, is_made_up
from fanlight.home.asks.actions import joining, matching
from fanlight.home.asks.models.following import Following
from fanlight.project.environ import Environ

LOG = "log"  # folder of the log within the commons' data, where its key lies in words


def join_demo(environ: Environ, clock: Clock) -> bool:
    """Returns whether the home follows now. Who left it stays away: the mark is written once."""
    mark = environ.data / "demo" / "joined"
    if not environ.demo or not environ.commons or mark.exists() or Following.objects.exists():
        return False
    key = environ.commons_data / LOG / "vkey"
    if not key.exists():
        return False  # the commons is not founded yet
    found = joining.look(untrusted_url=environ.commons_origin)
    if found.vkey != key.read_text().strip() or not is_made_up(found.founding.origin):
        return False
    now = clock_for(found.founding.origin, clock, moved_clock_file(environ)).now()
    joining.join(found=found, pinned=found.hash, by=None, now=now)
    matching.set_place(latitude=LATITUDE, longitude=LONGITUDE, now=now)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(found.hash)
    return True


def moved_clock_file(environ: Environ) -> Path:
    return environ.data / "demo" / "clock"


def turn(environ: Environ, clock: Clock, now: datetime) -> None:
    """A chore of tend: a commons that does not answer yet is asked again."""
    try:
        join_demo(environ, clock)
    except joining.NoCommons:
        return  # it is being started
