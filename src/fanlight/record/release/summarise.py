"""From facts to the summary: per agency its rows by source, nationally the headline; no person but the named six."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from fanlight.record.deaths.death import Involvement, Partnership
from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.headline import NAMED, counted, named_cases
from fanlight.record.deaths.partnerships import earliest, relation
from fanlight.record.deaths.series import FE, FIRST, LAST, in_window
from fanlight.record.linkage.verdict import COUNTED, LINKED, Tier
from fanlight.record.pages.summary import (
    AgencyRecord,
    HeadlineRow,
    NamedCase,
    NotLinked,
    Partner,
    Pointer,
    Series,
    SeriesCount,
    Summary,
    UsedFile,
)
from fanlight.record.pages.words import SOURCES, calendar_share, years_back
from fanlight.record.release.rates import priors_of, rates_of
from fanlight.record.statistics.rounding import rounded

PAGES_FROM = date(2013, 1, 1)  # the first day of Mapping Police Violence; earlier rows stay out of agency pages
FORCE_ALONE = "use of force"


def series_of(facts: Facts, *, without: frozenset[str] = frozenset()) -> dict[str, tuple[Series, str]]:
    """The sources of agency pages: page series and the facts' series; of snapshots the newest alone."""
    found: dict[str, tuple[Series, str]] = {}
    for key in ("mpv", "fe", "wapo", "pursuits"):
        tables = [table for table in facts.folder.of(key) if table.file.name in facts.deaths]
        name = FE if key == "fe" else (tables[-1].file.name if tables else "")
        if key in without or name not in facts.deaths:
            continue
        one = _series(facts, key, name)
        if one is not None:
            found[key] = one, name
    return found


def _series(facts: Facts, key: str, name: str) -> Series | None:
    names = dict.fromkeys(death.file for death in facts.deaths[name])
    files = [facts.file(one) for one in names]
    days = [file.last for file in files if file.last]
    if not days:
        return None
    whole = [file.last for file in files if file.last and facts.folder.tables[file.name].shape.name != "fe-force"]
    force = len(whole) < len(files)
    thin = date.fromordinal(max(whole).toordinal() + 1) if force and whole else None
    first = min(file.first for file in files if file.first)
    return Series(
        key,
        SOURCES[key],
        tuple(names),
        max(first, PAGES_FROM),
        max(days),
        "no" if any(file.licence == "no" for file in files) else str(files[0].licence),
        thin,
        FORCE_ALONE if thin else "",
    )


def summarise(
    facts: Facts,
    *,
    without: frozenset[str] = frozenset(),
    extra: Mapping[str, Mapping[str, object]] | None = None,
) -> Summary:
    """The summary of a data folder; `without` leaves sources out.

    `extra` are the sections that the statistics add to the headline page.
    """
    series = series_of(facts, without=without)
    partners = earliest(one for one in facts.partnerships if one.verdict.tier in COUNTED)
    headline = {
        key: name
        for key, name in (("mpv", facts.mpv), ("fe", FE))
        if key not in without and name in facts.deaths and facts.deaths[name]
    }
    named = _named(facts, partners, headline)
    agencies = _agencies(facts, series, partners, named)
    starts = _starts(facts)
    rows = {key: _partner_rows(facts, name, partners) for key, name in headline.items()}
    return Summary(
        files=_files(facts, without),
        series=tuple(one for one, _ in series.values()),
        first=FIRST,
        last=LAST,
        headline={key: _count(facts, name, partners, rows[key]) for key, name in headline.items()},
        headline_files={
            key: tuple(dict.fromkeys(death.file for death in facts.deaths[name])) for key, name in headline.items()
        },
        headline_rows=rows,
        named=named,
        last_six_months=sum(date(LAST.year, 1, 1) <= day <= LAST for day in starts),
        growth=_growth(starts),
        agencies=agencies,
        not_linked=_not_linked(facts),
        extra=extra or {},
    )


def _files(facts: Facts, without: frozenset[str]) -> tuple[UsedFile, ...]:
    return tuple(
        UsedFile(
            file.name,
            file.path.name,
            file.sha256,
            file.snapshot,
            file.rows,
            str(file.licence),
            file.credit,
            file.quirks,
        )
        for file in facts.files
        if str(file.family) not in without
    )


def _starts(facts: Facts) -> list[date]:
    """Every row of the list, in order of its start: two rows of one agency are two starts there."""
    names = {one.verdict.mention.file for one in facts.partnerships}
    mentions = [verdict.mention for name in names for verdict in facts.verdicts[name]]
    return sorted(mention.on for mention in mentions if mention.on and mention.position == 0)


def _growth(starts: Iterable[date]) -> dict[str, int]:
    months: dict[str, int] = {}
    for day in starts:
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + 1
    return months


def _partner_rows(facts: Facts, name: str, partners: Mapping[str, Partnership]) -> tuple[HeadlineRow, ...]:
    """Every death of the window that involves a partner, once: under the one whose partnership began first."""
    begun = {agency: one for agency, one in partners.items() if one.start <= LAST}
    first_of: dict[tuple[str, int], tuple[date, str, Involvement]] = {}
    for one in facts.involvements[name]:
        agency = one.verdict.agency or ""
        if one.verdict.tier in COUNTED and agency in begun and in_window(one.death):
            row = one.death.file, one.death.row
            found = begun[agency].start, agency, one
            first_of[row] = min(first_of.get(row, found), found, key=lambda item: item[:2])
    return tuple(
        HeadlineRow(file, row, agency, str(relation(one.death, begun[agency])))
        for (file, row), (_, agency, one) in sorted(first_of.items())
    )


