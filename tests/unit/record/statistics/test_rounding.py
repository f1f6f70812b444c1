"""Noise in the last binary digits of what libraries compute changes no digit that is shipped."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from fanlight.record.statistics.rates import Exposed, exact, shrunk
from fanlight.record.statistics.reference import balance, matched
from fanlight.record.statistics.rounding import fixed, rounded, significant
from tests.unit.record.statistics.test_steps import YEARS, agencies

NOISE = 1e-12


def test_ties_stay_ties_under_noise() -> None:
    """Every tie of four digits, moved by a part in 10^12, is rounded as without; plain rounding is not."""
    moved = 0
    for number in range(1, 4000, 2):
        value = number / 20_000  # ends in five at the fifth digit
        texts = {fixed(value * (1 + shift), 4) for shift in (-NOISE, 0, NOISE)}
        assert len(texts) == 1
        assert len({rounded(value * (1 + shift), 4) for shift in (-NOISE, 0, NOISE)}) == 1
        moved += len({round(value * (1 + shift), 4) for shift in (-NOISE, NOISE)}) > 1
    assert moved > 1000


def test_rounding_is_to_the_even_digit_of_the_decimal() -> None:
    """Not of the nearest binary number: 2.675 is 2.68, and a nought has no sign."""
    assert fixed(2.675, 2) == "2.68" and fixed(2.665, 2) == "2.66" and round(2.675, 2) == 2.67
    assert (fixed(-0.001, 2), fixed(12.0, 0), fixed(1234.5, 1)) == ("0.00", "12", "1234.5")
    assert (significant(562702.358, 4), significant(0.00123449, 4), significant(0, 4)) == (562700.0, 0.001234, 0.0)


@pytest.mark.parametrize("shift", [-NOISE, NOISE])
def test_what_is_shipped_does_not_feel_noise(shift: float) -> None:
    """Rates alone and shrunk, a pair's difference and a balance, each from inputs moved by a part in 10^12."""
    from fanlight.record.statistics.rates import Prior

    prior = Prior(1.911, 562_700, 2841)
    for deaths in range(3, 60):
        years = 54_321.0 * deaths
        for make in (exact, lambda d, y: shrunk(Exposed("", d, y), prior)):
            one, other = make(deaths, years), make(deaths, years * (1 + shift))
            for name in ("value", "low", "high"):
                assert rounded(getattr(one, name), 4) == rounded(getattr(other, name), 4)
    found = agencies(600)
    made = matched(found)
    assert made
    for value in (made.difference, made.low, made.high, made.death_ratio, made.ratio_low, made.ratio_high):
        assert fixed(100 * value, 1) == fixed(100 * value * (1 + shift), 1)
    partners, others = [one for one in found if one.partner], [one for one in found if not one.partner]
    assert fixed(balance(partners, others).difference, 2) == fixed(balance(partners[::-1], others[::-1]).difference, 2)


def test_parts_of_a_death_are_whole_numbers() -> None:
    """Sums of thirds and sevenths are exact in any order, which floats are not."""
    from fanlight.record.statistics.multiverse import WHOLE

    assert all(WHOLE % number == 0 for number in range(1, 17))
    parts = [round(WHOLE / number) for number in range(1, 17)] * 50
    exactly = sum((Fraction(1, number) for number in range(1, 17)), Fraction()) * 50
    assert Fraction(sum(parts), WHOLE) == exactly
    assert int(np.array(parts[::-1], dtype=np.int64).sum()) == sum(parts)


@pytest.mark.slow
@pytest.mark.parametrize("shift", [-NOISE, NOISE])
def test_the_model_ships_the_same_digits(shift: float) -> None:
    """Another BLAS moves the fit in its last digits; the exposure moved by a part in 10^12 moves none that is shown."""
    from fanlight.record.statistics.model import rate_ratio

    found = agencies()
    one, other = rate_ratio(found, YEARS), rate_ratio(found[::-1], YEARS * (1 + shift))
    assert one and other
    for name in ("value", "low", "high"):
        assert fixed(getattr(one, name), 2) == fixed(getattr(other, name), 2)
    for name in ("standardised_partners", "standardised_others"):
        assert fixed(100 * getattr(one, name), 1) == fixed(100 * getattr(other, name), 1)
    assert replace(one, value=other.value).value == pytest.approx(one.value, rel=1e-6)
