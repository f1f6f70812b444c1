"""The people on agency pages: rows of several sources joined to one person where ids or name and day agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from fanlight.record.deaths.death import Death, Involvement
from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.verdict import COUNTED
from fanlight.record.pages.summary import AgencyRecord, Entry, Person, Summary
from fanlight.record.release.corrections import Decision
from fanlight.record.release.summarise import PAGES_FROM, series_of
from fanlight.trust.agency.spelling import fold

NO_NAME = ("name withheld", "unidentified", "unknown", "not released", "undisclosed")
HIDDEN = "Name hidden at the family’s wish"
UNNAMED = "Name not in the source"


def people_of(facts: Facts, summary: Summary, decisions: Iterable[Decision] = ()) -> dict[str, list[Person]]:
    """Every agency's people, newest first; a name that a decision hides goes, and the count stays."""
    hidden = {(one.file, one.row) for one in decisions if one.hide_name}
    found: dict[str, dict[str, list[tuple[str, Involvement]]]] = {}
    agencies: dict[tuple[str, int], list[Involvement]] = {}
    for key, (_, name) in series_of(facts).items():
        if summary.series_of(key) is None:
            continue
        for one in facts.involvements[name]:
            if one.death.year < PAGES_FROM.year:
                continue
            agencies.setdefault((one.death.file, one.death.row), []).append(one)
            agency = one.verdict.agency
            if agency and one.verdict.tier in COUNTED and agency in summary.agencies:
                groups = found.setdefault(agency, {})
                groups.setdefault(_group(one.death, key, groups), []).append((key, one))
    return {
        agency: sorted(
            (_person(rows, agency, summary, agencies, hidden) for rows in _merged(people)),
            key=lambda one: (
                -(one.on.toordinal() if one.on else one.year * 365),
                one.entries[0].file,
                one.entries[0].row,
            ),
        )
        for agency, people in found.items()
    }


def _merged(groups: Mapping[str, list[tuple[str, Involvement]]]) -> Iterable[list[tuple[str, Involvement]]]:
    """Groups by name and day, with those whose ids point to another source's row laid to it."""
    by_fe: dict[str, str] = {}
    by_wapo: dict[str, str] = {}
    for group, rows in groups.items():
        for key, one in rows:
            if key == "mpv":
                by_fe.setdefault(one.death.fe_id, group)
                by_wapo.setdefault(one.death.wapo_id, group)
    merged: dict[str, list[tuple[str, Involvement]]] = {}
    for group, rows in groups.items():
        key, one = rows[0]
        home = group
        if key == "fe" and one.death.fe_id:
            home = by_fe.get(one.death.fe_id, group)
        elif key == "wapo" and one.death.wapo_id:
            home = by_wapo.get(one.death.wapo_id, group)
        merged.setdefault(home, []).extend(rows)
    return merged.values()


def _has_name(name: str) -> bool:
    return bool(name) and not any(word in name.lower() for word in NO_NAME)


def _group(death: Death, key: str, known: Collection[str]) -> str:
    """One name within a day is one person: sources differ by the night on which somebody died."""
    tokens = fold(death.name).split()
    if not death.on or not _has_name(death.name) or len(tokens) < 2:
        return f"{key}:{death.file}:{death.row}"
    days = (death.on + timedelta(days=shift) for shift in (0, -1, 1))
    groups = [f"{day.isoformat()}:{tokens[0]}:{tokens[-1]}" for day in days]
    return next((group for group in groups if group in known), groups[0])


def _person(
    rows: list[tuple[str, Involvement]],
    agency: str,
    summary: Summary,
    agencies: Mapping[tuple[str, int], list[Involvement]],
    hidden: Collection[tuple[str, int]],
) -> Person:
    order = [series.key for series in summary.series]
    rows = sorted(rows, key=lambda item: (order.index(item[0]), item[1].death.file, item[1].death.row))
    death = rows[0][1].death
    name = next((one.death.name for _, one in rows if _has_name(one.death.name)), UNNAMED)
    if any((one.death.file, one.death.row) in hidden for _, one in rows):
        name = HIDDEN
    seen: dict[tuple[str, int], Entry] = {}
    for key, one in rows:
        at = one.death.file, one.death.row
        seen.setdefault(at, Entry(key, *at, one.death.link, str(one.verdict.tier)))
    notes = []
    if any(one.death.off_duty for _, one in rows):
        notes.append("off duty, as the source has it")
    if any(one.death.suicide for _, one in rows):
        notes.append("suicide, as the source has it")
    pointer = next(
        row for row in summary.agencies[agency].rows[rows[0][0]] if (row.file, row.row) == (death.file, death.row)
    )
    return Person(
        death.on,
        death.year,
        name,
        next((one.death.cause for _, one in rows if one.death.cause), ""),
        tuple(notes),
        pointer.relation,
        tuple(seen.values()),
        _others(agencies, seen, agency, summary.agencies),
    )


def _others(
    agencies: Mapping[tuple[str, int], list[Involvement]],
    rows: Iterable[tuple[str, int]],
    agency: str,
    register: Mapping[str, AgencyRecord],
) -> tuple[tuple[str, str], ...]:
    """Other agencies that the rows name: linked by their name here, else as the source has them."""
    found: dict[tuple[str, str], None] = {}
    for row in rows:
        for one in agencies[row]:
            verdict = one.verdict
            if verdict.agency == agency:
                continue
            known = register.get(verdict.agency or "") if verdict.tier in COUNTED else None
            found[(known.slug, known.name) if known else ("", verdict.mention.text)] = None
    return tuple(found)
