"""The share of deaths that involve partners under every combination of choices (Steegen et al. 2016)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.series import in_window
from fanlight.record.linkage.verdict import Tier, Verdict
from fanlight.record.statistics import choices
from fanlight.record.statistics.both import with_both
from fanlight.record.statistics.limits import COUNT_DIGITS, DIGITS
from fanlight.record.statistics.rounding import rounded

if TYPE_CHECKING:
    import numpy as np

    Masks = dict[str, np.ndarray]
WHOLE = 720_720  # parts of a death: whole numbers for up to 16 agencies, so that sums are exact in any order


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination with the share that it gives."""

    options: tuple[str, ...]  # in the order of our own choices
    share: float
    count: float = 0.0  # deaths, or entries, that the share counts
    total: int = 0


@dataclass(frozen=True, slots=True)
class Multiverse:
    """All combinations, ordered by their share."""

    cells: tuple[Cell, ...]
    ours: float
    least: float
    low: float  # 5 % of the combinations lie below
    median: float
    high: float  # 95 % lie below
    most: float
    variance: tuple[tuple[str, float], ...]  # choice, and the part of all variance that lies between its options

    @property
    def rank(self) -> float:
        """The part of the combinations that lie below ours."""
        return sum(cell.share < self.ours for cell in self.cells) / len(self.cells)


def multiverse(facts: Facts) -> Multiverse | None:
    """Every combination that the data allow; none where the headline's own is not among them."""
    return ordered(_cells(with_both(facts)), choices.OURS)


def ordered(cells: Iterable[Cell], own: Mapping[str, str]) -> Multiverse | None:
    """By share, with its quantiles and what each choice moves; none without the combination that is ours."""
    import numpy as np

    found = sorted(cells, key=lambda cell: (cell.share, cell.options))
    mine = tuple(own.values())
    ours = next((cell.share for cell in found if cell.options == mine), None)
    if ours is None or len(found) < 2:
        return None
    shares = np.array([cell.share for cell in found])
    low, median, high = (float(one) for one in np.quantile(shares, [0.05, 0.5, 0.95]))
    parts = variance_of(found, tuple(own))
    return Multiverse(tuple(found), ours, found[0].share, low, median, high, found[-1].share, parts)


def variance_of(found: Sequence[Cell], names: Sequence[str] = tuple(choices.OURS)) -> tuple[tuple[str, float], ...]:
    """Per choice the sum of squares between its options over the whole; largest first."""
    import numpy as np

    shares = np.array([cell.share for cell in found])
    whole = float(((shares - shares.mean()) ** 2).sum())
    parts = []
    for position, choice in enumerate(names):
        options = np.array([cell.options[position] for cell in found])
        groups = [shares[options == one] for one in np.unique(options)]
        between = float(sum(len(group) * (group.mean() - shares.mean()) ** 2 for group in groups))
        parts.append((choice, between / whole if whole else 0.0))
    return tuple(sorted(parts, key=lambda part: (-part[1], part[0])))


def agency_of(verdict: Verdict, tiers: frozenset[Tier]) -> str:
    """Its agency under a choice of tiers; of one to review the first candidate; empty where it is not linked."""
    if verdict.tier not in tiers:
        return ""
    return verdict.agency or (verdict.candidates[0] if verdict.candidates else "")


def _cells(facts: Facts) -> Iterator[Cell]:
    for source, series in choices.sources(facts).items():
        masks = masks_of(facts, series)
        for (links, tiers), (listed, chosen), federal in product(
            choices.LINKS.items(), choices.lists().items(), choices.KEPT
        ):
            partners = {agency_of(one.verdict, tiers) for one in facts.partnerships if chosen(one)} - {""}
            weights, linked, kept = _weights(facts, series, tiers, partners, federal == "left out")
            for ((window, deaths), mask), (rule, weight), unlinked in product(
                masks.items(), weights.items(), choices.KEPT
            ):
                counted = mask & kept if unlinked == "counted" else mask & kept & linked
                total = int(counted.sum())
                if total:
                    options = source, window, deaths, listed, rule, links, unlinked, federal
                    units = int(weight[counted].sum())
                    share = rounded(units / (WHOLE * total), DIGITS)
                    yield Cell(options, share, rounded(units / WHOLE, COUNT_DIGITS), total)


def masks_of(facts: Facts, series: str) -> dict[tuple[str, str], np.ndarray]:
    """Deaths of each window and kind; windows that the source does not cover, and choices without effect, are out."""
    import numpy as np

    deaths = facts.deaths[series]
    first = min((one.on for one in deaths if one.on), default=None)
    last = max((one.on for one in deaths if one.on), default=None)
    found: dict[tuple[str, str], np.ndarray] = {}
    kinds = {name: np.array([rule(one) for one in deaths]) for name, rule in choices.DEATHS.items()}
    for window, (begin, end) in choices.WINDOWS.items():
        if first is None or last is None or first.year > begin.year or (last.year, last.month) < (end.year, end.month):
            continue
        inside = np.array([in_window(one, begin, end) for one in deaths])
        different: list[np.ndarray] = []
        for name, kind in kinds.items():
            mask = inside & kind
            if not any((mask == other).all() for other in different):
                different.append(mask)
                found[window, name] = mask
    return found


def _weights(
    facts: Facts, series: str, tiers: frozenset[Tier], partners: set[str], without_federal: bool
) -> tuple[Masks, np.ndarray, np.ndarray]:
    """Each death's weight in parts of WHOLE by rule of attribution, whether it is linked, and whether it is kept."""
    import numpy as np

    place = {(one.file, one.row): position for position, one in enumerate(facts.deaths[series])}
    size = len(place)
    weights = {rule: np.zeros(size, dtype=np.int64) for rule in choices.ATTRIBUTION}
    linked, federal, other = (np.zeros(size, dtype=bool) for _ in range(3))
    anyone, first, parts = (weights[rule] for rule in choices.ATTRIBUTION)
    for one in facts.involvements[series]:
        at = place[one.death.file, one.death.row]
        agency = agency_of(one.verdict, tiers)
        linked[at] |= bool(agency)
        is_federal = agency.startswith("us:")
        federal[at] |= is_federal
        other[at] |= not is_federal
        if agency in partners:
            anyone[at] = WHOLE
            first[at] = max(first[at], WHOLE * int(one.primary))
            parts[at] += round(WHOLE / one.verdict.mention.of)
    kept = other | ~federal if without_federal else np.ones(size, dtype=bool)
    return weights, linked, kept
