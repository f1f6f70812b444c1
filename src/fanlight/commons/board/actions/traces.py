"""What is erased leaves the write-ahead log too: SQLite keeps pages as they were in it until somebody empties it."""

from __future__ import annotations

from django.db import connection


def empty_journal() -> bool:
    """True where nothing is left in it. A reader in the middle of a page holds it up; the next round tries again.

    https://sqlite.org/pragma.html#pragma_wal_checkpoint; PostgreSQL has no such file for a reader of the disk to find
    whole, and is left to its operator.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    return bool(row is not None and row[0] == 0)
