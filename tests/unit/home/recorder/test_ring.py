"""The ring: whole GOPs, bounded, and readers that fall behind lose only their own view."""

from __future__ import annotations

import pytest

from fanlight.home.recorder.packet import VIDEO_HZ, Packet
from fanlight.home.recorder.ring import ALL, LEAST, MOST, OVERHEAD, Budget, Ring
from tests.unit.home.recorder.pieces import RATE, STEP, packets


def filled(count: int, *, gop: int = RATE, size: int = 1000) -> Ring:
    ring = Ring(Budget())
    for packet in packets(count, gop=gop, size=size):
        ring.append(packet)
    return ring


def test_nothing_before_the_first_key_frame() -> None:
    """A run begins with a key frame; what comes before it cannot be decoded and is not kept."""
    ring = Ring(Budget())
    for packet in packets(20, gop=10, first=5):
        ring.append(packet)
    first = ring.take(0).packets[0]
    assert first.is_key and first.dts == 10 * STEP


def test_a_reader_gets_all_in_order() -> None:
    """Packets come once each and in order, in as many steps as the reader likes."""
    ring = filled(100)
    got: list[Packet] = []
    place = 0
    while (taken := ring.take(place, 7)).packets:
        assert not taken.lost and len(taken.packets) <= 7
        got += taken.packets
        place = taken.place
    assert [packet.dts for packet in got] == [number * STEP for number in range(100)]


def test_pre_roll_and_ten_seconds_are_held() -> None:
    """The ring holds pre-roll, the longest GOP and ten seconds at the measured rate, and not much more."""
    ring = filled(60 * RATE, gop=2 * RATE, size=16_000)
    assert 17 <= ring.seconds <= 21
    assert not ring.short
    assert ring.bits == pytest.approx(8 * RATE * (16_000 + OVERHEAD), rel=0.1)


def test_key_before_a_time() -> None:
    """A clip begins at the last key frame at or before the wanted time, else at the oldest one there is."""
    ring = filled(20 * RATE)
    place = ring.key_before(18 * VIDEO_HZ + 5)
    assert place is not None
    assert ring.take(place, 1).packets[0].dts == 18 * VIDEO_HZ
    oldest = ring.key_before(-1)
    assert oldest is not None and ring.take(oldest, 1).packets[0].is_key


def test_who_falls_behind_starts_at_a_key_frame() -> None:
    """A reader whose place is gone is told so and goes on at a key frame."""
    ring = filled(60 * RATE)
    taken = ring.take(3)
    assert taken.lost and taken.packets[0].is_key


def test_a_gop_is_given_when_the_next_has_begun() -> None:
    """The disk gets whole GOPs, and no packet of the one that goes on."""
    ring = filled(RATE + 3)
    taken = ring.take_gop(0)
    assert len(taken.packets) == RATE
    assert not ring.take_gop(taken.place).packets


def test_a_long_gop_is_given_in_parts() -> None:
    """Without key frames the disk does not wait for ever: what waits is what a power cut costs."""
    ring = filled(8 * RATE, gop=1000)
    assert ring.take_gop(0).packets


def test_bounded_without_key_frames() -> None:
    """A stream that sends no key frame for minutes does not fill the memory; readers that keep up lose nothing."""
    ring = Ring(Budget())
    place, got = 0, 0
    for packet in packets(4000, gop=100_000, size=20_000):
        ring.append(packet)
        taken = ring.take(place)
        assert not taken.lost
        place, got = taken.place, got + len(taken.packets)
        assert ring.size <= MOST + 25_000
    assert got == 4000


def test_all_rings_share_one_budget() -> None:
    """Ten noisy cameras stay together below 96 MiB, and each says that it holds too little."""
    budget = Budget()
    rings = [Ring(budget) for _ in range(10)]
    for packet in packets(40 * RATE, size=150_000):
        for ring in rings:
            ring.append(packet)
    assert sum(ring.size for ring in rings) <= ALL * 1.05
    assert all(ring.short for ring in rings)


def test_a_ring_that_is_left_gives_its_share_back() -> None:
    """What a camera that is gone had may be used by the others."""
    budget = Budget(4 * LEAST)
    assert budget.grant(1, 4 * LEAST) == 4 * LEAST
    assert budget.grant(2, 4 * LEAST) == 2 * LEAST
    budget.leave(1)
    assert budget.grant(2, 4 * LEAST) == 4 * LEAST


def test_forget_keeps_places() -> None:
    """A ring that is given back tells its readers that they have lost something instead of going back in time."""
    ring = filled(3 * RATE)
    ring.forget()
    assert ring.size == 0 and not ring.take(0).packets
