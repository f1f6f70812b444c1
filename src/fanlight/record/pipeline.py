"""The record's way from files to facts: sources, register, mentions, linkage, deaths."""

from __future__ import annotations

from pathlib import Path

from fanlight.record.deaths.facts import Facts
from fanlight.record.deaths.partnerships import LISTS, documents, partnerships
from fanlight.record.deaths.read import SOURCES
from fanlight.record.deaths.series import deaths_by_series, file_mentions, involvements
from fanlight.record.linkage.aliases import COMMITTED
from fanlight.record.linkage.link import check_shares, link_all, linker_for
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.register.build import build_register
from fanlight.record.sources.folder import Folder, read_folder


def _by_row(verdicts: list[Verdict]) -> dict[int, list[Verdict]]:
    rows: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        rows.setdefault(verdict.mention.row, []).append(verdict)
    return rows


def facts_of(folder: Folder, *, aliases: Path = COMMITTED) -> Facts:
    """The facts of files that are read: register, then a verdict for every mention, then deaths and partnerships."""
    register = build_register(folder)
    linker = linker_for(folder, register, aliases)
    lists = [table for shape in LISTS for table in folder.of(shape)][-1:]
    verdicts: dict[str, list[Verdict]] = {}
    for name, table in folder.tables.items():
        mentions = (
            file_mentions(folder, table) if table.shape.name in SOURCES or any(table is one for one in lists) else []
        )
        if mentions:
            verdicts[name] = link_all(linker, mentions)
            check_shares(name, verdicts[name])
    links = documents(folder)
    listed = [one for table in lists for one in partnerships(table, verdicts[table.file.name], links)]
    deaths = deaths_by_series(folder)
    rows = {name: _by_row(found) for name, found in verdicts.items()}
    involved = {series: involvements(found, rows) for series, found in deaths.items()}
    return Facts(folder, folder.files, register, listed, deaths, involved, verdicts)


def read_facts(data: Path, *, aliases: Path = COMMITTED) -> Facts:
    """Reads a data folder and counts nothing yet; raises on the first fault of a file, and links nothing by half."""
    return facts_of(read_folder(data), aliases=aliases)
