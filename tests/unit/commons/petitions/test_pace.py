"""A flood from one network is slowed, others are not, and nobody is shut out for good."""

from __future__ import annotations

from fanlight.commons.petitions.rules.pace import BURST, KNOWN, Pace


def test_a_flood_is_slowed_and_its_neighbours_are_not() -> None:
    """Forty at once, then one every six seconds; another network is not touched."""
    pace = Pace(b"k" * 32)
    assert [pace.wait("203.0.113.7", 0.0) for _ in range(BURST)] == [0.0] * BURST
    assert 5.9 < pace.wait("203.0.113.99", 0.0) <= 6.0  # the same /24
    assert pace.wait("198.51.100.1", 0.0) == 0.0
    assert pace.wait("203.0.113.7", 6.1) == 0.0
    assert pace.wait("203.0.113.7", 6.2) > 0


def test_it_fills_again_and_holds_no_more_than_the_burst() -> None:
    """A day later it is as at the beginning, not a thousand at once."""
    pace = Pace(b"k" * 32)
    pace.wait("2001:db8::1", 0.0)
    assert sum(pace.wait("2001:db8:0:ffff::2", 86_400.0) == 0 for _ in range(100)) == BURST


def test_nonsense_shares_one_bucket_and_memory_is_bounded() -> None:
    """A proxy that names no address cannot be a way round, nor can many networks fill the memory."""
    pace = Pace(b"k" * 32)
    assert sum(pace.wait(text, 0.0) == 0 for text in ["", "x", "1.2.3", "::g"] * 20) == BURST
    for number in range(KNOWN + 500):
        pace.wait(f"10.{number >> 8 & 255}.{number & 255}.1", 1.0) if number < 65_536 else None
    assert len(pace._buckets) <= KNOWN + 1
