"""What a reader hands on: the file it read and its rows, verbatim, with what every later number walks back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Family(StrEnum):
    """Which project publishes a file; one reader each."""

    RING = "ring"  # Ring's map KML, CSV lists of partners
    ATLAS = "atlas"  # Atlas of Surveillance
    MPV = "mpv"  # Mapping Police Violence, CSV or the publisher's .xlsx
    FE = "fe"  # Fatal Encounters, in its four shapes
    WAPO = "wapo"  # Washington Post
    PURSUITS = "pursuits"
    FBI = "fbi"  # Crime Data Explorer agency list: the register's spine
    CROSSWALK = "crosswalk"
    PDAP = "pdap"
    GAZETTEER = "gazetteer"
    ACS = "acs"


class Licence(StrEnum):
    """What downloads may carry of a source."""

    ROWS = "rows"
    COUNTS = "counts"
    NO = "no"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it lay in the data folder: a line of the manifest."""

    family: Family
    name: str  # short id, as mpv-2020-08-19
    path: Path
    sha256: str  # of the bytes on disk, hex
    snapshot: date | None  # the day that the publisher's data were taken
    first: date | None  # first and last day that its rows cover
    last: date | None
    rows: int
    licence: Licence
    credit: str
    quirks: tuple[str, ...] = ()  # known faults of this very file that were passed, in words


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row, verbatim, with its number (1 = first after the header)."""

    file: str  # SourceFile.name
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One agency named inside one source row; a row that names three gives three."""

    file: str
    row: int
    position: int  # 0 = first named
    of: int  # how many the row names
    text: str  # as the source has it
    state: str  # two letters of the row; "US" only after parsing
    city: str = ""
    county: str = ""
    point: tuple[float, float] | None = None  # latitude, longitude in degrees
    oris: tuple[str, ...] = ()  # codes that the row carries for this mention; empty = unknown
    on: date | None = None
