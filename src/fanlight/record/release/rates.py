"""An agency's rate with its interval, alone and shrunk, where its residents are known and enough."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from fanlight.record.pages.summary import Pointer, Rate, Series
from fanlight.record.register.agency import Agency
from fanlight.record.statistics.limits import FEWEST_DEATHS, FEWEST_RESIDENTS
from fanlight.record.statistics.rates import Exposed, Prior, exact, prior_of, shrunk
from fanlight.record.statistics.rounding import rounded, significant

FEWEST_AGENCIES = 100  # below, the spread of rates is not known well enough to lean on
DAYS = 365.25
DIGITS = 4
Rows = Mapping[str, Mapping[str, Sequence[Pointer]]]


def priors_of(agencies: Collection[Agency], rows: Rows, series: Sequence[Series]) -> dict[str, Prior]:
    """By source the distribution of rates over agencies with enough residents; those of the crosswalk stay outside.

    Kept to four digits, so that what follows from it is the same wherever it is computed.
    """
    enough = [one for one in agencies if (one.population or 0) >= FEWEST_RESIDENTS and not one.from_crosswalk]
    if len(enough) < FEWEST_AGENCIES:
        return {}
    found = {}
    for one in series:
        made = prior_of(
            [
                Exposed(body.id, len(rows.get(body.id, {}).get(one.key, ())), (body.population or 0) * _years(one))
                for body in enough
            ]
        )
        if made:
            found[one.key] = Prior(significant(made.shape, 4), significant(made.rate, 4), made.agencies)
    return found


def rates_of(
    agency: Agency, rows: Mapping[str, Sequence[Pointer]], series: Sequence[Series], priors: Mapping[str, Prior]
) -> dict[str, Rate]:
    """Rates by source with Garwood's exact interval and shrunk; none without a population of its own."""
    if not agency.population or agency.population < FEWEST_RESIDENTS:
        return {}
    return {
        one.key: _rate(len(rows[one.key]), agency.population, one, priors.get(one.key))
        for one in series
        if len(rows.get(one.key, ())) >= FEWEST_DEATHS
    }


def _years(one: Series) -> float:
    return ((one.last - one.first).days + 1) / DAYS


def _rate(deaths: int, residents: int, one: Series, prior: Prior | None) -> Rate:
    made = exact(deaths, residents * _years(one))
    rate = Rate(deaths, rounded(made.value, DIGITS), rounded(made.low, DIGITS), rounded(made.high, DIGITS))
    if prior is None:
        return rate
    lean = shrunk(Exposed("", deaths, residents * _years(one)), prior)
    return Rate(*rate.alone, *(rounded(value, DIGITS) for value in (lean.value, lean.low, lean.high)))
