"""An agency's rate with its interval, where its residents are known and enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fanlight.record.pages.summary import Pointer, Rate, Series
from fanlight.record.pages.words import FEWEST_RESIDENTS
from fanlight.record.register.agency import Agency

FEWEST_DEATHS = 3  # below, the interval spans more than a factor of fifteen: too few to say
PER = 100_000
DAYS = 365.25
LEVEL = 0.95


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
    from scipy.stats import gamma  # type: ignore[import-untyped]

    years = ((one.last - one.first).days + 1) / DAYS
    scale = PER / (residents * years)
    rest = (1 - LEVEL) / 2
    low = float(gamma.ppf(rest, deaths)) * scale
    high = float(gamma.ppf(1 - rest, deaths + 1)) * scale
    return Rate(deaths, round(deaths * scale, 4), round(low, 4), round(high, 4))
