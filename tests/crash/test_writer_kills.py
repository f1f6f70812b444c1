"""SIGKILL in the middle of writes: segments, index and recovery alone, as fast as the machine allows."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from fanlight.home.recorder.packet import VIDEO_HZ
from tests.crash.hasty import CAMERAS, NOTE, NOTES
from tests.crash.home import fragments_of, home

KILLS = 100
SEED = 20261124
GOP_S = [1, 2, 3]  # of the three cameras


@pytest.mark.slow
def test_a_hundred_kills_cost_no_listed_footage_and_one_gop(tmp_path: Path) -> None:
    """Whatever system call the kill meets: what was listed stays; what was written is recovered but for one GOP."""
    chance = random.Random(SEED)
    worst = -max(GOP_S)
    with home(tmp_path, "writer", [f"rtsp://127.0.0.1:9/{number}" for number in range(CAMERAS)]) as made:
        (made.data / NOTES).write_bytes(bytes(NOTE.size * CAMERAS))
        noted: list[tuple[int, int, int]] = []
        for _ in range(KILLS):
            pid = made.start()
            time.sleep(chance.uniform(0.0, 0.25))
            assert made.end(pid, signal.SIGKILL) == -signal.SIGKILL
            made.assert_nothing_listed_is_lost()
            data = (made.data / NOTES).read_bytes()
            noted += [(number, *NOTE.unpack_from(data, number * NOTE.size)[::2]) for number in range(CAMERAS)]
        made.start("mend")
        assert made.wait() == 0
        listed = {row.facts.id: row for row in made.rows()}
        for camera, segment, ticks in noted:
            kept = sum(fragment.duration for fragment in listed[segment].facts.fragments) if segment in listed else 0
            lost = (ticks - kept) / VIDEO_HZ
            assert lost <= GOP_S[camera] + 0.1
            worst = max(worst, lost - GOP_S[camera])
        print(f"{KILLS} kills, {len(fragments_of(made.rows()))} fragments, at most {worst:+.2f} s against one GOP")
        assert made.command("check", "--json")["open"] == 0
