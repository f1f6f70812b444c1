"""The real clips beside the checkout, by the real command: all that moves in them is found, light is not."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

FANLIGHT = Path(sys.executable).parent / "fanlight"
CLIPS = [
    "car-detection.mp4",
    "one-by-one-person-detection.mp4",
    "street_brightness_change.avi",
    "students-1m-480.mp4",
    "svc.avi",
    "traffic_camera.mp4",
    "vtest.avi",
    "walkers_720.mov",
]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("clip", CLIPS)
def test_all_that_moves_is_found_and_nothing_else(shared: Path, clip: str):
    """As ../shared/tools/score.py judges it, with nothing left out at the start."""
    done = subprocess.run(
        [FANLIGHT, "watch", shared / "video" / clip, "--json"], capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(rows[-1]) == {"duration_s", "cpu_s"}
    assert all(set(row) == {"start_s", "end_s", "confirmed_s", "zone", "score"} for row in rows[:-1])
    with (shared / "video" / "truth.csv").open() as file:
        quiet = not any(row["clip"] == clip and row["what"].startswith("movement") for row in csv.DictReader(file))
    scorer = [shared / "tools" / "score.py", shared / "video" / "truth.csv", clip, str(rows[-1]["duration_s"])]
    judged = subprocess.run(
        [sys.executable, *scorer, "--warm", "0"], input=done.stdout, capture_output=True, text=True, check=True
    )
    score = json.loads(judged.stdout)
    assert score["found"] == score["truth"] and score["false"] == 0
    assert quiet == (rows[:-1] == [])
