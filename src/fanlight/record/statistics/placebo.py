"""What a list of other agencies alike in kind and size would give, and the partners in years before any partnership."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.record.deaths.facts import Facts
from fanlight.record.statistics.attribution import attributed
from fanlight.record.statistics.clusters import SEED
from fanlight.record.statistics.limits import LEVEL
from fanlight.record.statistics.reference import Unit
from fanlight.record.statistics.window import Case, cases

LISTS = 1000
MOVED = (date(2013, 1, 1), date(2014, 12, 31))  # outside the headline's window and before Ring's first, March 2018


@dataclass(frozen=True, slots=True)
class Placebo:
    """Shares of deaths that random lists give, drawn within kind and size."""

    lists: int
    median: float
    low: float
    high: float
    at_least_ours: int  # lists whose share is as high as that of Ring's list or higher
    ours: float  # that of Ring's list among the same agencies


@dataclass(frozen=True, slots=True)
class Moved:
    """The same partners in a window that ended before the first partnership began."""

    first: date
    last: date
    partner_deaths: int
    deaths: int


def strata_of(found: Sequence[Unit]) -> list[tuple[list[str], int]]:
    """Agencies of each kind and size with the number of partners among them."""
    strata: dict[tuple[str, int], list[Unit]] = {}
    for one in found:
        strata.setdefault((one.kind, one.size), []).append(one)
    return [([one.id for one in group], sum(one.partner for one in group)) for _, group in sorted(strata.items())]


def placebo(found: Sequence[Case], agencies: Sequence[Unit], *, lists: int = LISTS) -> Placebo:
    """Each list takes as many agencies of each kind and size as Ring's, from all of them, partners too.

    Agencies without known residents are one size, so among them lists are not alike.
    """
    import numpy as np

    place = {one.id: position for position, one in enumerate(agencies)}
    nobody = len(agencies)  # an agency outside the comparison is on no list
    flat = np.array([place.get(one, nobody) for case in found for one in case.agencies], dtype=int)
    owner = np.array([row for row, case in enumerate(found) for _ in case.agencies], dtype=int)
    strata = [(np.array([place[one] for one in ids]), count) for ids, count in strata_of(agencies) if count]
    random = np.random.Generator(np.random.PCG64(SEED))

    def share(mask: np.ndarray) -> float:
        return len(np.unique(owner[mask[flat]])) / max(len(found), 1)

    shares = np.empty(lists)
    for draw in range(lists):
        mask = np.zeros(nobody + 1, dtype=bool)
        for ids, count in strata:
            mask[random.choice(ids, count, replace=False)] = True
        shares[draw] = share(mask)
    ours = share(np.array([one.partner for one in agencies] + [False]))
    rest = (1 - LEVEL) / 2
    low, median, high = np.quantile(shares, [rest, 0.5, 1 - rest])
    return Placebo(lists, float(median), float(low), float(high), int((shares >= ours).sum()), ours)


def moved(facts: Facts, series: str, partners: Collection[str]) -> Moved:
    """Nothing that a partnership did can show there."""
    found = cases(facts, series, first=MOVED[0], last=MOVED[1])
    return Moved(*MOVED, attributed(found, partners).any, len(found))
