"""What the drawn cameras play, and when the bell is rung in the picture."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fanlight.demo.cast import DEMO_CAMERAS
from fanlight.demo.playing import TURNS, Bell, _turns, press_times
from fanlight.demo.process import keep_light
from fanlight.demo.rtsp.cameras import Cameras
from fanlight.demo.rtsp.clip import Clip, Track, Unit
from fanlight.demo.scenes.programme import ROUND, SCENES
from fanlight.demo.scenes.shoot import GROUP, RATE


class Clock:
    """A clock that tests move."""

    def __init__(self, hour: int = 12) -> None:
        self.at = datetime(2026, 11, 24, tzinfo=UTC).astimezone().replace(hour=hour)
        self.passed = 0.0

    def now(self):
        return self.at + timedelta(seconds=self.passed)

    def monotonic(self):
        return self.passed


def lively() -> Clip:
    frames = int(ROUND * RATE)
    units = tuple(Unit(bytes([at % 251]), at * 6000, at * 6000, at % GROUP == 0) for at in range(frames))
    return Clip(Track("video", "h264", 90_000, units, frames * 6000), None)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cameras(clock):
    reels = {key: {version: _turns(key, lively()) for version in SCENES[key]} for key in SCENES}
    return Cameras(reels, clock=clock)


def test_somebody_comes_in_the_first_round():
    """Whatever the turns are, the first event is there within a minute, and every camera has its own."""
    assert set(TURNS) == {camera.key for camera in DEMO_CAMERAS}
    assert all("lively" in turns.split() for turns in TURNS.values())
    assert TURNS["front-door"].startswith("lively")


def test_quiet_round_repeats_the_last_group():
    """It has the lively round's times and key frames, and nothing that moves."""
    first, second = _turns("front-door", lively())[:2]
    assert [unit.dts for unit in second.video.units] == [unit.dts for unit in first.video.units]
    assert [unit.is_key for unit in second.video.units] == [unit.is_key for unit in first.video.units]
    assert {unit.data for unit in second.video.units} == {unit.data for unit in first.video.units[-GROUP:]}


def test_day_night_and_lamp(cameras):
    """Scenes follow the clock; the lamp shows at the front door, and other cameras stay as they are."""
    front, garden = cameras.mounts["front-door"].broadcast, cameras.mounts["garden"].broadcast
    expectations = [(12, False, "day"), (23, False, "night"), (23, True, "night-lamp"), (8, True, "day-lamp")]
    for hour, lamp, expected in expectations:
        keep_light(cameras, lamp, Clock(hour))
        assert front.showing == expected
        assert garden.showing == expected.removesuffix("-lamp")


def test_bell_rings_once_a_turn(cameras, clock):
    """While somebody watches by day, it rings when it is rung in the picture, and not by night."""
    rung: list[float] = []
    bell = Bell(cameras, lambda: rung.append(clock.passed))
    mount = cameras.mounts["front-door"]
    mount.broadcast.viewers = {object(): lambda: None}
    cameras.begin()
    turns, press = float(mount.broadcast.reel.seconds), press_times()["day"][0]
    while clock.passed < 2 * turns:
        clock.passed += 0.25
        bell.look()
    assert rung == [pytest.approx(press, abs=0.3), pytest.approx(turns + press, abs=0.3)]
    mount.broadcast.showing = "night"
    while clock.passed < 3 * turns:
        clock.passed += 0.25
        bell.look()
    assert len(rung) == 2


def test_bell_is_silent_without_viewers(cameras, clock):
    """What nobody could see did not happen."""
    rung: list[float] = []
    bell = Bell(cameras, lambda: rung.append(clock.passed))
    cameras.begin()
    while clock.passed < 100:
        clock.passed += 0.25
        bell.look()
    assert not rung
