"""The share of listed agencies with at least one death under every combination of choices: what “half” depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.verdict import Tier
from fanlight.record.statistics import choices
from fanlight.record.statistics.both import with_both
from fanlight.record.statistics.limits import DIGITS
from fanlight.record.statistics.multiverse import Cell, Multiverse, agency_of, masks_of, ordered
from fanlight.record.statistics.rounding import rounded

if TYPE_CHECKING:
    import numpy as np

    from fanlight.record.deaths.death import Partnership

    Mask = np.ndarray


def agency_multiverse(facts: Facts) -> Multiverse | None:
    """Every combination that the data allow; none where the headline's own is not among them."""
    return ordered(_cells(with_both(facts)), choices.OURS_OF_AGENCIES)


def _cells(facts: Facts) -> Iterator[Cell]:
    for source, series in choices.sources(facts).items():
        masks = masks_of(facts, series)
        for (links, tiers), (listed, chosen) in product(choices.LINKS.items(), choices.lists().items()):
            with_death, entries, linked = _counter(facts, series, tiers, chosen)
            for ((window, deaths), mask), rule in product(masks.items(), choices.ATTRIBUTION_OF_AGENCIES):
                count = with_death(mask, rule != choices.OURS["attribution"])
                for unlinked, whole in zip(choices.KEPT, (entries, linked), strict=True):
                    if whole:
                        options = source, window, deaths, listed, rule, links, unlinked
                        yield Cell(options, rounded(count / whole, DIGITS), count, whole)


def _counter(
    facts: Facts, series: str, tiers: frozenset[Tier], chosen: Callable[[Partnership], bool]
) -> tuple[Callable[[Mask, bool], int], int, int]:
    """Counts entries with a death among those of a mask; beside it all entries and those that are linked."""
    import numpy as np

    entries = [agency_of(one.verdict, tiers) for one in facts.partnerships if chosen(one)]
    linked = [one for one in entries if one]
    number = {agency: position for position, agency in enumerate(sorted(set(linked)))}
    weights = np.zeros(len(number), dtype=int)
    for agency in linked:
        weights[number[agency]] += 1
    place = {(one.file, one.row): position for position, one in enumerate(facts.deaths[series])}
    found = [
        (place[one.death.file, one.death.row], number[agency], one.primary)
        for one in facts.involvements[series]
        if (agency := agency_of(one.verdict, tiers)) in number
    ]
    rows, agencies, primary = np.array(found, dtype=int).reshape(-1, 3).T

    def with_death(mask: Mask, first_named: bool) -> int:
        kept = mask[rows] & (primary == 1) if first_named else mask[rows]
        seen = np.zeros(len(number), dtype=bool)
        seen[agencies[kept]] = True
        return int(weights[seen].sum())

    return with_death, len(entries), len(linked)
