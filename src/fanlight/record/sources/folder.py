"""A data folder as it lies: which files it holds, each read and checked, in an order that no file system decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fanlight.record.sources.errors import MissingSource, SourceFault
from fanlight.record.sources.raw import ENDINGS, read_header
from fanlight.record.sources.rows import SourceFile
from fanlight.record.sources.shape import recognise
from fanlight.record.sources.table import Table, read_table


class TwoOfOne(SourceFault):
    """Two files are the same snapshot of the same source."""

    remedy = "Take one of them out of the data folder."


@dataclass(frozen=True)
class Folder:
    """The tables of a data folder by their names."""

    tables: dict[str, Table]

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The manifest."""
        return tuple(table.file for table in self.tables.values())

    def of(self, shape: str) -> list[Table]:
        """All tables of one shape, oldest snapshot first."""
        return [table for table in self.tables.values() if table.shape.name == shape]

    def need(self, shape: str, what: str) -> Table:
        """The newest table of a shape; raises MissingSource in words."""
        found = self.of(shape)
        if not found:
            raise MissingSource(f"{what} is not in the data folder.")
        return found[-1]


def source_paths(data: Path) -> list[Path]:
    """Every file of a data folder that could be a source."""
    if not data.is_dir():
        raise MissingSource(f"{data} is no folder.")
    found = [
        path
        for path in data.rglob("*")
        if path.is_file() and path.name.endswith(ENDINGS) and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda path: path.relative_to(data).as_posix())


def read_folder(data: Path, *, shapes: Iterable[str] | None = None) -> Folder:
    """Reads every file of a data folder, or those of some shapes alone; raises on the first fault."""
    wanted = None if shapes is None else set(shapes)
    tables: dict[str, Table] = {}
    for path in source_paths(data):
        if wanted is not None and recognise(path, read_header(path)).name not in wanted:
            continue
        table = read_table(path)
        other = tables.get(table.file.name)
        if other is not None:
            raise TwoOfOne(path, f"it is {table.file.name}, and so is {other.file.path.name}")
        tables[table.file.name] = table
    if not tables:
        raise MissingSource(f"{data} holds no source file.")
    return Folder(dict(sorted(tables.items(), key=lambda item: (item[1].shape.name, item[0]))))
