"""The change detector: things are seen, light and noise are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.home.recorder.watch.change import Change, ChangeDetector
from fanlight.home.recorder.watch.masks import Masks
from fanlight.home.recorder.watch.settings import Zone

from .street import HEIGHT, WIDTH, lit, noisy, still, with_walker


def detector(zones: tuple[Zone, ...] = (), looks: int = 40, sigma: float = 1.5) -> ChangeDetector:
    """One that has seen the empty street."""
    one, rng = ChangeDetector(Masks(zones, WIDTH, HEIGHT)), np.random.default_rng(5)
    for number in range(looks):
        one.look(noisy(still(), rng, sigma), number * 0.2, alone=False)
    return one


def walk(one: ChangeDetector, y: int = 70, x: int = 100, step: int = 4, looks: int = 5, **size: int) -> list[Change]:
    """Looks at somebody who walks, after `one` has seen the street for eight seconds."""
    rng = np.random.default_rng(6)
    return [
        one.look(noisy(with_walker(still(), x + number * step, y, **size), rng), 8 + number * 0.2, alone=False)
        for number in range(looks)
    ]


@pytest.mark.parametrize(("width", "height"), [(4, 8), (6, 14), (12, 30), (40, 90), (110, 110)])
def test_somebody_who_walks_is_seen_at_any_distance(width, height):
    """From a far walker of 4 x 8 pixels to somebody at the door: every look but the first moves."""
    seen = walk(detector(), width=width, height=height, step=3, y=40)
    assert all(one.differs for one in seen)
    assert sum(one.moves for one in seen[1:]) >= 3


def test_the_box_is_where_somebody_is():
    """Within a few pixels, in ten-thousandths."""
    x, y, w, h = walk(detector())[-1].box
    assert abs(x - 116 / 320 * 10_000) < 300 and abs(y - 70 / 180 * 10_000) < 400
    assert 300 < w < 1000 and 1200 < h < 2400


@given(gain=st.floats(0.6, 1.6), ramp=st.integers(1, 30), seed=st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_light_that_changes_is_never_movement(gain, ramp, seed):
    """A lamp, a cloud, an exposure step: over one look or over six seconds, no look moves."""
    street, rng = still(seed), np.random.default_rng(seed)
    one = ChangeDetector(Masks((), WIDTH, HEIGHT))
    for number in range(100):
        share = min(1.0, max(0.0, (number - 40) / ramp))
        seen = one.look(noisy(lit(street, 1 + (gain - 1) * share), rng), number * 0.2, alone=False)
        assert not seen.moves, number


def test_headlights_that_sweep_over_the_ground_are_not_movement():
    """A soft bright patch that wanders brings no edges of its own."""
    one, rng = detector(), np.random.default_rng(7)
    across, down = np.arange(WIDTH)[None], np.arange(HEIGHT)[:, None]
    for number in range(15):
        glow = 35 * np.exp(-(((across - number * 24) / 45) ** 2) - ((down - 130) / 50) ** 2)
        lighted = np.clip(still() + glow, 0, 255).astype(np.uint8)
        assert not one.look(noisy(lighted, rng), 8 + number * 0.2, alone=False).moves


@given(sigma=st.floats(0.5, 6), seed=st.integers(0, 30))
@settings(max_examples=15, deadline=None)
def test_noise_is_learned(sigma, seed):
    """However noisy the sensor, an empty street does not move for long."""
    one, rng = ChangeDetector(Masks((), WIDTH, HEIGHT)), np.random.default_rng(seed)
    seen = [one.look(noisy(still(), rng, sigma), number * 0.2, alone=False) for number in range(60)]
    assert not any(look.moves for look in seen[10:])


def test_what_stays_is_not_movement():
    """A parked car differs and does not move; after the event it belongs to the scene."""
    one, rng = detector(), np.random.default_rng(8)
    parked = with_walker(still(), 150, 100, 50, 25)
    seen = [one.look(noisy(parked, rng), 8 + number * 0.2, alone=False) for number in range(6)]
    assert all(look.differs for look in seen) and not any(look.moves for look in seen[1:])
    one.settle()
    one.settle()
    assert not one.look(noisy(parked, rng), 10, alone=False).differs


def wall(step: int = 0) -> np.ndarray:
    """A smooth wall with a square on it that is `step` lighter."""
    out = still().astype(int) // 4 + 90
    out[80:92, 100:112] += step
    return out.astype(np.uint8)


def by_the_wall(zones: tuple[Zone, ...] = ()) -> ChangeDetector:
    """A detector that has seen the bare wall."""
    one, rng = ChangeDetector(Masks(zones, WIDTH, HEIGHT)), np.random.default_rng(4)
    for number in range(40):
        one.look(noisy(wall(), rng, 0.5), number * 0.2, alone=False)
    return one


def test_the_encoders_own_step_at_a_key_frame_is_carried_over():
    """A starved encoder redraws at a key frame what it had left out; with the step handed over nothing differs."""
    without, told = by_the_wall(), by_the_wall()
    told.rebase(wall(), wall(18))
    assert without.look(wall(18), 8, alone=False).differs
    assert not told.look(wall(18), 8, alone=False).differs


def test_places_that_flicker_are_remembered_and_forgotten():
    """A vain look raises the threshold there, not beside it, and for minutes only."""
    one = detector()
    for _ in range(4):
        one.places.vain((3000, 3500, 600, 1500))
    there, beside = one.places.factor()[90, 105], one.places.factor()[90, 280]
    assert there > 2 * beside
    one.places.fade(1_000.0)
    assert not one.places.any


LEFT = ((0, 0), (5000, 0), (5000, 10_000), (0, 10_000))
RIGHT = ((5000, 0), (10_000, 0), (10_000, 10_000), (5000, 10_000))


@pytest.mark.parametrize("purpose", ["ignore", "private"])
def test_nothing_counts_inside_ignored_and_private_zones(purpose):
    """The same walk counts beside the zone and not in it."""
    zone = Zone("hedge", purpose, LEFT)
    assert not any(look.differs for look in walk(detector((zone,)), x=60))
    assert any(look.moves for look in walk(detector((zone,)), x=220))


def test_only_change_inside_watch_zones_counts_and_the_zone_is_named():
    """The zone with most of the change is named."""
    zones = (Zone("path", "watch", LEFT), Zone("gate", "watch", RIGHT))
    assert {look.zone for look in walk(detector(zones), x=60)} == {"path"}
    assert {look.zone for look in walk(detector(zones), x=220)} == {"gate"}
    assert not any(look.differs for look in walk(detector(zones[:1]), x=220))


def test_the_slider_does_what_it_says():
    """What is weak counts at 100, not at 50; what is plain counts at 50, and a small thing not at 0."""

    def seen(sensitivity: int, step: int) -> bool:
        zone = Zone("all", "watch", (*LEFT[:1], *RIGHT[1:3], LEFT[3]), sensitivity)
        return by_the_wall((zone,)).look(wall(step), 8, alone=False).differs

    assert seen(100, 7) and not seen(50, 7)
    assert seen(50, 14) and not seen(0, 14)
