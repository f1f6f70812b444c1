"""`fanlight events`: what happened, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from fanlight.ground.clock import micros
from fanlight.ground.errors import FanlightError
from fanlight.project.cli.home_data import in_home, iso, local, print_json, print_table

if TYPE_CHECKING:
    from fanlight.home.archive.models.events import Event


class WrongTime(FanlightError):
    """This is no time that can be read."""

    remedy = "Write it as 2026-11-24T14:21:00+01:00; without an offset it is this computer's time."


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--since", default="", metavar="ISO", help="Only events that began then or later.")
@click.option("--limit", default=100, type=click.IntRange(1, 100_000), help="At most so many.")
@in_home
def events(as_json: bool, since: str, limit: int) -> None:
    """What happened, newest first."""
    since_us = _since_us(since) if since else None
    from fanlight.home.archive.models.events import Event

    rows = Event.objects.select_related("camera").defer("scores").order_by("-start_us", "-pk")
    if since_us is not None:
        rows = rows.filter(start_us__gte=since_us)
    facts = [_facts(row) for row in rows[:limit]]
    if as_json:
        print_json(facts)
    elif not facts:
        click.echo("Nothing has moved." if not since else "Nothing has moved since then.")
    else:
        print_table(("ID", "CAMERA", "KIND", "START", "SECONDS"), [_line(row) for row in rows[:limit]])


def _facts(row: Event) -> dict[str, Any]:
    facts = {
        "id": row.pk,
        "camera": row.camera.name,
        "kind": row.kind,
        "start": iso(row.start_us),
        "end": iso(row.end_us),
    }
    return {**facts, "demo": True} if row.demo else facts


def _line(row: Event) -> tuple[object, ...]:
    length = "goes on" if row.end_us is None else f"{(row.end_us - row.start_us) / 1e6:.0f}"
    return row.pk, row.camera.name, row.kind, local(row.start_us), f"{length}{' (demo)' if row.demo else ''}"


def _since_us(untrusted_since: str) -> int:
    try:
        at = datetime.fromisoformat(untrusted_since.strip())
        return micros(at if at.tzinfo else at.astimezone())
    except (ValueError, OverflowError, OSError):
        raise WrongTime(f"--since “{untrusted_since}” is no time.") from None
