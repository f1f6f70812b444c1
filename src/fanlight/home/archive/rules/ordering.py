"""One place up or down in a list, and a list of numbers as a form sends it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 1000  # cameras of a house; more is no order but a mistake
LONGEST = 12  # digits


def read_order(untrusted_order: str) -> list[int]:
    """ "3,1,2" as numbers; empty where it is anything else."""
    parts = untrusted_order.split(",", MOST)
    if not all(part.isascii() and part.isdigit() and len(part) <= LONGEST for part in parts):
        return []
    return [int(part) for part in parts]


def moved(numbers: Sequence[int], *, up: str, down: str) -> list[int]:
    """The same numbers with one a place earlier or later; what is first or unknown stays where it is."""
    found = list(numbers)
    for untrusted_number, step in ((up, -1), (down, 1)):
        one = read_order(untrusted_number)
        if len(one) == 1 and one[0] in found:
            at = found.index(one[0])
            to = min(max(0, at + step), len(found) - 1)
            found.insert(to, found.pop(at))
    return found
