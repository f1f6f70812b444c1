"""The agencies' record as it lies in the log, with the record's own paper inside (formats/record-published.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar

from fanlight.ground.canonical import Value
from fanlight.trust.papers.forms import AnyObject, Items, OneOf, PaperError, Shaped, Text, Whole
from fanlight.trust.papers.members import Hex32, Paper
from fanlight.trust.papers.wire import Wired, dotted, members

DAY = Shaped(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day as 2026-11-24")
SOURCE = Shaped(r"[a-z0-9-]{1,40}", "a source's short name")
LINES = Items(5, 5, one=Text(1_000))
MOST_AGENCIES = 40_000


@dataclass(frozen=True)
class SourceFile(Wired):
    """One file that the lines were made from."""

    name: Annotated[str, Text(200)]
    sha256: Hex32
    rows: Annotated[int, Whole()]


@dataclass(frozen=True)
class Covers(Wired):
    """From which day to which a source speaks."""

    first: Annotated[str, DAY]
    last: Annotated[str, DAY]


@dataclass(frozen=True)
class AgencyLines:
    """What the decision page shows of one agency: five ready lines."""

    name: str
    state: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PublishedRecord(Paper):
    """`published` is the record's own paper, as its release made it."""

    KINDS: ClassVar[tuple[str, ...]] = ("record:published",)

    published: Annotated[dict[str, Value], AnyObject()]

    def check(self, where: str) -> None:
        super().check(where)
        at = dotted(where, "published")
        held = members(self.published, frozenset({"v", "kind", "files", "covers", "agencies"}), at)
        OneOf((1,)).read(held["v"], f"{at}.v")
        OneOf(("record:published",)).read(held["kind"], f"{at}.kind")
        files = held["files"]
        if not isinstance(files, list) or len(files) > 100:
            raise PaperError(f"{at}.files", "must be a list of at most 100.")
        for number, file in enumerate(files):
            SourceFile.read(file, f"{at}.files[{number}]")
        _covers(held["covers"], f"{at}.covers")
        agencies = held["agencies"]
        if not isinstance(agencies, dict) or len(agencies) > MOST_AGENCIES:
            raise PaperError(f"{at}.agencies", f"must be an object of at most {MOST_AGENCIES}.")
        for id, untrusted in agencies.items():
            _lines(untrusted, f"{at}.agencies.{id[:80]}")

    @cached_property
    def covers(self) -> dict[str, Covers]:
        """By source."""
        return _covers(self.published["covers"], "covers")

    def agency(self, id: str) -> AgencyLines | None:
        """The lines of the agency that the record lists under this id."""
        agencies = self.published["agencies"]
        assert isinstance(agencies, dict)
        return _lines(agencies[id], id) if id in agencies else None


def _covers(untrusted: object, where: str) -> dict[str, Covers]:
    if not isinstance(untrusted, dict) or len(untrusted) > 20:
        raise PaperError(where, "must be an object of at most 20.")
    return {SOURCE.read(name, where): Covers.read(value, f"{where}.{name}") for name, value in untrusted.items()}


def _lines(untrusted: object, where: str) -> AgencyLines:
    names = {"name", "state", "lines"}
    if isinstance(untrusted, dict) and "page" in untrusted:
        names |= {"page"}
        Text(200).read(untrusted["page"], f"{where}.page")
    held = members(untrusted, frozenset(names), where)
    return AgencyLines(
        Text(200).read(held["name"], f"{where}.name"),
        Text(40, least=0).read(held["state"], f"{where}.state"),
        LINES.read(held["lines"], f"{where}.lines"),
    )
