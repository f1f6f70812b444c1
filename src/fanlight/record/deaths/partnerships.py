"""Partnerships of Ring's list, each entry once, and where a death lies by one: before, after, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from fanlight.record.deaths.death import Death, Partnership
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.sources.errors import WrongDate
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.rows import Mention
from fanlight.record.sources.table import Table, parse_day
from fanlight.trust.agency.spelling import spelled

# Shapes of lists of partners; the last that a folder has is counted. The Atlas lists many technologies besides Ring's.
LISTS = ("atlas", "ring-map", "ring")
ATLAS_DAYS = ("%m/%d/%Y", "%m/%d/%y")
IN_SENTENCE = re.compile(r"\bin ([A-Z][a-z]+ 20\d\d)\b")
MONTH_ONLY = len("2020-06")


class Relation(StrEnum):
    """A death by its agency's partnership."""

    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


def documents(folder: Folder) -> dict[str, tuple[str, ...]]:
    """The Atlas's links for each of its entries; an id that two entries share gives the links of both."""
    found: dict[str, tuple[str, ...]] = {}
    for table in folder.of("atlas"):
        links = [position for header, position in table.index.items() if header in ("Link 1", "Link 2", "Link 3")]
        for _, row in table:
            urls = tuple(row[position].strip() for position in links if row[position].strip().startswith("http"))
            number = table.get(row, "number")
            found[number] = tuple(dict.fromkeys((*found.get(number, ()), *urls)))
    return found


def entry_key(mention: Mention) -> tuple[str, str, str]:
    """What makes two entries of the list one: name, city and state."""
    return spelled(mention.text), spelled(mention.city), mention.state


def start_of(table: Table, row: tuple[str, ...]) -> tuple[date, bool] | None:
    """First day, and whether only its month is known. The Atlas has the first link's day, else its sentence's month."""
    if table.shape.name != "atlas":
        day = table.day(row)
        return (day, len(table.get(row, "start")) == MONTH_ONLY) if day else None
    day = parse_day(table.get(row, "link_date"), ATLAS_DAYS)
    if day:
        return day, False
    told = IN_SENTENCE.search(table.get(row, "summary"))
    month = parse_day(told[1], ("%B %Y",)) if told else None
    return (month, True) if month else None


def partnerships(table: Table, verdicts: Iterable[Verdict], links: dict[str, tuple[str, ...]]) -> list[Partnership]:
    """Each entry once, by its first start; the list has Kalamazoo Township, Oviedo and Madison twice."""
    first: dict[tuple[str, str, str], Partnership] = {}
    for verdict in verdicts:
        row = table.rows[verdict.mention.row - 1]
        began = start_of(table, row)
        if began is None:
            raise WrongDate(table.file.path, "the partnership has no start", row=verdict.mention.row)
        start, month_only = began
        one = Partnership(
            verdict,
            start,
            month_only,
            table.get(row, "summary"),
            links.get(table.get(row, "number"), ()),
        )
        held = first.setdefault(entry_key(verdict.mention), one)
        if start < held.start:
            first[entry_key(verdict.mention)] = one
    return sorted(first.values(), key=lambda one: (one.start, one.verdict.mention.state, one.verdict.mention.text))


def relation(death: Death, partnership: Partnership) -> Relation:
    """Before, after (the first day counts as after), or unknown where both fall in a month or year known no closer."""
    start = partnership.start
    if death.on is None:
        if death.year == start.year:
            return Relation.UNKNOWN
        return Relation.BEFORE if death.year < start.year else Relation.AFTER
    if partnership.month_only and (death.on.year, death.on.month) == (start.year, start.month):
        return Relation.UNKNOWN
    return Relation.BEFORE if death.on < start else Relation.AFTER


def earliest(found: Iterable[Partnership], *, by: date | None = None) -> dict[str, Partnership]:
    """Each linked agency's first partnership, of those that had begun by a day."""
    held: dict[str, Partnership] = {}
    for one in found:
        agency = one.verdict.agency
        if agency and (by is None or one.start <= by) and (agency not in held or one.start < held[agency].start):
            held[agency] = one
    return held
