"""Our figures less EFF's, split into what rows show and a rest that they do not explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fanlight.record.deaths.death import Death
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import Count, counted
from fanlight.record.deaths.series import FE, FIRST, LAST, in_window
from fanlight.record.linkage.verdict import COUNTED, LINKED, Tier
from fanlight.record.statistics.attribution import attributed
from fanlight.record.statistics.eff import COUNTED_UNTIL, STATED
from fanlight.record.statistics.window import cases, partners

FIGURES = ("agencies", "agencies_with_death", "deaths", "partner_deaths")
BY_CODE_OR_NAME = (Tier.ORI, Tier.EXACT)
# Kinds of rows that Fatal Encounters' own later files have and its files with agencies lack; the first that fits.
LACKING: Mapping[str, Callable[[Death], bool]] = {
    "suicides": lambda death: death.suicide,
    "vehicles and pursuits": lambda death: "vehicle" in death.cause.lower(),
    "force": lambda death: death.force,
    "other causes": lambda death: True,
}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are in one count and cannot be in the other; negative where ours lacks them."""

    what: str
    count: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of one source, ours and EFF's."""

    source: str
    figure: str
    ours: int
    stated: int
    parts: tuple[Part, ...]

    @property
    def whole(self) -> int:
        """Ours less EFF's."""
        return self.ours - self.stated

    @property
    def rest(self) -> int:
        """Not explained."""
        return self.whole - sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure by another reading of the release; never added to the parts, because EFF's own is not known."""

    source: str
    figure: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Revision:
    """Two snapshots of one source in the headline's window: rows that the later dropped and added."""

    earlier: str
    later: str
    dropped: int
    added: int


def sources(facts: Facts, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """The headline's sources that the folder has, with their series; `without` leaves sources out."""
    named = {"mpv": facts.mpv, "fe": FE}
    return {key: series for key, series in named.items() if key not in without and facts.deaths.get(series)}


def differences(facts: Facts, *, without: frozenset[str] = frozenset()) -> tuple[Difference, ...]:
    """Every figure that EFF states and the folder gives."""
    found: list[Difference] = []
    for key, series in sources(facts, without).items():
        ours, then = counted(facts, series), counted(facts, series, last=COUNTED_UNTIL)
        files = tuple(dict.fromkeys(death.file for death in facts.deaths[series]))
        for figure in FIGURES:
            stated = getattr(STATED[key], figure)
            twice = figure == "agencies" and bool(found)  # the list is one, whichever source is counted
            if stated is not None and not twice:
                parts = [_late(figure, ours, then, files)]
                if (key, figure) == ("fe", "deaths"):
                    parts += _lacking(facts, series)
                kept = tuple(part for part in parts if part.count)
                found.append(Difference(key, figure, getattr(ours, figure), stated, kept))
    return tuple(found)


def _late(figure: str, ours: Count, then: Count, files: tuple[str, ...]) -> Part:
    count = getattr(ours, figure) - getattr(then, figure)
    return Part("dated after the last day of EFF’s count", count, files)


def _kind(death: Death) -> str:
    return next(kind for kind, fits in LACKING.items() if fits(death))


def _lacking(facts: Facts, series: str) -> Iterator[Part]:
    """By kind and whole year against the file of totals, then the last year against the file of names (no suicides)."""
    here = Counter((death.year, _kind(death)) for death in facts.deaths[series] if in_window(death))
    years = range(FIRST.year, LAST.year)
    for table in facts.folder.of("fe-totals")[-1:]:
        there = Counter((death.year, _kind(death)) for death in facts.deaths[table.file.name])
        for kind in LACKING:
            count = sum(here[year, kind] - there[year, kind] for year in years)
            yield Part(f"{kind}, {FIRST.year} to {LAST.year - 1}, by {table.file.name}", count, (table.file.name,))
    for table in facts.folder.of("fe-names")[-1:]:
        if table.file.snapshot and table.file.snapshot <= LAST:
            there = Counter((death.year, _kind(death)) for death in facts.deaths[table.file.name])
            for kind in LACKING:
                if kind != "force":  # the force file has its own, to the last day of the window
                    count = here[LAST.year, kind] - there[LAST.year, kind]
                    yield Part(f"{kind}, {LAST.year}, by {table.file.name}", count, (table.file.name,))


def readings(facts: Facts, *, without: frozenset[str] = frozenset()) -> tuple[Reading, ...]:
    """Choices on which the release is silent, each counted whole."""
    found: list[Reading] = []
    first = next(iter(sources(facts, without)), "")  # the list is one, whichever source is counted
    for key, series in sources(facts, without).items():
        found += [
            Reading(key, "partner_deaths", "first named agency alone", _first_named(facts, series)),
            Reading(key, "partner_deaths", "one part for each agency, rounded", _parts(facts, series)),
        ]
        for what, tiers in (("links by code and exact name alone", BY_CODE_OR_NAME), ("near links too", LINKED)):
            made = counted(facts, series, tiers=tiers)
            found.append(Reading(key, "partner_deaths", what, made.partner_deaths))
            found.append(Reading(key, "agencies_with_death", what, made.agencies_with_death))
        found += _other_lists(facts, key, series, listed=key == first)
    return (*found, *_undated_suicides(facts, without))


def _undated_suicides(facts: Facts, without: frozenset[str]) -> Iterator[Reading]:
    """The file of totals knows the year alone and runs past the window, so these are no part: the most it could be."""
    if FE in sources(facts, without).values():
        for table in facts.folder.of("fe-totals")[-1:]:
            late = sum(one.year == LAST.year and one.suicide for one in facts.deaths[table.file.name])
            what = f"with every suicide of {LAST.year} in {table.file.name}"
            yield Reading("fe", "deaths", what, counted(facts, FE).deaths + late)


def _first_named(facts: Facts, series: str) -> int:
    return attributed(cases(facts, series), partners(facts)).primary


def _parts(facts: Facts, series: str) -> int:
    return round(attributed(cases(facts, series), partners(facts)).fractional)


def _other_lists(facts: Facts, key: str, series: str, *, listed: bool) -> Iterator[Reading]:
    """The list is dated by the month at its end, and lags the map that EFF saw."""
    last_month = LAST.replace(day=1)
    without = [one for one in facts.partnerships if one.start < last_month or not one.month_only]
    everybody = [one for one in facts.partnerships if one.verdict.tier in COUNTED]
    involved = {one.verdict.agency for one in everybody}
    if listed:
        begun = sum(one.start <= LAST for one in without)
        yield Reading(key, "agencies", "the list to its end", len(facts.partnerships))
        yield Reading(key, "agencies", f"without starts known as {LAST:%Y-%m} alone", begun)
    found = cases(facts, series)
    yield Reading(
        key,
        "partner_deaths",
        "the list to its end",
        sum(any(one in involved for one in case.agencies) for case in found),
    )


def revisions(facts: Facts) -> tuple[Revision, ...]:
    """Each snapshot of Mapping Police Violence against the next; a row is known by name, day and state."""
    names = [table.file.name for table in facts.folder.of("mpv") if table.file.last and table.file.last >= LAST]
    rows = {name: Counter(_known(death) for death in facts.deaths[name] if in_window(death)) for name in names}
    return tuple(
        Revision(one, other, (rows[one] - rows[other]).total(), (rows[other] - rows[one]).total())
        for one, other in pairwise(names)
    )


def _known(death: Death) -> tuple[str, str, str]:
    return " ".join(death.name.lower().split()), str(death.on or death.year), death.state
