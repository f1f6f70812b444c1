"""The funnel's geometry: size to the right in per cent, rate upwards in px (square roots), limits as paths."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from fanlight.record.pages.words import grouped
from fanlight.record.statistics.funnel import Placed, common_of, lower, placed, upper
from fanlight.record.statistics.limits import FEWEST_RESIDENTS, FUNNEL
from fanlight.record.statistics.rates import PER, Exposed
from fanlight.record.statistics.rounding import fixed, rounded

HEIGHT, BASE, TOP = 334, 296, 14  # px
WIDE = 1000  # units of a path across the whole chart; the template stretches them
STEPS = 120  # points of a limit
COLUMNS = 160  # agencies inside the limits that would lie on each other are drawn as one dot
X_TICKS = ((10_000, "10 000"), (100_000, "100 000"), (1_000_000, "1 million"), (10_000_000, "10 million"))
Y_TICKS = (0.1, 0.5, 1, 2, 4, 8, 16, 32)
NAMES = {0.95: "95", 0.998: "998"}


class _Scale:
    """Residents and rates to places."""

    def __init__(self, found: Sequence[Exposed], years: float) -> None:
        self.years = years
        self.first, self.last = math.log(FEWEST_RESIDENTS), math.log(max(one.person_years for one in found) / years)
        self.most = 1.05 * max(PER * one.deaths / one.person_years for one in found)

    def x(self, residents: float) -> float:
        """A part of the width."""
        return (math.log(residents) - self.first) / max(self.last - self.first, 1e-9)

    def residents(self, part: float) -> float:
        """The other way."""
        return math.exp(self.first + part * (self.last - self.first))

    def y(self, rate: float) -> float:
        """Px from above."""
        return BASE - (BASE - TOP) * math.sqrt(rate / self.most)


def funnel_chart(name: str, found: Sequence[Exposed], years: float, partners: frozenset[str]) -> dict[str, Any]:
    """Limits, agencies inside as dots, agencies outside one by one; ids alone, the page knows the names."""
    scale, common = _Scale(found, years), common_of(found)
    every = list(zip(found, placed(found), strict=True))
    inside = Counter(
        (_whole(COLUMNS * scale.x(one.person_years / years)), _whole(scale.y(PER * one.deaths / one.person_years)))
        for one, where in every
        if not where.side
    )
    dots = [
        {"x": _cent(column / COLUMNS), "y": y, "r": fixed(min(1.4 + 0.5 * math.sqrt(count), 5.0), 1)}
        for (column, y), count in sorted(inside.items())
    ]
    outer = [_mark(scale, one, where, partners) for one, where in every if where.side and where.level < FUNNEL[-1]]
    marks = [_mark(scale, one, where, partners) for one, where in every if where.side and where.level == FUNNEL[-1]]
    return {
        "name": name, "height": HEIGHT, "base": BASE, "wide": WIDE, "text": BASE + 18, "words": BASE + 33,
        "tick_end": BASE + 5,
        "label": f"{name}: deaths a year for 100 000 residents of {grouped(len(found))} agencies against their "
        "residents, with limits of 95 % and 99.8 %. The tables have the numbers.",
        "common": _whole(scale.y(PER * common)), "common_words": f"all together {fixed(PER * common, 2)}",
        "limits": _limits(scale, common), "dots": dots, "outer": outer, "marks": marks,
        "ticks": [{"y": _whole(scale.y(one)), "text": f"{one:g}"} for one in Y_TICKS if one < 0.9 * scale.most],
        "sizes": [{"x": _cent(scale.x(size)), "text": text} for size, text in X_TICKS
                  if -1e-9 <= scale.x(size) <= 1],
    }  # fmt: skip


def _whole(value: float) -> int:
    return int(rounded(value, 0))


def _cent(part: float) -> str:
    return f"{fixed(100 * part, 2)}%"


def _mark(scale: _Scale, one: Exposed, where: Placed, partners: frozenset[str]) -> dict[str, Any]:
    return {
        "x": _cent(scale.x(one.person_years / scale.years)), "y": _whole(scale.y(PER * one.deaths / one.person_years)),
        "id": one.id, "partner": one.id in partners, "deaths": one.deaths, "expected": fixed(where.expected, 1),
    }  # fmt: skip


def _limits(scale: _Scale, common: float) -> list[dict[str, str]]:
    """Curves from left to right; a lower limit begins where no death at all would lie outside."""
    made = []
    for level in FUNNEL:
        over, under = [], []
        for step in range(STEPS + 1):
            years = scale.residents(step / STEPS) * scale.years
            high, low = upper(common * years, level), lower(common * years, level)
            over.append((step, scale.y(PER * high / years)))
            if low is not None:
                under.append((step, scale.y(PER * low / years)))
        for points in (over, under):
            if len(points) > 1:
                words = " ".join(f"{WIDE * step / STEPS:.0f} {rounded(y, 1):g}" for step, y in points)
                made.append({"level": NAMES[level], "d": f"M{words}"})
    return made
