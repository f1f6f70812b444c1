"""What every section of the statistics page is made with: one shape, per cent and intervals in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fanlight.record.statistics.intervals import Share
from fanlight.record.statistics.rounding import fixed

Section = Mapping[str, object]
Rows = list[list[str]]


def percent(value: float) -> str:
    """One decimal."""
    return f"{fixed(100 * value, 1)} %"


def between(share: Share) -> str:
    """Its interval."""
    return f"{percent(share.low)} to {percent(share.high)}"


def section(title: str, words: str, head: Sequence[str], rows: Rows, note: str = "") -> Section:
    """Title, how to read it, table, note."""
    return {"title": title, "words": words, "head": list(head), "rows": rows, "note": note}
