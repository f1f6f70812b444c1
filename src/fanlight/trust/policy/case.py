"""Which requests are one case: of one agency under one number, or of any agencies in one place and time.

So nobody asks the same street about the same hours again and again under new numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fanlight.trust.papers.request import Request


def same_number(one: Request, other: Request) -> bool:
    """Case numbers as people write them: letters and digits count, in either case of letters."""
    return one.agency == other.agency and _bare(one.case) == _bare(other.case)


def overlap(one: Request, other: Request) -> bool:
    """Whether a cell and a second are in both."""
    return one.since < other.until and other.since < one.until and not set(one.area).isdisjoint(other.area)


def together(one: Request, other: Request) -> bool:
    return same_number(one, other) or overlap(one, other)


def of_one_case(request: Request, earlier: Iterable[Request]) -> list[Request]:
    """All earlier requests that are one case with this one, directly or by way of others, in their order."""
    left: Sequence[Request] = list(earlier)
    found, ends = set[str](), [request]
    while ends:
        end = ends.pop()
        near = [other for other in left if other.id not in found and other.id != request.id and together(end, other)]
        found |= {other.id for other in near}
        ends += near
    return [other for other in left if other.id in found]


def _bare(case: str) -> str:
    """ASCII alone is folded: what other letters fold to may change with the tables of Unicode."""
    return "".join(sign.upper() if sign.isascii() else sign for sign in case if not sign.isascii() or sign.isalnum())
