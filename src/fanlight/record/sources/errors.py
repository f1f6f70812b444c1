"""What can be wrong with a source file; each error names the file, the row and what to do."""

from __future__ import annotations

from pathlib import Path

from fanlight.ground.errors import FanlightError


class SourceFault(FanlightError):
    """A source file cannot be read as it is."""

    remedy = "Fetch the file again from its publisher, or take it out of the data folder."

    def __init__(self, path: Path, what: str, *, row: int | None = None, remedy: str = "") -> None:
        place = path.name if row is None else f"{path.name}, row {row}"
        super().__init__(f"{place}: {what}", remedy=remedy)
        self.path = path
        self.row = row


class EmptyFile(SourceFault):
    """The file holds no rows."""


class WrongEncoding(SourceFault):
    """The file is not UTF-8."""

    remedy = "Save it as UTF-8, or fetch it again."


class Truncated(SourceFault):
    """The file ends before its end."""

    remedy = "Fetch the file again: the copy is not whole."


class LongCell(SourceFault):
    """A cell is longer than any that a publisher has."""

    remedy = "Look at the row: a quotation mark is missing, or something was pasted into it."


class UnknownColumns(SourceFault):
    """The file's columns are those of no source that Fanlight knows."""

    remedy = "Compare its header with shapes.toml; if the publisher changed it, its shape there must follow."


class WrongRow(SourceFault):
    """A row has more or fewer cells than the header."""


class RepeatedId(SourceFault):
    """Two rows have one id."""

    remedy = "Take one row out if the copy is yours; if the publisher's file has it, its hash belongs in quirks.toml."


class WrongDate(SourceFault):
    """A date is none, or lies outside the days that the file covers."""

    remedy = "Look at the row; if the publisher's file has it, its hash belongs in quirks.toml."


class WrongState(SourceFault):
    """A state is none."""

    remedy = "Look at the row; if the publisher's file has it, its hash belongs in quirks.toml."


class WrongCode(SourceFault):
    """A code that must be an ORI has another form."""


class MissingSource(FanlightError):
    """A file that the record needs is not in the data folder."""

    remedy = "Put it there, or run `fanlight record fetch`."