def _count(facts: Facts, name: str, partners: Mapping[str, Partnership], rows: tuple[HeadlineRow, ...]) -> SeriesCount:
    ours, near = counted(facts, name), counted(facts, name, tiers=LINKED)
    relations = [row.relation for row in rows]
    shares = [calendar_share(partners[row.agency].start, FIRST, LAST) for row in rows]
    return SeriesCount(
        ours.agencies,
        ours.linked,
        ours.agencies_with_death,
        ours.deaths,
        ours.partner_deaths,
        near.partner_deaths,
        near.agencies_with_death,
        relations.count("before"),
        relations.count("after"),
        relations.count("unknown"),
        rounded(sum(shares) / len(shares), 6) if shares else 0.0,
    )


def _named(facts: Facts, partners: Mapping[str, Partnership], headline: Mapping[str, str]) -> tuple[NamedCase, ...]:
    if "mpv" not in headline:
        return tuple(NamedCase(name, day, None, None, "", "", 0) for name, (_, day) in NAMED.items())
    found = named_cases(facts, headline["mpv"])
    elsewhere = [named_cases(facts, name) for name in facts.deaths if name.startswith(("mpv", "wapo"))]
    cases = []
    for name, (_, day) in NAMED.items():
        counted_here = [one for one in found[name] if one.verdict.tier in COUNTED and one.verdict.agency]
        counted_here.sort(key=lambda one: one.verdict.agency not in partners)
        if not counted_here:
            cases.append(NamedCase(name, day, None, None, "", "", 0))
            continue
        one = counted_here[0]
        partner = partners.get(one.verdict.agency or "")
        where = str(relation(one.death, partner)) if partner else ""
        start = partner.start if partner else None
        rows = sorted({(each.death.file, each.death.row) for series in elsewhere for each in series[name]})
        here = one.death.file, one.death.row
        cases.append(NamedCase(name, day, one.verdict.agency, start, where, *here, tuple(rows)))
    return tuple(cases)


def _not_linked(facts: Facts) -> tuple[NotLinked, ...]:
    found = [
        NotLinked(
            one.verdict.mention.text,
            one.verdict.mention.city,
            one.verdict.mention.state,
            one.start,
            one.month_only,
            str(one.verdict.tier),
            one.verdict.reason,
            one.verdict.mention.file,
            one.verdict.mention.row,
        )
        for one in facts.partnerships
        if one.verdict.tier not in COUNTED
    ]
    return tuple(sorted(found, key=lambda one: (one.state, one.listed, one.row)))


def _pointers(
    facts: Facts, name: str, partners: Mapping[str, Partnership]
) -> tuple[dict[str, list[Pointer]], set[str]]:
    """Every agency's rows of one series, and the agencies that have rows to review."""
    rows: dict[str, dict[tuple[str, int], Pointer]] = {}
    review: set[str] = set()
    for one in facts.involvements[name]:
        death, verdict = one.death, one.verdict
        if death.year < PAGES_FROM.year:
            continue
        if verdict.tier in (Tier.NEAR, Tier.REVIEW):
            review.update((verdict.agency,) if verdict.agency else verdict.candidates[:1])
        if verdict.tier not in COUNTED or not verdict.agency:
            continue
        partner = partners.get(verdict.agency)
        where = str(relation(death, partner)) if partner else ""
        held = rows.setdefault(verdict.agency, {})
        held.setdefault(
            (death.file, death.row),
            Pointer(death.file, death.row, death.year, where, str(verdict.tier), death.on),
        )
    return {agency: list(held.values()) for agency, held in rows.items()}, review


def _agencies(
    facts: Facts,
    series: Mapping[str, tuple[Series, str]],
    partners: Mapping[str, Partnership],
    named: Iterable[NamedCase],
) -> dict[str, AgencyRecord]:
    rows: dict[str, dict[str, tuple[Pointer, ...]]] = {}
    review: set[str] = set()
    for key, (_, name) in series.items():
        found, doubtful = _pointers(facts, name, partners)
        review |= doubtful
        for agency, pointers in found.items():
            ordered = sorted(pointers, key=lambda one: (one.on or date(one.year, 1, 1), one.file, one.row))
            rows.setdefault(agency, {})[key] = tuple(ordered)
    names: dict[str, list[str]] = {}
    for case in named:
        if case.agency:
            names.setdefault(case.agency, []).append(case.name)
    agencies = {}
    priors = priors_of(facts.register.values(), rows, [one for one, _ in series.values()])
    for id, body in sorted(facts.register.items()):
        partner = partners.get(id)
        agencies[id] = AgencyRecord(
            id, body.ori, body.name, str(body.kind), body.state, body.counties,
            (round(body.point[0], 4), round(body.point[1], 4)) if body.point else None,
            body.population,
            _partner(partner) if partner else None,
            rows.get(id, {}),
            _five(rows.get(id, {}), series),
            id in review,
            tuple(names.get(id, ())),
            rates_of(body, rows.get(id, {}), [one for one, _ in series.values()], priors),
            body.from_crosswalk,
        )  # fmt: skip
    return agencies


def _five(rows: Mapping[str, tuple[Pointer, ...]], series: Mapping[str, tuple[Series, str]]) -> dict[str, int]:
    """Deaths of each source's last five years; a source without one is not in it."""
    firsts = {key: years_back(one.last) for key, (one, _) in series.items()}
    found = {
        key: sum(row.on >= firsts[key] if row.on else row.year >= firsts[key].year for row in rows.get(key, ()))
        for key in firsts
    }
    return {key: deaths for key, deaths in found.items() if deaths}


def _partner(one: Partnership) -> Partner:
    mention = one.verdict.mention
    return Partner(
        one.start, one.month_only, mention.file, mention.row, str(one.verdict.tier), mention.text, one.documents
    )
