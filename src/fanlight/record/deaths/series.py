"""The series that numbers are counted in: each snapshot, and Fatal Encounters as the whole that its files give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fanlight.record.deaths.death import Death, Involvement
from fanlight.record.deaths.read import SOURCES, deaths_of
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.mentions import mentions_of
from fanlight.record.sources.rows import Mention
from fanlight.record.sources.table import Table
from fanlight.trust.agency.states import state_code

FE = "fe"  # every cause to the last day of the older file, then the force file alone
FIRST, LAST = date(2015, 1, 1), date(2020, 6, 30)  # EFF's five years and a half: the headline's window


def in_window(death: Death, first: date = FIRST, last: date = LAST) -> bool:
    """Whether a death lies in a window; one with a year alone does where the whole year does."""
    if death.on is None:
        return date(death.year, 1, 1) >= first and date(death.year, 12, 31) <= last
    return first <= death.on <= last


def is_ring(table: Table, row: int) -> bool:
    """Whether a row of the Atlas tells of a partnership with Ring."""
    return table.get(table.rows[row - 1], "technology") == "Ring/Neighbors Partnership"


def wapo_mentions(table: Table, agencies: Table) -> Iterator[Mention]:
    """The Post's rows name agencies by number; their names and codes stand in a second file."""
    known = {agencies.get(row, "id"): row for _, row in agencies}
    for number, row in table:
        named = [known[one] for one in table.get(row, "agencies").split(";") if one in known]
        state, city, county = state_code(table.get(row, "state")), table.get(row, "city"), table.get(row, "county")
        for position, agency in enumerate(named):
            own = state_code(agencies.get(agency, "state")) or state
            oris = tuple(code for code in agencies.get(agency, "ori").split(";") if code)
            here = (city, county) if own == state else ("", "")
            text = agencies.get(agency, "agency")
            yield Mention(table.file.name, number, position, len(named), text, own, *here, None, oris, table.day(row))


def file_mentions(folder: Folder, table: Table) -> list[Mention]:
    """Every mention of one file; empty for a file that names no agency."""
    if table.shape.name == "wapo":
        agencies = folder.of("wapo-agencies")
        return list(wapo_mentions(table, agencies[-1])) if agencies else []
    if table.shape.name == "atlas":
        return [one for one in mentions_of(table) if is_ring(table, one.row)]
    return list(mentions_of(table)) if "agency" in table.columns else []


def deaths_by_series(folder: Folder) -> dict[str, list[Death]]:
    """Every series with its deaths: each file by its name, and the composite of Fatal Encounters."""
    found = {table.file.name: list(deaths_of(table)) for table in folder.tables.values() if table.shape.name in SOURCES}
    whole = [death for table in (*folder.of("fe-sheet"), *folder.of("fe")) for death in found[table.file.name]]
    until = max((death.on for death in whole if death.on), default=date.min)
    later = [
        death for table in folder.of("fe-force") for death in found[table.file.name] if death.on and death.on > until
    ]
    if whole or later:
        found[FE] = whole + later
    return found


def involvements(deaths: Iterable[Death], verdicts: dict[str, dict[int, list[Verdict]]]) -> list[Involvement]:
    """Each death with each agency that its row names."""
    return [
        Involvement(death, verdict) for death in deaths for verdict in verdicts.get(death.file, {}).get(death.row, ())
    ]
