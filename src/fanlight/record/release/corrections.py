"""The corrections log: what people decided, and what a build's files change against the summary release."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fanlight.ground.errors import FanlightError
from fanlight.record.deaths.facts import Facts
from fanlight.record.linkage.aliases import COMMITTED, read_aliases
from fanlight.record.pages.summary import AgencyRecord, Summary

DECIDED = Path(__file__).parent / "corrections.csv"
HEADER = ["on", "by", "agency", "file", "row", "what", "hide_name"]
MARK = 4  # hex digits of a row's hash: one change in 65,536 goes unseen, and no row can be read from it
MOST_ROWS = 40
MOST_AGENCIES = 200


class WrongCorrection(FanlightError):
    """The corrections file cannot be read."""

    remedy = f"Its columns are {', '.join(HEADER)}; the day is YYYY-MM-DD."


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the corrections file: who decided what, and when."""

    on: date
    by: str
    agency: str
    file: str
    row: int
    what: str
    hide_name: bool  # at a family's wish; the count stays


def read_decisions(path: Path = DECIDED) -> list[Decision]:
    """The decisions, oldest first; raises WrongCorrection with the line."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        if next(reader, None) != HEADER:
            raise WrongCorrection(f"{path.name}: the header is another.")
        found = []
        for number, cells in enumerate(reader, start=1):
            try:
                on, by, agency, name, row, what, hide = cells
                one = Decision(date.fromisoformat(on), by, agency, name, int(row or 0), what, hide == "yes")
            except ValueError as error:
                raise WrongCorrection(f"{path.name}, row {number}: {error}") from error
            found.append(one)
    return found


def row_marks(facts: Facts, summary: Summary) -> dict[str, str]:
    """Every file's rows as short hashes, so that a changed row can be told without shipping it."""
    counted = {file for one in summary.series for file in one.files} | {
        file for files in summary.headline_files.values() for file in files
    }
    partners = {one.partner.file for one in summary.agencies.values() if one.partner}
    return {
        name: "".join(
            hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:MARK] for row in facts.folder.tables[name].rows
        )
        for name in sorted(counted | partners)
    }


def changed_rows(now: str, before: str) -> list[int]:
    """The numbers of rows whose marks differ; rows that one side lacks too."""
    length = max(len(now), len(before)) // MARK
    return [
        number + 1
        for number in range(length)
        if now[number * MARK : (number + 1) * MARK] != before[number * MARK : (number + 1) * MARK]
    ]


def correction_values(
    summary: Summary,
    released: Summary | None,
    marks: Mapping[str, str],
    released_marks: Mapping[str, str],
    decisions: list[Decision] | None = None,
) -> dict[str, Any]:
    """All that the template of the corrections page is given, and the rows that the log speaks of."""
    changed = _changed_agencies(summary, released) if released else []
    decided = read_decisions() if decisions is None else decisions
    return {
        "decided": decided,
        "marked": {(one.file, one.row) for one in decided},
        "aliases": len(read_aliases(COMMITTED)),
        "files": _changed_files(summary, released, marks, released_marks) if released else [],
        "changed": changed[:MOST_AGENCIES],
        "changed_more": max(0, len(changed) - MOST_AGENCIES),
    }


def _changed_files(
    summary: Summary, released: Summary, marks: Mapping[str, str], released_marks: Mapping[str, str]
) -> list[dict[str, Any]]:
    before = {file.name: file for file in released.files}
    found: list[dict[str, Any]] = []
    for file in summary.files:
        old = before.get(file.name)
        if old is None:
            if file.licence != "no":
                found.append({"words": f"{file.name} is not in the release", "rows": [], "more": 0})
        elif old.sha256 != file.sha256:
            rows = changed_rows(marks.get(file.name, ""), released_marks.get(file.name, ""))
            words = f"{file.name} has SHA-256 {file.sha256[:16]}…, in the release {old.sha256[:16]}…"
            found.append({"words": words, "rows": rows[:MOST_ROWS], "more": max(0, len(rows) - MOST_ROWS)})
    present = {file.name for file in summary.files}
    found += [
        {"words": f"{name} is in the release and not in this build", "rows": [], "more": 0}
        for name in before
        if name not in present
    ]
    return found


def _changed_agencies(summary: Summary, released: Summary) -> list[dict[str, str]]:
    shared = [one.key for one in released.series if summary.series_of(one.key)]
    found = []
    for id in sorted(released.agencies):  # agencies that only the crosswalk knows have nothing to be compared with
        now, before = summary.agencies.get(id), released.agencies.get(id)
        words = _difference(now, before, shared)
        one = now or before
        if words and one and one.on_record:
            found.append(
                {
                    "slug": now.slug if now and now.on_record else "",
                    "name": one.name,
                    "state": one.state,
                    "words": words,
                }
            )
    return found


def _difference(now: AgencyRecord | None, before: AgencyRecord | None, series: list[str]) -> str:
    parts = []
    for key in series:
        rows = {(row.file, row.row): row.relation for row in now.rows.get(key, ())} if now else {}
        old = {(row.file, row.row): row.relation for row in before.rows.get(key, ())} if before else {}
        gained, lost = sorted(set(rows) - set(old)), sorted(set(old) - set(rows))
        moved = sorted(row for row in set(rows) & set(old) if rows[row] != old[row])
        for word, found in (("gains", gained), ("loses", lost), ("places anew", moved)):
            if found:
                parts.append(
                    f"{word} {', '.join(f'{file} row {row}' for file, row in found[:3])}"
                    + (f" and {len(found) - 3} more" if len(found) > 3 else "")
                )
    start = now.partner.start if now and now.partner else None
    old_start = before.partner.start if before and before.partner else None
    if start != old_start:
        parts.append(
            f"partnership from {start or 'none on the list'}, in the release {old_start or 'none on the list'}"
        )
    return "; ".join(parts)
