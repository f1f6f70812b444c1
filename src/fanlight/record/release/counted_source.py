"""One source's deaths in the headline's window, with what several sections count from them."""

from __future__ import annotations

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.series import FIRST, LAST
from fanlight.record.pages.words import SOURCES
from fanlight.record.statistics.limits import FEWEST_RESIDENTS
from fanlight.record.statistics.rates import Exposed
from fanlight.record.statistics.reference import Unit, units
from fanlight.record.statistics.window import Case, cases, deaths_by_agency, partners

YEARS = ((LAST - FIRST).days + 1) / 365.25


class Source:
    """Facts and key of a source, its deaths and who is a partner, its agencies as units of comparison."""

    def __init__(self, facts: Facts, key: str, series: str) -> None:
        self.facts, self.key, self.series, self.name = facts, key, series, SOURCES[key]
        self.cases: list[Case] = cases(facts, series)
        self.partners = partners(facts)
        self.counts = deaths_by_agency(self.cases)
        self.units: list[Unit] = units(facts.register, self.partners, self.counts)

    def exposed(self) -> list[Exposed]:
        """Agencies with residents enough for a rate, and their deaths."""
        return [Exposed(u.id, u.deaths, u.residents * YEARS) for u in self.units if u.residents >= FEWEST_RESIDENTS]
