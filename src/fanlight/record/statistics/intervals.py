"""A share with its interval: Wilson's score interval (1927) and Clopper and Pearson's exact one (1934)."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.record.linkage.evaluate import wilson
from fanlight.record.statistics.limits import LEVEL


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its 95 % interval."""

    count: float
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 for an empty whole."""
        return self.count / self.total if self.total else 0.0


def wilson_share(count: int, total: int) -> Share:
    """Keeps its level where a share is near 0 or the group small."""
    _, low, high = wilson(count, total)
    return Share(count, total, low, high)


def binomial_share(count: int, total: int) -> Share:
    """Exact, as if each death were drawn for itself: too narrow, because deaths cluster in agencies."""
    from scipy.stats import beta  # type: ignore[import-untyped]

    rest = (1 - LEVEL) / 2
    low = float(beta.ppf(rest, count, total - count + 1)) if count else 0.0
    high = float(beta.ppf(1 - rest, count + 1, total - count)) if count < total else 1.0
    return Share(count, total, low, high)
