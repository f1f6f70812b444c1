"""What the commands that read a home's index share: it is opened, or the reason is said in one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

import click

from fanlight.ground.clock import from_micros
from fanlight.ground.errors import FanlightError
from fanlight.project.django_ready import migrate, ready

_P = ParamSpec("_P")


class IndexNotReadable(FanlightError):
    """The home's index cannot be read or written now."""

    remedy = (
        "Look whether its disk is full; after an update start Fanlight once, so that its tables are brought up to date."
    )


def in_home(command: Callable[_P, None]) -> Callable[_P, None]:
    """Django is set up and the tables are there, also where this home never ran; the database's errors become ours."""

    @wraps(command)
    def within(*args: _P.args, **kwargs: _P.kwargs) -> None:
        ready()
        from django.db import DatabaseError, connection

        try:
            if "home_archive_camera" not in connection.introspection.table_names():
                migrate()
            command(*args, **kwargs)
        except DatabaseError as error:
            raise IndexNotReadable(f"The home's index cannot be read or written now: {error}.") from None

    return within


def print_json(value: Any) -> None:
    """One line on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def iso(at_us: int | None) -> str | None:
    """ISO 8601 with offset."""
    return None if at_us is None else from_micros(at_us).isoformat()


def local(at_us: int) -> str:
    """As a person on this computer reads it."""
    at: datetime = from_micros(at_us).astimezone()
    return f"{at:%Y-%m-%d %H:%M:%S}"


def print_table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as what is in them."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(titles), *lines]) for n in range(len(titles))]
    for line in [list(titles), *lines]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
