"""Each fault of the GStreamer test camera, all at once on one recorder: recorded again, holes said, playable."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from fanlight.ground.clock import SystemClock, micros
from fanlight.home.recorder import client
from fanlight.home.recorder.index import CameraPlan
from tests.contract.cameras import clips
from tests.contract.cameras.gstreamer import Camera, served
from tests.contract.cameras.recorder import Recorded, recording

pytestmark = [pytest.mark.camera, pytest.mark.shared, pytest.mark.slow]

AFTER, LASTS = 6, 9
FAULTS = {
    "drop": f"drop:{AFTER}",
    "away": f"away:{AFTER}:{LASTS}",
    "freeze": f"freeze:{AFTER}:{LASTS}",
    "stall": f"stall:{AFTER}:{LASTS}",
    "corrupt": f"corrupt:{AFTER}:{LASTS}",
    "ahead": f"jump:{AFTER}:3600",
    "back": f"jump:{AFTER}:-4.9",
    "nokey": f"nokey:{AFTER}:{LASTS}",
}
AGAIN_S = 10.0
"""design/home.md, Figures: recording again after each fault."""
SEEN_S = 34.0


@dataclass
class Storm:
    """What came of it; times by the wall clock."""

    recorded: Recorded
    cameras: dict[str, Camera]
    offset: float  # wall clock minus monotonic

    def number(self, fault: str) -> int:
        return list(FAULTS).index(fault) + 1

    def fault_at(self, fault: str) -> float:
        return self.cameras[fault].fault_at() + self.offset

    def covered(self, fault: str) -> list[tuple[float, float]]:
        return self.recorded.covered(self.number(fault))


def _not_recording(data: Path) -> set[int]:
    """Cameras that do not record again; each is waited for alone: some faults come back after each of its starts."""
    waiting = {one["id"]: one["state"] for one in client.status(data)["cameras"]}
    until = time.monotonic() + 2 * (AFTER + LASTS)
    while waiting and time.monotonic() < until:
        for one in client.status(data)["cameras"]:
            if one["state"] == "recording":
                waiting.pop(one["id"], None)
        time.sleep(0.25)
    return set(waiting)


@pytest.fixture(scope="module")
def storm(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Storm]:
    folder = tmp_path_factory.mktemp("clips")
    clips.make(folder / "yard.mp4", seconds=8)
    data = tmp_path_factory.mktemp("data")
    with ExitStack() as stack:
        options = ("--user", "cam", "--password", "p:w/1")
        cameras = {
            name: stack.enter_context(served(shared / "tools", folder, *options, "--fault", fault))
            for name, fault in FAULTS.items()
        }
        plans = [
            CameraPlan(number, name, f"{camera.base}/yard", None, "cam", "p:w/1", recording="always")
            for number, (name, camera) in enumerate(cameras.items(), 1)
        ]
        offset = micros(SystemClock().now()) / 1e6 - time.monotonic()
        with recording(data, plans) as recorded:
            time.sleep(SEEN_S)
            assert _not_recording(data) == set()
        yield Storm(recorded, cameras, offset)


@pytest.mark.parametrize("fault", FAULTS)
def test_recorded_again(storm: Storm, fault: str) -> None:
    """Footage begins anew within 10 s of the camera's being back, and goes on to the end."""
    lasts = LASTS if fault in ("away", "freeze", "stall") else 0
    back = storm.fault_at(fault) + lasts
    spans = storm.covered(fault)
    again = next(start for start, end in spans if end > back + 0.5)
    assert again <= back + AGAIN_S


@pytest.mark.parametrize("fault", FAULTS)
def test_holes_are_said(storm: Storm, fault: str) -> None:
    """Whatever is not covered by footage is covered by a gap with a reason."""
    spans = storm.covered(fault)
    gaps = [row for row in storm.recorded.index.gaps.values() if row.camera == storm.number(fault)]
    for (_, end), (start, _) in pairwise(spans):
        said = sum(max(0.0, min(start, row.end_us / 1e6) - max(end, row.start_us / 1e6)) for row in gaps if row.end_us)
        assert said >= start - end - 1.5, f"{start - end:.1f} s without footage, {said:.1f} s said"
    assert all(row.end_us is not None and row.words for row in gaps)


@pytest.mark.parametrize("fault", FAULTS)
def test_segments_play(storm: Storm, fault: str) -> None:
    """Every segment is closed and opens; all but the damaged camera's decode picture for picture."""
    for row in storm.recorded.rows(storm.number(fault)):
        assert row.status == "closed"
        assert storm.recorded.decoded(row) > 0 or fault == "corrupt"


@pytest.mark.parametrize("fault", ["ahead", "back", "corrupt", "nokey"])
def test_no_picture_lost(storm: Storm, fault: str) -> None:
    """A camera whose clock jumps, whose data is damaged or whose key frames are missing has no hole."""
    assert len(storm.covered(fault)) == 1


@pytest.mark.parametrize(("fault", "state"), [("away", "unreachable"), ("freeze", "silent"), ("stall", "silent")])
def test_state_in_words(storm: Storm, fault: str, state: str) -> None:
    """Trouble is a state with words."""
    assert state in storm.recorded.states(storm.number(fault))
    assert storm.recorded.words(storm.number(fault)).strip()


def test_clock_jump_is_a_new_run(storm: Storm) -> None:
    """After a jump the footage has another run, and times by our clock."""
    for fault in ("ahead", "back"):
        rows = storm.recorded.rows(storm.number(fault))
        assert len({row.new.run for row in rows}) == 2
        assert all(abs(row.new.start_us / 1e6 - storm.fault_at(fault)) < 60 for row in rows)


def test_nothing_secret_is_said(storm: Storm) -> None:
    """No state and no gap carries the password."""
    said = repr(storm.recorded.index.states) + repr(storm.recorded.index.gaps)
    assert "p:w/1" not in said and "p%3Aw" not in said
