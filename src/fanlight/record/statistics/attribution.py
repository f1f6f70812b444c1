"""One death with several agencies under three rules: any partner named, the first named, or one part for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fanlight.record.statistics.window import Case


@dataclass(frozen=True, slots=True)
class Attribution:
    """Deaths that fall to partners under each rule, of all."""

    any: int
    primary: int
    fractional: float
    total: int


def attributed(found: Sequence[Case], partners: Collection[str]) -> Attribution:
    """The fraction is one part of the agencies that the row names, whether they are linked or not."""
    shared = sum(sum(one in partners for one in case.agencies) / max(case.mentions, 1) for case in found)
    return Attribution(
        sum(any(one in partners for one in case.agencies) for case in found),
        sum(case.primary in partners for case in found),
        shared,
        len(found),
    )
