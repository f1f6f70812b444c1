"""S8: nothing of the project tells one face from another, and what would leave shows its faces covered."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import SHARED
from tests.house import test_no_faces
from tests.house.tree import ROOT
from tests.tour.house import RunningHome

LABELS = ROOT / "tests/data/faces/one-by-one-person-detection.json"
FROM, LENGTH = 75, 11  # s of the clip: somebody comes in and turns to the camera
COVERED = 0.95  # of a labelled face's area


def no_face_recognition(page: Page, home: RunningHome, out: Path) -> None:
    test_no_faces.test_no_dependency_recognises_faces()
    test_no_faces.test_no_code_calls_a_recogniser()
    test_no_faces.test_no_table_and_no_format_holds_a_face()
    test_no_faces.test_the_face_detector_gives_boxes_and_nothing_else()
    got = home.fanlight("redact", "--get-models")
    assert got.returncode == 0, got.stderr
    clip, film, report = home.data / "walk.mp4", home.data / "covered.mp4", home.data / "report.json"
    source = SHARED / "video" / json.loads(LABELS.read_text())["clip"]
    _ffmpeg("-ss", str(FROM), "-i", str(source), "-t", str(LENGTH), "-an", str(clip))
    done = home.fanlight("redact", str(clip), "--out", str(film), "--report", str(report), within=400)
    assert done.returncode == 0, done.stderr
    bare = _bare(report)
    assert not bare, f"faces that would leave uncovered: {bare}"
    out.mkdir(parents=True, exist_ok=True)
    _ffmpeg("-ss", "3", "-i", str(film), "-frames:v", "1", str(out / "s8-covered.png"))


def _bare(report: Path) -> list[dict[str, object]]:
    """Labelled faces less than 95 % of which is filled."""
    frames = json.loads(report.read_text())["frames"]
    bare = []
    for face in json.loads(LABELS.read_text())["faces"]:
        at = face["t"] - FROM
        if not 0 <= at < LENGTH:
            continue
        frame = min(frames, key=lambda one: abs(one["t"] - at))
        if not frame["whole"] and _share(face["box"], frame["boxes"]) < COVERED:
            bare.append(face)
    return bare


def _share(face: list[int], boxes: list[list[int]]) -> float:
    """Of the face's pixels, those that some box fills."""
    x0, y0, x1, y1 = face
    pixels = [(x, y) for x in range(x0, x1) for y in range(y0, y1)]
    filled = sum(any(a <= x < c and b <= y < d for a, b, c, d in boxes) for x, y in pixels)
    return filled / len(pixels)


def _ffmpeg(*arguments: str) -> None:
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
