"""How many of a group have signed: each key once, and only keys that count at that moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def reached(signed: Iterable[str], entitled: Collection[str], quorum: int) -> bool:
    """Whether at least `quorum` different entitled key ids are among those that signed."""
    return len(set(signed) & set(entitled)) >= quorum
