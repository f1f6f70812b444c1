"""Anyone's own list: a CSV of agencies in, the same rows with their verdicts out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from fanlight.record.linkage.tiers import Linker
from fanlight.record.linkage.verdict import LINKED, Verdict
from fanlight.record.register.build import Register
from fanlight.record.sources.errors import EmptyFile, UnknownColumns, WrongEncoding, WrongRow, WrongState
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.name import parse_name
from fanlight.trust.agency.several import split_agencies
from fanlight.trust.agency.states import state_code

NEEDED = ("source", "raw_agency", "state", "city")
ADDED = ("ori", "agency", "kind", "tier", "score", "reason")
# What an inference of counties and the register read; the other files of a data folder say nothing to a list.
SHAPES = ("fbi", "crosswalk", "gazetteer", "mpv", "fe", "fe-force", "fe-sheet", "wapo", "pursuits", "ring", "atlas")


def read_list(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a list; raises with file, row and remedy."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongEncoding(path, f"byte {error.start} is not UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if not header:
        raise EmptyFile(path, "the file is empty")
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise UnknownColumns(
            path, f"it has no column {', '.join(missing)}", row=0, remedy=f"Give it the columns {', '.join(NEEDED)}."
        )
    rows = [row for row in reader if row]
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise WrongRow(path, f"{len(row)} cells where the header has {len(header)}", row=number)
    return header, rows


def _mentions(path: Path, header: list[str], rows: list[list[str]]) -> list[Mention]:
    """One mention a row: the whole cell, or where it names several agencies the first."""
    at = {column: header.index(column) for column in (*NEEDED, "county") if column in header}
    mentions = []
    for number, row in enumerate(rows, 1):
        state = state_code(row[at["state"]]) or ("US" if row[at["state"]].strip().upper() == "US" else "")
        if not state:
            raise WrongState(path, f"“{row[at['state']]}” is no state", row=number, remedy="Use two letters.")
        named = split_agencies(row[at["raw_agency"]])
        county = row[at["county"]] if "county" in at else ""
        mentions.append(Mention(path.name, number, 0, len(named), named[0], state, row[at["city"]], county))
    return mentions


def _cells(verdict: Verdict, register: Register) -> list[str]:
    mention, linked = verdict.mention, verdict.tier in LINKED and verdict.agency
    reason = verdict.reason or (f"first of {mention.of} named" if mention.of > 1 else "")
    if linked:
        agency = register[str(verdict.agency)]
        return [agency.ori, agency.name, agency.kind.value, verdict.tier.value, f"{verdict.score:.1f}", reason]
    kind = parse_name(mention.text, mention.state).kind
    score = f"{verdict.score:.1f}" if verdict.candidates else ""
    return ["", "", kind.value if kind else "", verdict.tier.value, score, reason]


def link_list(path: Path, out: Path, linker: Linker, register: Register) -> list[Verdict]:
    """Writes the list with its verdicts beside its own columns, in its own order."""
    header, rows = read_list(path)
    verdicts = [linker.verdict(mention) for mention in _mentions(path, header, rows)]
    kept = [position for position, column in enumerate(header) if column not in ADDED]
    beside = out.with_name(f".{out.name}.part")
    with beside.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([*(header[position] for position in kept), *ADDED])
        for row, verdict in zip(rows, verdicts, strict=True):
            writer.writerow([*(row[position] for position in kept), *_cells(verdict, register)])
    beside.replace(out)
    return verdicts
