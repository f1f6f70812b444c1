"""Django for processes that are not its own web server: set up once, database brought up to date on request."""

from __future__ import annotations

import fcntl
import os
import sqlite3

import django
from django.db import DatabaseError, connection

from fanlight.ground.errors import FanlightError
from fanlight.project.environ import environ

HOME, COMMONS = "fanlight.project.settings.home", "fanlight.project.settings.commons"
LOCK = "tables.lock"


class DatabaseUnusable(FanlightError):
    """The database cannot be opened."""

    remedy = "Look at the file's owner and rights and at the disk; a backup of it can be put in its place."


def ready(settings: str = HOME) -> None:
    """Settings, apps and data directory are there; raises DatabaseUnusable in words instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    data = environ().commons_data if settings == COMMONS else environ().data
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"The data directory {data} cannot be made: {error.strerror}.",
            remedy="Set FANLIGHT_DATA to a folder you own.",
        ) from None
    django.setup()
    try:
        connection.ensure_connection()
    except (DatabaseError, sqlite3.Error) as error:
        name = connection.settings_dict["NAME"]
        raise DatabaseUnusable(f"The database {name} cannot be opened: {error}.") from None


def migrate() -> None:
    """Bring the tables up to date; a second process that would do so at the same moment waits."""
    from django.core.management import call_command

    is_commons = os.environ["DJANGO_SETTINGS_MODULE"] == COMMONS
    data = environ().commons_data if is_commons else environ().data
    try:
        with (data / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            call_command("migrate", verbosity=0, interactive=False)
    except OSError as error:
        raise DatabaseUnusable(f"The data directory {data} cannot be written: {error.strerror}.") from None
    except DatabaseError as error:
        raise DatabaseUnusable(f"The database cannot be brought up to date: {error}.") from None
