"""The same tests of petitions on PostgreSQL, and none of its own but that it is PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests import postgresql

ROOT = Path(__file__).resolve().parents[4]
SETTINGS = "fanlight.project.settings.testing_postgresql"


@pytest.mark.postgresql
@pytest.mark.slow
def test_all_tests_of_petitions_hold_on_postgresql(tmp_path: Path) -> None:
    """In a process of their own, as Django has one set of settings; pytest makes a database and drops it."""
    with postgresql.server() as url:
        named = url.rpartition("/")[0] + f"/fanlight_{os.getpid()}"
        environment = {**os.environ, "DATABASE_URL": named, "FANLIGHT_DATA": str(tmp_path)}
        command = [sys.executable, "-m", "pytest", f"--ds={SETTINGS}", "-m", "not postgresql"]
        done = subprocess.run(
            [*command, str(Path(__file__).parent)], cwd=ROOT, env=environment, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    """Else the test above would run on SQLite and hold as well."""
    asked = "postgresql" if os.environ.get("DJANGO_SETTINGS_MODULE") == SETTINGS else "sqlite"
    assert connection.vendor == asked
