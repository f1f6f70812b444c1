"""The after-action report: what became of a request, in bands (docs/reference/formats/papers.md, report)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.papers.forms import Flag, OneOf
from fanlight.trust.papers.members import Hex16, Paper, Words

OUTCOMES = ("useful", "not-useful", "charged", "none-received")
BANDS = ("none", "1-4", "5-9", "10+")


@dataclass(frozen=True)
class Report(Paper):
    """Signed by two officers of the agency."""

    KINDS: ClassVar[tuple[str, ...]] = ("request:reported",)

    request: Hex16
    outcome: Annotated[str, OneOf(OUTCOMES)]
    disclosures: Annotated[str, OneOf(BANDS)]
    deleted: Annotated[bool, Flag()]
    words: Words
