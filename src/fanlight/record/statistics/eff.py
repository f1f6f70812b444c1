"""What the Electronic Frontier Foundation's release of July 2020 states, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

COUNTED_UNTIL = date(2020, 6, 25)  # EFF took Ring's map on 22 to 25 June 2020


@dataclass(frozen=True, slots=True)
class Stated:
    """One source's figures; none where the release gives words alone."""

    agencies: int
    agencies_with_death: int | None  # with Fatal Encounters “roughly half”
    deaths: int
    partner_deaths: int

    @property
    def share(self) -> float:
        """Deaths that involve a partner, of all."""
        return self.partner_deaths / self.deaths


STATED = {"mpv": Stated(1403, 559, 6084, 2165), "fe": Stated(1403, None, 9635, 3382)}
