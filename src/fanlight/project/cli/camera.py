"""`fanlight camera`: add, list and remove cameras, also while the home runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from fanlight.ground.clock import SystemClock
from fanlight.ground.errors import FanlightError
from fanlight.project.cli.home_data import in_home, iso, local, print_json, print_table

if TYPE_CHECKING:
    from fanlight.home.archive.models.cameras import Camera

NOT_RUNNING = "Fanlight is not running."
LONGEST_PASSWORD = 1024


class NoPassword(FanlightError):
    """No password came on standard input."""

    remedy = 'Pipe it in, as: printf %s "$PASSWORD" | fanlight camera add … --password-stdin'


@click.group()
def camera() -> None:
    """Add, list and remove cameras."""


@camera.command()
@click.argument("url")
@click.option("--name", required=True, help="What the house calls it.")
@click.option("--sub", "sub_url", default="", metavar="URL", help="The small stream, to watch cheaply.")
@click.option("--place", default="", help="As it follows a verb: “on the path”.")
@click.option("--user", "username", default="", help="User name at the camera.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--sound", is_flag=True, help="Record sound too.")
@click.option("--always", is_flag=True, help="Record always, not on movement only.")
@click.option("--prompt", is_flag=True, help="Watch every picture: for the front door.")
@click.option("--doorbell", is_flag=True, help="It has a bell button.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@in_home
def add(password_stdin: bool, as_json: bool, always: bool, **facts: Any) -> None:
    """Add a camera by its RTSP URL; a user name and password in it are taken out and stored encrypted."""
    password = _password() if password_stdin else ""
    from fanlight.home.archive.actions import cameras

    row = cameras.add(now=SystemClock().now(), password=password, recording="always" if always else "events", **facts)
    if as_json:
        print_json({"id": row.pk, "state": row.state})
    else:
        click.echo(f"Camera {row.pk}, {row.name}, is added.")


@camera.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@in_home
def list_(as_json: bool) -> None:
    """All cameras with their state."""
    from fanlight.home.archive import recorder_link
    from fanlight.home.archive.models.cameras import Camera

    rows = list(Camera.objects.filter(removed_us=None))
    is_running = bool(rows) and recorder_link.running()
    facts = [_facts(row, is_running) for row in rows]
    if as_json:
        print_json(facts)
    elif not facts:
        click.echo("No camera yet. Add one: fanlight camera add --name NAME rtsp://…")
    else:
        print_table(
            ("ID", "NAME", "STATE", "SINCE", "WORDS"),
            [
                (f["id"], f["name"], f["state"], local(row.state_since_us), f["words"])
                for f, row in zip(facts, rows, strict=True)
            ],
        )


@camera.command()
@click.argument("number", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@in_home
def remove(number: int, as_json: bool) -> None:
    """Remove a camera; its footage stays until retention deletes it."""
    from fanlight.home.archive.actions import cameras

    row = cameras.camera_by_number(number)
    cameras.remove(camera=row, now=SystemClock().now())
    if as_json:
        print_json({"id": row.pk, "state": "removed"})
    else:
        click.echo(f"Camera {row.pk}, {row.name}, is removed. Its footage stays until its time is over.")


def _facts(row: Camera, is_running: bool) -> dict[str, Any]:
    """A state that nobody keeps up to date is not told as if it were true."""
    state, words = (row.state, row.state_words) if is_running else ("connecting", NOT_RUNNING)
    return {"id": row.pk, "name": row.name, "state": state, "since": iso(row.state_since_us), "words": words}


def _password() -> str:
    password = sys.stdin.readline(LONGEST_PASSWORD).rstrip("\r\n")
    if not password:
        raise NoPassword
    return password
