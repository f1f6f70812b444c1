"""Reviewed names: one line of a committed CSV says that a name in a state means one agency, who says so, and why."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.spelling import spelled

COLUMNS = ("name", "state", "city", "agency", "valid_from", "valid_to", "reviewer", "date", "reason", "evidence")
COMMITTED = Path(__file__).parent / "aliases.csv"
NONE = "none"  # agency column: reviewed, and no agency of the register is meant


class WrongAlias(FanlightError):
    """A line of the alias file cannot be used."""

    remedy = "Correct or take out that line."


@dataclass(frozen=True, slots=True)
class Alias:
    """One reviewed name. Empty city: any; empty dates: always."""

    name: str
    state: str
    city: str
    agency: str
    valid_from: date | None
    valid_to: date | None
    reviewer: str
    on: date
    reason: str
    evidence: str

    def covers(self, mention: Mention) -> bool:
        """Whether a mention of this name lies in the alias's city and days; a mention without a day is covered."""
        if self.city and spelled(self.city) != spelled(mention.city):
            return False
        if mention.on is None:
            return True
        return not (self.valid_from and mention.on < self.valid_from) and not (
            self.valid_to and mention.on > self.valid_to
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read_aliases(path: Path = COMMITTED, *, known: Collection[str] | None = None) -> list[Alias]:
    """The aliases of a file; raises WrongAlias for a line without reviewer, date or reason, or of no known agency."""
    aliases = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise WrongAlias(f"{path.name}: the columns are not {', '.join(COLUMNS)}.")
        for number, line in enumerate(reader, 1):
            if not (line["name"] and line["state"] and line["reviewer"] and line["reason"] and line["date"]):
                raise WrongAlias(f"{path.name}, row {number}: name, state, reviewer, date and reason must stand.")
            try:
                days = _day(line["valid_from"]), _day(line["valid_to"]), date.fromisoformat(line["date"])
            except ValueError as error:
                raise WrongAlias(f"{path.name}, row {number}: {error}.") from error
            if known is not None and line["agency"] != NONE and line["agency"] not in known:
                raise WrongAlias(f"{path.name}, row {number}: {line['agency']} is in no register.")
            aliases.append(
                Alias(
                    spelled(line["name"]),
                    line["state"],
                    line["city"],
                    line["agency"],
                    days[0],
                    days[1],
                    line["reviewer"],
                    days[2],
                    line["reason"],
                    line["evidence"],
                )
            )
    return aliases


def by_name(aliases: Iterable[Alias]) -> dict[tuple[str, str], list[Alias]]:
    """Aliases by state and spelled name; those with a city first."""
    found: dict[tuple[str, str], list[Alias]] = {}
    for alias in aliases:
        found.setdefault((alias.state, alias.name), []).append(alias)
    return {key: sorted(some, key=lambda alias: not alias.city) for key, some in found.items()}
