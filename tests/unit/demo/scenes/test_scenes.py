"""What the drawn scenes promise to those who show and record them."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.demo.cast import DEMO_CAMERAS
from fanlight.demo.scenes import canvas
from fanlight.demo.scenes.acts import place_at
from fanlight.demo.scenes.programme import ROUND, SCENES
from fanlight.demo.scenes.stage import Stage


def test_every_camera_has_day_and_night():
    """And nothing is drawn for a camera that is not there."""
    assert set(SCENES) == {camera.key for camera in DEMO_CAMERAS}
    assert all({"day", "night"} <= set(versions) for versions in SCENES.values())


def test_rounds_begin_and_end_quiet():
    """Nobody stands in the picture at the seam, or the loop would show."""
    for versions in SCENES.values():
        for scene in versions.values():
            assert all(act.stops[0][0] > 0 and act.stops[-1][0] < ROUND for act in scene.acts)


def test_something_moves_within_forty_seconds():
    """By day and by night, so that the first event is there within a minute."""
    for versions in SCENES.values():
        for scene in versions.values():
            assert min(moment.start for moment in scene.moments) <= 40


def test_moments_lie_within_their_acts():
    """What the past says happened is what is seen."""
    for versions in SCENES.values():
        for scene in versions.values():
            for moment in scene.moments:
                assert any(
                    act.stops[0][0] <= moment.start and moment.end <= act.stops[-1][0] + 0.01 for act in scene.acts
                )
                assert moment.press is None or moment.start < moment.press < moment.end


def test_place_at():
    """Between two stops the way is even; speed is in pixels a second."""
    stops = [(1.0, 0.0, 10.0), (3.0, 20.0, 10.0), (5.0, 20.0, 30.0)]
    assert place_at(stops, 2.0) == (10.0, 10.0, 10.0, 0.0)
    assert place_at(stops, 4.0) == (20.0, 20.0, 0.0, 10.0)


@pytest.fixture(scope="module")
def stages():
    scenes = [SCENES["front-door"][version] for version in ("day", "night", "night-lamp")]
    return [Stage(scene.place, scene.light, scene.acts, seed=1) for scene in scenes]


def test_night_is_darker_and_the_lamp_is_seen(stages):
    """Night has less than half the light of day; the lamp lights the path visibly."""
    day, night, lit = (stage.still.mean() for stage in stages)
    assert night < day / 2
    path = (slice(560, 720), slice(500, 800))
    assert stages[2].still[path].mean() > 1.5 * stages[1].still[path].mean()
    assert lit > night


def test_only_the_actor_changes_the_picture(stages):
    """Away from whoever walks, a frame is the still picture with its noise."""
    stage = stages[0]
    quiet, busy = stage.frame(1.0, 0), stage.frame(38.0, 0)
    changed = np.argwhere(np.abs(quiet[:720].astype(int) - busy[:720]) > 25)
    top, left = changed.min(axis=0)
    bottom, right = changed.max(axis=0)
    assert 500 < left < right < 780
    assert 250 < top < bottom < 690


def test_noise_never_repeats_at_once(stages):
    """Two frames in a row differ, as from a sensor."""
    one, two = stages[0].frame(1.0, 0), stages[0].frame(1.07, 1)
    difference = np.abs(one[:720].astype(int) - two[:720])
    assert 0.3 < difference.mean() < 4


def test_outline():
    """Absolute and relative commands of SVG's paths."""
    points = canvas.outline("M1 2h3V6l-1 -1Q3 3 1 2z")
    assert points[:4].tolist() == [[1, 2], [4, 2], [4, 6], [3, 5]]
    assert points[-1].tolist() == [1, 2]
