"""The policy paper: the limits that a community sets (docs/reference/formats/papers.md, policy)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fanlight.trust.papers.forms import Items, Named, OneOf, Whole
from fanlight.trust.papers.keys import ALGS
from fanlight.trust.papers.kinds import KIND_NAME
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.wire import Wired

Limit = Annotated[int, Whole(0, 10**12)]


@dataclass(frozen=True)
class Limits(Wired):
    """Whole numbers; what each means is said in trust/policy/limits."""

    window_s: Limit
    look_back_days: Limit
    area_m2: Limit
    floor_units: Limit
    open_days: Limit
    per_case: Limit
    open_per_agency: Limit
    per_30_days: Limit
    retention_days: Limit
    notice_s: Limit


@dataclass(frozen=True)
class Policy(Paper):
    """`rules` names the set of rules that homes evaluate; this program knows set 1."""

    KINDS: ClassVar[tuple[str, ...]] = ("policy:changed",)

    rules: Annotated[int, OneOf((1,))]
    limits: Limits
    reviewers: Annotated[int, Whole(1, 20)]
    basis: Annotated[tuple[str, ...], Items(1, 4, one=OneOf(("voluntary",)), rising=True)]
    passes: Annotated[str, OneOf(("none",))]
    algs: Annotated[dict[str, tuple[str, ...]], Named(KIND_NAME, Items(1, len(ALGS), one=OneOf(ALGS), rising=True))]

    def accepts(self, kind: str, alg: str) -> bool:
        """Whether a signature of this alg counts under entries of this kind."""
        return alg in self.algs.get(kind, ALGS)
