"""The demo's clock: forward only, and only for what can never be real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fanlight.ground.moved_clock import MOST, TimeIsReal, clock_for, move

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Still:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 1.0


def test_a_made_up_log_can_be_moved_forward(tmp_path: Path) -> None:
    """Each move adds; what reads it later agrees."""
    file = tmp_path / "demo" / "clock"
    clock = clock_for("commons.example.invalid/log", Still(), file)
    assert clock.now() == NOW
    assert move("commons.example.invalid/log", file, 43_200) == 43_200
    assert move("commons.example.invalid/log", file, 60) == 43_260
    assert clock.now() == NOW + timedelta(seconds=43_260)
    assert move("commons.example.invalid/log", file, -99) == 43_260
    assert move("commons.example.invalid/log", file, 10 * MOST) == MOST


@pytest.mark.parametrize(
    "origin", ["commons.example.org/log", "invalid", "commons.example.org/x.invalid", "commons.invalid.org/log", ""]
)
def test_a_real_log_refuses(tmp_path: Path, origin: str) -> None:
    """Neither does the command move it, nor does a reader heed a file that somebody wrote by hand."""
    file = tmp_path / "clock"
    with pytest.raises(TimeIsReal):
        move(origin, file, 60)
    file.write_text("86400")
    assert clock_for(origin, Still(), file).now() == NOW


@pytest.mark.parametrize("written", ["", "x", "-5", "1e9", "9" * 5000])
def test_nonsense_is_the_real_time(tmp_path: Path, written: str) -> None:
    """A damaged file must not stop a follower, nor send it into another century."""
    file = tmp_path / "clock"
    file.write_text(written)
    assert clock_for("a.invalid/log", Still(), file).now() == NOW
