"""An agency's rate with its interval, where its residents are known and enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fanlight.record.pages.summary import Pointer, Rate, Series
from fanlight.record.register.agency import Agency
from fanlight.record.statistics.limits import FEWEST_RESIDENTS
from fanlight.record.statistics.rates import exact

FEWEST_DEATHS = 3  # below, the interval spans more than a factor of fifteen: too few to say
DAYS = 365.25


def rates_of(agency: Agency, rows: Mapping[str, Sequence[Pointer]], series: Sequence[Series]) -> dict[str, Rate]:
    """Rates by source with Garwood's exact interval; none without a population of its own."""
    if not agency.population or agency.population < FEWEST_RESIDENTS:
        return {}
    return {
        one.key: _rate(len(rows[one.key]), agency.population, one)
        for one in series
        if len(rows.get(one.key, ())) >= FEWEST_DEATHS
    }


def _rate(deaths: int, residents: int, one: Series) -> Rate:
    years = ((one.last - one.first).days + 1) / DAYS
    made = exact(deaths, residents * years)
    return Rate(deaths, round(made.value, 4), round(made.low, 4), round(made.high, 4))
