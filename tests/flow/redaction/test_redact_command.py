"""`fanlight redact` as others rely on it: the report's members, exit status, words on stderr, nothing overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest

from tests.flow.redaction.conftest import Redact
from tests.unit.home.asks.redact.drawn import HEIGHT, WIDTH, clip, still, walking, with_square

pytestmark = pytest.mark.slow
MARKER = "PLANTED-91c2"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Somebody crosses an empty scene that is seen before and after; the file has a title and sound."""
    lumas = (with_square(still(), walking(n - 20)) if 20 <= n < 50 else still() for n in range(80))
    return clip(tmp_path / "in.mp4", lumas, title=MARKER)


def test_a_file_becomes_a_covered_file_and_a_report(redact: Redact, source: Path, tmp_path: Path):
    """Boxes as filled, in the source's pixels, one entry a frame, seconds from the first frame on."""
    out, report = tmp_path / "out.mp4", tmp_path / "r.json"
    done = redact(source, "--out", out, "--report", report, "--text", "0,0,80,12")
    assert done.returncode == 0, done.stderr
    assert "only the file" in done.stderr and "100 %" in done.stderr and done.stdout == ""
    told = json.loads(report.read_text())
    assert list(told) == ["frames"] and len(told["frames"]) == 80
    assert all(set(one) == {"t", "boxes", "whole"} for one in told["frames"])
    assert told["frames"][10]["t"] == pytest.approx(1.0)
    for number in range(20, 50):
        x0, y0, x1, y1 = walking(number - 20)
        filled = np.zeros((HEIGHT, WIDTH), bool)
        for a, b, c, d in told["frames"][number]["boxes"]:
            filled[b:d, a:c] = True
        assert filled[y0:y1, x0:x1].all(), number
    for one in told["frames"]:
        assert [0, 0, 80, 12] in one["boxes"] or one["whole"]
        assert all(0 <= a < c <= WIDTH and 0 <= b < d <= HEIGHT for a, b, c, d in one["boxes"])
    assert MARKER.encode() not in out.read_bytes()
    with av.open(str(out)) as container:
        assert len(container.streams) == 1 and sum(1 for _ in container.decode(video=0)) == 80


def test_nothing_is_overwritten_unless_it_is_said(redact: Redact, source: Path, tmp_path: Path):
    """Neither the output nor the report, and never the source."""
    out = tmp_path / "out.mp4"
    out.write_text("mine")
    assert redact(source, "--out", out).returncode == 2 and out.read_text() == "mine"
    assert redact(source, "--out", source, "--force").returncode == 2
    assert redact(source, "--out", out, "--force").returncode == 0 and out.stat().st_size > 100


def test_what_cannot_be_opened_is_status_2(redact: Redact, tmp_path: Path):
    """Text, nothing, a folder; one line, no trace."""
    text = tmp_path / "a.mp4"
    text.write_text("no video")
    for path in (text, tmp_path / "missing.mp4", tmp_path):
        done = redact(path, "--out", tmp_path / "out.mp4")
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and not (tmp_path / "out.mp4").exists()


def test_without_the_models_it_is_status_3_and_nothing_is_written(redact: Redact, source: Path, tmp_path: Path):
    """Who stands still would be bare."""
    done = redact(source, "--out", tmp_path / "out.mp4", data=tmp_path / "empty")
    assert done.returncode == 3 and "--get-models" in done.stderr and not (tmp_path / "out.mp4").exists()


def test_zones_that_are_no_boxes_are_named(redact: Redact, source: Path, tmp_path: Path):
    """The usage error says which form is wanted."""
    for zone in ("1,2,3", "a,b,c,d", "9,9,3,3", "-1,0,3,3"):
        done = redact(source, "--out", tmp_path / "out.mp4", f"--zone={zone}")
        assert done.returncode == 2 and "--zone" in done.stderr
