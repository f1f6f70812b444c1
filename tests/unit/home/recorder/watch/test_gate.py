"""The gate hears movement in packet sizes and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.home.recorder.watch.gate import Gate


def _sizes(
    seconds: float, bump: tuple[float, float, float] | None, gop_s: float = 4.0, seed: int = 1
) -> list[tuple[float, int, bool]]:
    rng = np.random.default_rng(seed)
    out = []
    for number in range(int(seconds * 15)):
        at = number / 15
        is_key = number % int(gop_s * 15) == 0
        after_key = 1 + 2 * np.exp(-(at % gop_s) / 0.5)
        size = 40_000 if is_key else 800 * after_key * float(np.exp(rng.normal(0, 0.15)))
        if bump and bump[0] <= at < bump[1] and not is_key:
            size *= bump[2]
        out.append((at, int(size), is_key))
    return out


def _pressures(sizes: list[tuple[float, int, bool]]) -> list[tuple[float, float]]:
    gate = Gate(1920 * 1080)
    return [(at, gate.feed(at, size, key).pressure) for at, size, key in sizes]


def test_a_passer_by_raises_the_pressure():
    """Packets half as large again for two seconds are heard within a second and a half."""
    fired = [at for at, pressure in _pressures(_sizes(90, (60.0, 62.0, 1.5))) if pressure >= 1]
    assert fired and 60 <= fired[0] <= 61.5


def test_large_packets_after_each_key_frame_are_normal():
    """The first packets after a key frame are three times larger in every GOP; that is no movement."""
    assert all(pressure < 1 for at, pressure in _pressures(_sizes(120, None)) if at > 20)


def test_noise_fills_the_packets():
    """From 0.025 bit a pixel on the gate says that it is deaf."""
    gate = Gate(640 * 360)
    for number in range(300):
        reading = gate.feed(number / 15, 2_000, number % 30 == 0)
    assert reading.saturated


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.integers(0, 10_000_000), st.booleans()), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_times_and_sizes_are_borne(packets):
    """Clocks that jump and packets of any size give a number, never an error or an endless loop."""
    gate = Gate(0)
    for at, size, key in packets:
        assert gate.feed(at, size, key).pressure >= 0
