"""The statistics as sections of their page: title, how to read it, a table of text cells; plain values, as shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.series import FE
from fanlight.record.pages.words import grouped
from fanlight.record.pages.words import state as state_name
from fanlight.record.release.counted_source import Source
from fanlight.record.release.curve import AGENCIES, DEATHS, agency_curve_section, curve_section
from fanlight.record.release.differences import difference_section, reading_section
from fanlight.record.release.rate_sections import funnel_section, model, outside_section, rates, steps_section
from fanlight.record.release.section import Rows, Section, between, percent, section
from fanlight.record.statistics import coverage
from fanlight.record.statistics.attribution import attributed
from fanlight.record.statistics.bounds import bounds
from fanlight.record.statistics.clusters import clustered_share
from fanlight.record.statistics.intervals import binomial_share
from fanlight.record.statistics.placebo import MOVED, moved, placebo
from fanlight.record.statistics.reference import Unit, crude, matched
from fanlight.record.statistics.rounding import fixed
from fanlight.record.statistics.spread import missing, spread

FEWEST_DEATHS = 30  # below, a folder is no list of a nation and its shares say nothing


def statistics_sections(facts: Facts, *, without: frozenset[str] = frozenset()) -> dict[str, Section]:
    """Every section that the data allow, in the order of the pages; none of a folder with a handful of deaths."""
    named = {key: series for key, series in (("mpv", facts.mpv), ("fe", FE)) if key not in without}
    found = [Source(facts, key, series) for key, series in named.items() if facts.deaths.get(series)]
    found = [one for one in found if len(one.cases) >= FEWEST_DEATHS and one.partners]
    if not found:
        return {}
    made: dict[str, Section | None] = {
        "shares": _shares(found), "attribution": _attribution(found), "spread": _spread(found),
        "missing": _missing(found), "coverage": None if {"mpv", "fe"} & without else _coverage(facts),
        "bounds": _bounds(found), "reference": _reference(found), "matched": _matched(found),
        "placebo": _placebo(found), "rates": rates(found), "funnel": funnel_section(found),
        "outside": outside_section(found), "model": model(found), "steps": steps_section(found),
        DEATHS: None if {"mpv", "fe"} & without else curve_section(facts),
        AGENCIES: None if {"mpv", "fe"} & without else agency_curve_section(facts),
        "readings": reading_section(facts, without),
    }  # fmt: skip
    kept: dict[str, Section] = {key: {**one, "page": "statistics"} for key, one in made.items() if one}
    headline = difference_section(facts, without)
    return {"differences": headline, **kept} if headline else kept


def _each(found: Iterable[Source], rows: Callable[[Source], Rows]) -> Rows:
    return [[f"{one.name}: {line[0]}", *line[1:]] for one in found for line in rows(one)]


def _shares(found: list[Source]) -> Section:
    def rows(one: Source) -> Rows:
        made = clustered_share(one.cases, one.partners)
        simple = binomial_share(int(made.share.count), made.share.total)
        agencies = crude(one.units, partner=True)
        deaths = f"{grouped(int(simple.count))} of {grouped(simple.total)}"
        return [
            ["deaths, agencies resampled", deaths, percent(simple.value), between(made.share)],
            ["deaths, each for itself", deaths, percent(simple.value), between(simple)],
            [
                "linked partners with a death", f"{grouped(int(agencies.count))} of {grouped(agencies.total)}",
                percent(agencies.value), between(agencies),
            ],
        ]  # fmt: skip

    return section(
        "Shares and their intervals",
        "Read the interval with agencies resampled: deaths cluster in few large agencies, so counting each death for "
        "itself looks surer than it is. The lists are near a census; the intervals speak of chance between years.",
        ["Share", "Count", "Share", "95 % interval"],
        _each(found, rows),
        "Agencies resampled: 2000 draws with a fixed seed. Each for itself: exact binomial. Partners: Wilson.",
    )


def _attribution(found: list[Source]) -> Section:
    def rows(one: Source) -> Rows:
        made = attributed(one.cases, one.partners)
        rules = (
            ("any agency named", made.any),
            ("first agency named", made.primary),
            ("one part each", made.fractional),
        )
        return [[rule, fixed(count, 1).removesuffix(".0"), percent(count / made.total)] for rule, count in rules]

    return section(
        "A death with several agencies",
        "The headline counts a death once if any agency that its row names is a partner. "
        "The other rules can give no more.",
        ["Rule", "Deaths", "Share"],
        _each(found, rows),
        "Agencies’ rows are never summed: a death with two partners would count twice.",
    )


def _spread(found: list[Source]) -> Section:
    made = [spread(one.counts, one.partners) for one in found]
    rows = [[one.name, *(grouped(count) for _, count in each.classes), percent(each.top_tenth)]
            for one, each in zip(found, made, strict=True)]  # fmt: skip
    return section(
        "How deaths lie over partners",
        f"The classes sum to the {grouped(made[0].agencies)} linked partners. The last column is the part of their "
        "rows that the tenth with most deaths has: why one large agency more or less moves the headline.",
        ["Partners with", *(name for name, _ in made[0].classes), "Held by the tenth with most"],
        rows,
    )


def _group(name: str) -> str:
    return name if name.isdigit() else state_name(name)


def _missing(found: list[Source]) -> Section:
    groups: dict[str, list[str]] = {}
    for position, one in enumerate(found):
        for line in (*missing(one.cases, coverage.by_year), *missing(one.cases)):
            cells = groups.setdefault(line.group, ["0"] * (3 * len(found)))
            cells[3 * position : 3 * position + 3] = [grouped(line.deaths), str(line.no_agency), str(line.unlinked)]
    head = [f"{one.name}: {what}" for one in found for what in ("deaths", "no agency named", "none linked")]
    return section(
        "What is missing, by year and state",
        "A death whose agency is not linked counts among all deaths and for no partner: what is missing can only lower "
        "the share.",
        ["Year or state", *head],
        [[_group(name), *cells] for name, cells in sorted(groups.items())],
    )


def _coverage(facts: Facts) -> Section | None:
    series = coverage.overlap_series(facts)
    if series is None:
        return None
    mpv, fe = (facts.deaths[one] for one in series)
    lines = [*coverage.coverage(mpv, fe, coverage.by_year), *coverage.coverage(mpv, fe, coverage.by_state)]
    rows = [[_group(one.group), grouped(one.mpv), grouped(one.fe), grouped(one.both)] for one in lines]
    return section(
        "Where the two lists agree",
        "In both: the row in Mapping Police Violence carries Fatal Encounters’ number. That is a lower bound. "
        "The lists read each other, so the overlap says nothing on deaths that both lack.",
        ["Year or state", "Mapping Police Violence", "Fatal Encounters, force alone", "In both"],
        rows,
        f"Files {series[0]} and {series[1]}: the headline’s snapshot carries no numbers of the other list.",
    )


def _bounds(found: list[Source]) -> Section:
    def rows(one: Source) -> Rows:
        return [
            [b.reading, grouped(b.agencies_with_death), grouped(b.partner_deaths), percent(b.partner_deaths / b.deaths)]
            for b in bounds(one.facts, one.series)
        ]

    return section(
        "How far doubtful links can move it",
        "If the counted links are right, the truth lies between the first and the last line of a source.",
        ["Reading", "Partners with a death", "Deaths", "Share"],
        _each(found, rows),
    )


def _reference(found: list[Source]) -> Section:
    def rows(one: Source) -> Rows:
        groups = (("partners", crude(one.units, partner=True)), ("all others", crude(one.units, partner=False)))
        return [
            [name, f"{grouped(int(share.count))} of {grouped(share.total)}", percent(share.value), between(share)]
            for name, share in groups
        ]

    return section(
        "Partners beside all other agencies",
        "Partners are larger, and larger agencies have more deaths; this difference alone says nothing on Ring.",
        ["Agencies with a death", "Count", "Share", "95 % interval"],
        _each(found, rows),
        "Over the agencies of the FBI’s list and our bodies of state police; federal bodies are left out.",
    )


def _matched(found: list[Source]) -> Section | None:
    rows: Rows = []
    for one in found:
        made = matched(one.units)
        if made:
            rows.append(
                [
                    one.name, f"{grouped(made.pairs)} of {grouped(made.candidates)}", percent(made.partners.value),
                    percent(made.others.value),
                    f"{fixed(100 * made.difference, 1)} ({fixed(100 * made.low, 1)} to {fixed(100 * made.high, 1)})",
                    f"{fixed(made.death_ratio, 2)} ({fixed(made.ratio_low, 2)} to {fixed(made.ratio_high, 2)})",
                    f"{fixed(made.before.difference, 2)} before, {fixed(made.after.difference, 2)} after",
                ]
            )  # fmt: skip
    if not rows:
        return None
    return section(
        "Partners beside agencies like them",
        "Each partner stands beside an agency of the same state, kind and class of size with the nearest number of "
        "residents. What is left may come from anything else in which they differ: it is no effect of a partnership. "
        "The model below gives less; “Why pairs and model differ” says why.",
        ["Source", "Pairs of partners with known residents", "Partners with a death", "Others with a death",
         "Difference in points", "Ratio of deaths", "Difference in size, in standard deviations"],
        rows,
        "Sheriffs, state, campus and transit agencies have no residents of their own here and stay outside.",
    )  # fmt: skip


def _placebo(sources: list[Source]) -> Section:
    def lists(one: Source, units_of: list[Unit], of: str, alike: str) -> Rows:
        made = placebo(one.cases, units_of)
        return [
            [f"Ring’s list, {of}", percent(made.ours), ""],
            [f"{grouped(made.lists)} random lists of {of}, alike in {alike}", percent(made.median),
             f"{percent(made.low)} to {percent(made.high)}"],
        ]  # fmt: skip

    def rows(one: Source) -> Rows:
        known, before = [unit for unit in one.units if unit.residents], moved(one.facts, one.series, one.partners)
        found = lists(one, known, "agencies with known residents", "kind and size")
        found += lists(one, one.units, "all agencies", "kind, and in size where it is known")
        if before.deaths:
            years = f"{MOVED[0].year} to {MOVED[1].year}"
            found.append([f"Ring’s list in {years}", percent(before.partner_deaths / before.deaths), ""])
        return found

    return section(
        "Lists that mean nothing, and years before Ring",
        "Compare within the first pair: there lists are alike in class of size. Residents of sheriffs and many others "
        "are not known, so in the second pair size may make the difference. The first partnership began in March 2018: "
        "a share that the same agencies had before tells who became a partner, not what that did.",
        ["List", "Share of deaths", "95 % of the lists"],
        _each(sources, rows),
        "Random lists are not alike in state.",
    )
