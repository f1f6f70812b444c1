"""What the page says while a clip is covered: frames of how many, and how long it still takes once that is known."""

from __future__ import annotations

import json
from pathlib import Path

from fanlight.home.asks.covering import Told


def test_frames_and_what_is_left(tmp_path: Path) -> None:
    """No guess in the first seconds; then the pace so far; the second pass counts the same frames anew."""
    now = [0.0]
    told = Told(tmp_path / "progress.json", 780, lambda: now[0])

    def said(share: float, at: float, pass_: str = "first") -> tuple[int, str]:
        now[0] = at
        assert getattr(told, pass_)(share)
        held = json.loads((tmp_path / "progress.json").read_text())
        return held["percent"], held["words"]

    assert said(0.0, 0.0) == (0, "Looking: frame 1 of 780")
    assert said(0.25, 2.0) == (17, "Looking: frame 195 of 780")
    assert said(0.5, 35.0) == (35, "Looking: frame 390 of 780, about 65 s left")
    assert said(1.0, 70.0) == (70, "Looking: frame 780 of 780, about 30 s left")
    assert said(0.5, 85.0, "second") == (85, "Filling: frame 390 of 780, about 15 s left")
    slow = Told(tmp_path / "progress.json", 10, lambda: now[0])
    slow.first(0.0)
    now[0] += 70
    slow.first(0.1)
    assert "about 16 min left" in (tmp_path / "progress.json").read_text()
