"""Partnerships of Ring's list, each entry once, and where a death lies by one: before, after, or not to be told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from fanlight.record.deaths.death import Death, Partnership
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.rows import Mention
from fanlight.record.sources.table import Table
from fanlight.trust.agency.spelling import spelled

LISTS = ("ring-map", "ring")  # shapes of lists of partners; the last that a folder has is counted
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


def partnerships(table: Table, verdicts: Iterable[Verdict], links: dict[str, tuple[str, ...]]) -> list[Partnership]:
    """Each entry once, by its first start; the list has Kalamazoo Township, Oviedo and Madison twice."""
    first: dict[tuple[str, str, str], Partnership] = {}
    for verdict in verdicts:
        row = table.rows[verdict.mention.row - 1]
        start = table.day(row)
        assert start is not None  # a row without a start stops the reading of the file
        one = Partnership(
            verdict,
            start,
            len(table.get(row, "start")) == MONTH_ONLY,
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
