"""The disk of a commons, read for what a neighbour erased: database, write-ahead log, files, log, keys."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.flow.commons.board.traces import PLANTED, THEIRS, mark
from tests.house.tree import ROOT

pytestmark = pytest.mark.slow


def _run(data: Path, what: str) -> None:
    environment = {**os.environ, "FANLIGHT_DATA": str(data)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "tests.flow.commons.board.traces", what, str(data)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def _found(data: Path) -> set[str]:
    """Which marked words lie in any file, as they were typed."""
    disk = b"\0".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    return {name for name in (*PLANTED, THEIRS) if mark(name).encode() in disk}


def test_what_a_neighbour_erased_lies_in_no_file(tmp_path: Path) -> None:
    """All her words are there before, none after; the words of others stay. An endpoint was never there to read."""
    data = tmp_path / "data"
    _run(data, "plant")
    assert _found(data) == {*PLANTED, THEIRS} - {"endpoint"}
    _run(data, "erase")
    assert _found(data) == {THEIRS}


def test_every_table_of_the_board_is_named_where_its_personal_data_are_told() -> None:
    """A new table must be judged: docs/design/neighbourhood.md says what it holds of a person, and how long."""
    text = (ROOT / "docs" / "design" / "neighbourhood.md").read_text(encoding="utf-8")
    told = text.split("## What is kept of a person")[1].split("\n## ")[0]
    tables = [model._meta.object_name for model in apps.get_app_config("commons_board").get_models()]
    assert len(tables) > 8
    assert [name for name in tables if f"`{name}`" not in told] == []
