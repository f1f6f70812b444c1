"""One shape for a death as any source records it, and its agencies by verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fanlight.record.linkage.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Death:
    """One death as one source records it (an encounter in the vocabulary)."""

    source: str  # "mpv", "fe", "wapo", "pursuits"
    file: str  # SourceFile.name
    row: int
    key: str  # the source's own id, else file:row
    name: str  # as the source gives it; empty where it has none
    on: date | None  # None: only the year is known
    year: int
    state: str
    city: str
    cause: str  # the source's words
    off_duty: bool | None
    suicide: bool
    force: bool  # the source counts it as use of force
    link: str  # where the source tells it; empty where it has none
    fe_id: str = ""
    wapo_id: str = ""


@dataclass(frozen=True, slots=True)
class Involvement:
    """One death with one of its agencies, as the source names it and linkage decides it."""

    death: Death
    verdict: Verdict

    @property
    def primary(self) -> bool:
        """The first agency that the row names."""
        return self.verdict.mention.position == 0

    @property
    def fraction(self) -> float:
        """1/k of the death where the row names k agencies; the fractions of a death sum to one."""
        return 1 / self.verdict.mention.of


@dataclass(frozen=True, slots=True)
class Partnership:
    """An agency's dated partnership as the list records it."""

    verdict: Verdict
    start: date  # first day of the month where only the month is known
    month_only: bool
    summary: str
    documents: tuple[str, ...] = ()
