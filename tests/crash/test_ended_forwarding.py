"""Forwarding is ended by a process that is killed at each step; afterwards nothing leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crash.ended import STEPS

pytestmark = pytest.mark.slow
ALL = [(step, place) for step in STEPS for place in ("before", "after")]


def _run(data: Path, *words: str, dies: bool = False) -> str:
    environment = {**os.environ, "FANLIGHT_DATA": str(data)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.ended", words[0], str(data), *words[1:]],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == (-signal.SIGKILL if dies else 0), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sealed posts in the queue and one that waits."""
    data = tmp_path_factory.mktemp("ended") / "data"
    _run(data, "prepare")
    return data


@pytest.mark.parametrize(("step", "place"), ALL, ids=[f"{place} {step}" for step, place in ALL])
def test_nothing_leaves_after_an_ending_wherever_it_is_killed(
    prepared: Path, tmp_path: Path, step: str, place: str
) -> None:
    """Once the signed ending is durable nothing is handed out or sealed, before and after it is finished.

    Killed before that, the ending did not happen: the steward saw no answer, and signs again.
    """
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    _run(data, "end", step, place, dies=True)
    if (step, place) == ("mark", "before"):
        assert json.loads(_run(data, "after"))["begun"] is False
        _run(data, "end", "nothing", "never")
    told: dict[str, Any] = json.loads(_run(data, "after"))
    assert told == {
        "begun": True,
        "at_once": 0,
        "sent": 0,
        "mended": told["mended"],
        "later": 0,
        "alive": 0,
        "words": 0,
        "files": 0,
        "marks": 0,
        "ended": 1,
        "voids": 0,
    }
    assert told["mended"] == (0 if (step, place) in (("mark", "before"), ("finish", "after")) else 1)


def test_without_an_ending_the_queue_is_handed_out(prepared: Path, tmp_path: Path) -> None:
    """So that the test above shows the ending, and not a queue that never works."""
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    assert _run(data, "count").strip() == "2"
