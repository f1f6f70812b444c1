"""Partnerships that began in each month, as bars in per cent of the chart's width."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fanlight.record.pages.chart import cent
from fanlight.record.pages.words import MONTHS

HEIGHT = 160  # px of the highest bar
TOP = 22
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month."""

    month: str
    words: str
    new: int
    total: int
    x: str
    width: str
    y: int
    height: int
    late: bool  # after the headline's window: the list lags there


@dataclass(frozen=True, slots=True)
class Growth:
    """The chart and its table."""

    bars: tuple[MonthBar, ...]
    years: tuple[tuple[str, str], ...]
    late_x: str
    late_width: str
    most: MonthBar
    most_at: str
    base: int = TOP + HEIGHT
    text: int = TOP + HEIGHT + 18
    height: int = TOP + HEIGHT + 26


def growth(starts: Mapping[str, int], last: date) -> Growth | None:
    """Months from the first start to the last, those without a start too."""
    if not starts:
        return None
    first, end = min(starts), max(starts)
    months = [f"{year:04}-{month:02}" for year in range(int(first[:4]), int(end[:4]) + 1) for month in range(1, 13)]
    months = [month for month in months if first <= month <= end]
    top, total, bars = max(starts.values()), 0, []
    step = 100 / len(months)
    for position, month in enumerate(months):
        new = starts.get(month, 0)
        total += new
        tall = round(HEIGHT * new / top)
        bars.append(
            MonthBar(
                month, f"{MONTHS[int(month[5:]) - 1]} {month[:4]}", new, total,
                cent(position * step + step * 0.12), cent(step * 0.76), TOP + HEIGHT - tall, tall,
                month > f"{last:%Y-%m}",
            )
        )  # fmt: skip
    years = tuple((cent(position * step), month[:4]) for position, month in enumerate(months) if month.endswith("-01"))
    late = next((position for position, bar in enumerate(bars) if bar.late), len(bars))
    most = max(bars, key=lambda bar: bar.new)
    return Growth(
        tuple(bars), years, cent(late * step), cent(100 - late * step), most, cent((bars.index(most) + 0.5) * step)
    )
