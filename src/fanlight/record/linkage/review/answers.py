"""A reviewer's answers, written to the alias file line by line and taken back in reverse order."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fanlight.ground.errors import FanlightError
from fanlight.record.linkage.aliases import COLUMNS, NONE, read_aliases
from fanlight.record.linkage.review.queue import Doubt


class NoSuchCandidate(FanlightError):
    """The answer names no candidate of this doubt."""


@dataclass
class Answers:
    """What one reviewer has decided in one sitting."""

    path: Path
    reviewer: str
    today: date
    given: list[tuple[Doubt, dict[str, str]]] = field(default_factory=list)

    def give(self, doubt: Doubt, agency: str, reason: str) -> None:
        """Writes one answer: a candidate's id, or `none`; raises NoSuchCandidate for anything else."""
        if agency not in (*doubt.candidates, NONE):
            raise NoSuchCandidate(f"{agency} is no candidate for “{doubt.name}”.")
        line = {
            "name": doubt.name,
            "state": doubt.state,
            "city": doubt.city,
            "agency": agency,
            "valid_from": "",
            "valid_to": "",
            "reviewer": self.reviewer,
            "date": self.today.isoformat(),
            "reason": reason.strip() or "name, place and candidates compared on the review page",
            "evidence": "rows " + ", ".join(doubt.rows),
        }
        self._write([*self._lines(), line])
        self.given.append((doubt, line))

    def take_back(self) -> Doubt | None:
        """Undoes the last answer of this sitting; None where there is none."""
        if not self.given:
            return None
        doubt, line = self.given.pop()
        lines = self._lines()
        lines.remove(line)
        self._write(lines)
        return doubt

    def _lines(self) -> list[dict[str, str]]:
        with self.path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def _write(self, lines: list[dict[str, str]]) -> None:
        """The whole file anew, in one order, beside the old one and then in its place; never a half one."""
        part = self.path.with_name(f".{self.path.name}.part")
        with part.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(lines, key=lambda line: (line["state"], line["name"], line["city"])))
        read_aliases(part)  # what the next build would refuse is refused now
        part.replace(self.path)
