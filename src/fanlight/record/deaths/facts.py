"""All that statistics and pages count from: files, register, partnerships, deaths, verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.record.deaths.death import Death, Involvement, Partnership
from fanlight.record.deaths.series import LAST
from fanlight.record.linkage.verdict import Verdict
from fanlight.record.register.agency import Agency
from fanlight.record.sources.folder import Folder
from fanlight.record.sources.rows import SourceFile, SourceRow


@dataclass(frozen=True)
class Facts:
    """The facts of one data folder. Series are file names (mpv-2020-08-19 …) and `fe`, Fatal Encounters' composite."""

    folder: Folder
    files: tuple[SourceFile, ...]
    register: dict[str, Agency]
    partnerships: list[Partnership]
    deaths: dict[str, list[Death]]
    involvements: dict[str, list[Involvement]]
    verdicts: dict[str, list[Verdict]]  # by file name, in the file's order

    def row(self, file: str, number: int) -> SourceRow:
        """A source row, verbatim."""
        return self.folder.tables[file].row(number)

    def file(self, name: str) -> SourceFile:
        """A line of the manifest."""
        return self.folder.tables[name].file

    @property
    def mpv(self) -> str:
        """The headline's MPV series: the oldest snapshot that covers the window, else the newest; empty without one."""
        named = [table.file for table in self.folder.of("mpv")]
        covering = [file.name for file in named if file.last and file.last >= LAST]
        return covering[0] if covering else (named[-1].name if named else "")
