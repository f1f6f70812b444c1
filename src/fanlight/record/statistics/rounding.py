"""Rounding of what is shipped, in decimal: noise in a last binary digit (another BLAS, another libm) changes no digit.

A value that lies on a tie but for such noise is first cut to ten significant digits, so that it lies on the tie again.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

SIGNIFICANT = 10  # double precision has 15 to 17; sums and fits here agree in at least twelve


def fixed(value: float, digits: int) -> str:
    """As many digits after the point as asked for; a nought has no sign."""
    cut = Decimal(f"{value:.{SIGNIFICANT - 1}e}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    return f"{cut if cut else abs(cut):f}"


def rounded(value: float, digits: int) -> float:
    """The same as a number."""
    return float(fixed(value, digits))


def significant(value: float, digits: int) -> float:
    """To a number of significant digits, by the same two steps."""
    cut = Decimal(f"{value:.{SIGNIFICANT - 1}e}")
    return float(round(cut, digits - 1 - cut.adjusted())) if cut else 0.0
