"""Receipts: the agency has a package, and later has deleted it (docs/reference/formats/papers.md, receipt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fanlight.trust.papers.members import Hex16, Hex32, Paper, Seconds


@dataclass(frozen=True)
class Receipt(Paper):
    """`package` is SHA-256 of the sealed bytes; `until` is the last day kept, or when it was deleted."""

    KINDS: ClassVar[tuple[str, ...]] = ("disclosure:received", "disclosure:deleted")

    disclosure: Hex16
    package: Hex32
    until: Seconds
